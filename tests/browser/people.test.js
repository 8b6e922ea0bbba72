// Accounts, tokens, the audit log, one's own password, and the sign-off of who has gone away.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Office, PASSWORD, accessibility, goHome, picture, question, signIn} from "./harness.js";
import {DOUBTFUL} from "./invented.js";

let office;

before(async () => {
  office = await Office.open(["uk-pathology"]);
  office.addUser("Ada", "admin");
  DOUBTFUL.forEach((report, i) => office.report(`C2${i}`, `report-${i}`, report));
});
after(() => office.close());

const noticed = (page, text) => page.waitForFunction((t) => document.getElementById("notice").textContent.includes(t), text);

async function people(page) {
  await page.goto(`${office.address}/#/people`);
  await page.waitForSelector(".office table");
}

test("a person is added, changed, and kept out", async () => {
  const page = await office.signedIn("Ada");
  await people(page);
  await page.getByRole("button", {name: "Add a person"}).click();
  await page.keyboard.type("Dan");
  await page.getByLabel("Password").fill("short");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("dialog .error").textContent !== "");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await noticed(page, "Dan may sign in");
  const dan = await office.signedIn("Dan");
  await page.getByRole("button", {name: "Change Dan"}).click();
  await page.getByLabel("May sign in").uncheck();
  await page.keyboard.press("Enter");
  await noticed(page, "Dan is changed");
  assert.match(await page.locator("tr", {hasText: "Dan"}).innerText(), /entry\s+no/);
  await dan.goto(`${office.address}/#/answers`);
  await dan.waitForSelector("#name"); // signed off at once
  await page.getByRole("button", {name: "Change Ada"}).click();
  await page.getByLabel("Role").selectOption("entry");
  await page.keyboard.press("Tab");
  await page.getByRole("button", {name: "Save"}).click();
  await page.waitForFunction(() => document.querySelector("dialog .error").textContent !== "", "the last administrator stays one");
  await page.keyboard.press("Escape");
  assert.deepEqual(page.errors, []);
  await dan.context().close();
  await goHome(page);
});

test("who may only read sees the queue and no work", async () => {
  office.addUser("Rob", "read-only");
  const page = await office.signedIn("Rob");
  await page.waitForSelector(".panels");
  assert.deepEqual(await page.locator("#bar nav a").allInnerTexts(), ["Queue", "Documents"]);
  assert.equal(await page.getByRole("button", {name: "Work on these"}).count(), 0);
  for (const hash of ["groups", "lead", "people", "audit"]) {
    await page.goto(`${office.address}/#/${hash}`);
    await page.waitForFunction(() => document.querySelector("main h1")?.textContent === "What waits");
  }
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("a token is shown once, works, and is revoked", async () => {
  const page = await office.signedIn("Ada");
  await people(page);
  await page.getByRole("button", {name: "Tokens of Lea"}).click();
  await page.getByLabel("A new one, for").fill("dashboard");
  await page.getByRole("button", {name: "Make it"}).click();
  const token = await page.getByLabel("Token", {exact: true}).inputValue();
  const asked = () => fetch(`${office.address}/api/v1/figures`, {headers: {Authorization: `Bearer ${token}`}}).then((r) => r.status);
  assert.equal(await asked(), 200);
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("Escape");
  await page.getByRole("button", {name: "Tokens of Lea"}).click();
  assert.ok(!(await page.content()).includes(token));
  await page.getByRole("button", {name: "Revoke dashboard"}).click();
  await page.waitForFunction(() => document.querySelector("dialog.ask").innerText.includes("revoked"));
  assert.equal(await asked(), 401);
  await page.keyboard.press("Escape");
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("the audit log is read from its end, and verified", async () => {
  const page = await office.signedIn("Ada");
  await page.goto(`${office.address}/#/audit`);
  await page.waitForFunction(() => document.querySelectorAll(".office tbody tr").length > 3);
  assert.match(await page.innerText(".office tbody tr:first-child"), /Ada\s+sign-in/);
  await page.getByRole("button", {name: "Verify"}).click();
  await page.waitForFunction(() => document.querySelector(".verdict").textContent.includes("each as it was written"));
  assert.ok((await page.innerText(".verdict")).includes(office.sql("SELECT hash FROM audit_log ORDER BY number DESC LIMIT 1")));
  await page.getByLabel("Who").fill("nobody of this name");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".office tbody").textContent === "No entry fits.");
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("a changed entry of the audit log is told", async () => {
  office.sql("DROP TRIGGER audit_is_not_changed; UPDATE audit_log SET actor = 'Eve' WHERE number = 3");
  const page = await office.signedIn("Ada");
  await page.goto(`${office.address}/#/audit`);
  await page.getByRole("button", {name: "Verify"}).click();
  await page.waitForFunction(() => document.querySelector(".verdict").textContent.includes("Entry 3 is not as it was written"));
  await goHome(page);
});

test("one's own password is changed, and ends what is open elsewhere", async () => {
  const page = await office.signedIn("Cleo"), elsewhere = await office.signedIn("Cleo");
  await page.getByRole("link", {name: "Cleo (entry)"}).click();
  await page.getByLabel("The present one").fill("not the password");
  await page.getByLabel("The new one", {exact: true}).fill("another long password");
  await page.getByLabel("The new one again").fill("another long passwort");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".error").textContent.includes("not the same"));
  await page.getByLabel("The new one again").fill("another long password");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".error").textContent.includes("old password is wrong"));
  await page.getByLabel("The present one").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await noticed(page, "Your password is changed");
  await elsewhere.goto(`${office.address}/#/answers`);
  await elsewhere.waitForSelector("#name");
  await page.goto(`${office.address}/#/work`); // the CSRF token is the new one
  await question(page);
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await signIn(page, "Cleo", "another long password");
  assert.deepEqual(page.errors, []);
  await elsewhere.context().close();
  await goHome(page);
});

test("who has gone away is warned and signed off, and loses nothing", async () => {
  const page = await office.person();
  await page.clock.install();
  await page.reload();
  await page.waitForSelector("#name");
  await signIn(page, "Ben");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  const kept = page.waitForResponse((response) => response.url().endsWith("/draft"));
  await page.locator(".field input").first().fill("Typed before lunch");
  await page.clock.runFor(1000);
  await kept;
  // A key at the last moment stays a key, and keeps the session.
  await page.clock.runFor("14:10");
  await page.waitForSelector(".idle");
  assert.deepEqual(await accessibility(page), []);
  await picture(page, "idle");
  const focused = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.type("!");
  assert.equal(await page.evaluate((id) => document.getElementById(id).value, focused), "Typed before lunch!");
  await page.clock.runFor(2000);
  await page.waitForSelector(".idle", {state: "detached"});
  await page.clock.runFor("14:30");
  await page.waitForSelector(".idle");
  assert.equal(await page.locator("#name").count(), 0);
  await page.clock.runFor(40_000);
  await page.waitForSelector("#name");
  assert.match(await page.innerText(".error"), /after 15 minutes without a key/);
  assert.equal(await page.evaluate(async () => (await fetch("/api/v1/items")).status), 401, "the server has ended the session too");
  await page.fill("#name", "Ben");
  await page.fill("#password", PASSWORD);
  await page.keyboard.press("Enter");
  await question(page); // where he was
  assert.ok(await page.evaluate(() => [...document.querySelectorAll(".field input")].some((i) => i.value === "Typed before lunch!")));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the pages of administrators are readable in ${colorScheme}, at 200 % and for a screen reader`, async () => {
    const page = await office.signedIn("Ada", {colorScheme});
    for (const [name, there] of [["people", ".office table"], ["audit", ".office tbody tr"], ["account", ".card"]]) {
      await page.goto(`${office.address}/#/${name}`);
      await page.waitForSelector(there);
      assert.deepEqual(await accessibility(page), []);
      await picture(page, `${name}-${colorScheme}`);
      await page.setViewportSize({width: 683, height: 384});
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is cut off at the side");
      await picture(page, `${name}-${colorScheme}-200`);
      await page.setViewportSize({width: 1366, height: 768});
    }
    await people(page);
    for (const button of ["Add a person", "Change Ann", "Tokens of Ann"]) {
      await page.getByRole("button", {name: button}).click();
      await page.waitForSelector("dialog[open]");
      assert.deepEqual(await accessibility(page), []);
      await picture(page, `${button.split(" ")[0].toLowerCase()}-${colorScheme}`);
      await page.keyboard.press("Escape");
    }
    assert.deepEqual(page.errors, []);
    await goHome(page);
  });
}
