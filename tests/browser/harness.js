// A store with invented reports, a server on it, and people in browsers.

import {execFileSync, spawn} from "node:child_process";
import {existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {extname, join} from "node:path";
import {createServer} from "node:net";

import axe from "axe-core";
import {chromium} from "playwright-core";

import {writeReport} from "./invented.js";

const program = process.env.LABINTAKE_PROGRAM;
const source = process.env.LABINTAKE_SOURCE_DIR;
const pictures = process.env.LABINTAKE_SCREENSHOTS; // a folder to keep screenshots in; unset: none
const folder = process.env.LABINTAKE_PAGES; // a folder whose pages are shown in place of those in the program; unset: none
const TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"};
const WAIT_MS = 60_000; // for anything that a person waits for; machines that run tests are busy
export const PASSWORD = "a long password";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

// With the server's own headers, so that its content security policy holds.
async function showFromFolder(route) {
  const {pathname} = new URL(route.request().url());
  const path = join(folder, pathname === "/" ? "index.html" : pathname);
  const response = await route.fetch().catch(() => null);
  if (!response) return; // the browser was closed meanwhile
  if (!existsSync(path)) return route.fulfill({response});
  return route.fulfill({response, status: 200, path, contentType: TYPES[extname(path)]});
}

export class Office {
  // `samples`: folders of samples/ whose reports wait; `policy`: YAML, or null.
  static async open(samples, policy = null) {
    const office = new Office();
    office.folder = mkdtempSync(join(tmpdir(), "labintake-browser-"));
    office.db = join(office.folder, "lab.db");
    const paths = samples.map((s) => join(source, "samples", s));
    try {
      execFileSync(program, ["process", "-q", "--db", office.db, "--client", "C1", ...paths], {stdio: ["ignore", "ignore", "ignore"]});
    } catch {
      // Files beside the reports are no reports.
    }
    for (const [name, role] of [["Ann", "entry"], ["Ben", "entry"], ["Cleo", "entry"], ["Lea", "lead"]]) office.addUser(name, role);
    office.inbox = join(office.folder, "inbox");
    mkdirSync(office.inbox);
    const more = ["--inbox", office.inbox];
    if (policy) {
      writeFileSync(join(office.folder, "policy.yaml"), policy);
      more.push("--policy", join(office.folder, "policy.yaml"));
    }
    const port = await freePort();
    office.address = `http://127.0.0.1:${port}`;
    office.server = spawn(program, ["serve", "--db", office.db, "--listen", `127.0.0.1:${port}`, ...more], {stdio: ["ignore", "ignore", "pipe"]});
    await new Promise((resolve, reject) => {
      let said = "";
      office.server.stderr.on("data", (text) => {
        said += text;
        if (said.includes("listening")) resolve();
      });
      office.server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
    office.browser = await chromium.launch({executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"]});
    return office;
  }

  async close() {
    await this.browser?.close();
    this.server?.removeAllListeners("exit");
    this.server?.kill("SIGTERM");
    rmSync(this.folder, {recursive: true, force: true});
  }

  addUser(name, role) {
    execFileSync(program, ["users", "add", name, "--role", role, "--db", this.db], {input: PASSWORD + "\n", stdio: ["pipe", "ignore", "inherit"]});
  }

  // A report (invented.js) that comes in for a client while people work.
  report(client, name, content) {
    const path = join(this.folder, `${name}.pdf`);
    writeReport(path, content);
    execFileSync(program, ["process", "-q", "--db", this.db, "--client", client, path], {stdio: ["ignore", "ignore", "inherit"]});
  }

  // A person's browser. Errors of the page fail the test that asks for them.
  async person(options = {}) {
    const context = await this.browser.newContext({viewport: {width: 1366, height: 768}, ...options});
    if (folder) await context.route((url) => !url.pathname.startsWith("/api/"), (route) => showFromFolder(route).catch(() => {})); // the browser may have gone
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    page.errors = [];
    page.on("pageerror", (error) => page.errors.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(this.address) && !request.url().startsWith("data:")) page.errors.push(`request to ${request.url()}`);
    });
    await page.goto(this.address);
    await page.waitForSelector("#name");
    return page;
  }

  async signedIn(name, options = {}) {
    const page = await this.person(options);
    await signIn(page, name);
    return page;
  }

  export() {
    const text = execFileSync(program, ["export", "--db", this.db, "--format", "jsonl", "--all"], {encoding: "utf8"});
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  sql(query) {
    return execFileSync("sqlite3", [this.db, query], {encoding: "utf8"}).trim();
  }
}

export async function signIn(page, name, password = PASSWORD) {
  await page.fill("#name", name);
  await page.fill("#password", password);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#bar .who");
}

// Signs off, so that others get what was held, and closes the browser.
export async function goHome(page) {
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await page.context().close();
}

// The question that is shown, once its form is there.
export async function question(page) {
  await page.waitForSelector(".work .form h1");
  return page.evaluate(() => document.querySelector(".form").innerText);
}

// What axe finds wrong, as "rule: element".
export async function accessibility(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => globalThis.axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}));
  return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 120)}`));
}

export async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, {recursive: true});
  await page.screenshot({path: join(pictures, `${name}.png`)});
}
