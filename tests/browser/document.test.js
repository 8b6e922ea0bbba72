// Documents as a whole: found, looked at, corrected, added to, done.

import assert from "node:assert/strict";
import {readdirSync} from "node:fs";
import {after, before, test} from "node:test";

import {choose, noticed, openDocument, pictures} from "./document_steps.js";
import {Office, accessibility, picture} from "./harness.js";
import {Typist} from "./typist.js";

const SURE = 1, SCAN = 2, UNREAD = 3; // documents by the order in which they were read
let office;

before(async () => {
  office = await Office.open(["uk-pathology", "scan-de-laborbefund-150", "amino-acids-quintiles"]);
  office.addUser("Rob", "read-only");
});
after(() => office.close());

const sql = (query) => office.sql(query);
const number = (query) => Number(sql(query));
const rowsOf = (document_) => office.export().filter((row) => row.document === document_);
const open = (page, document_) => openDocument(page, office, document_);

// From the place of a row, in points, to the place on the screen.
async function drawAround(page, [x0, y0, x1, y1]) {
  const sheet = await page.locator(".sheet").boundingBox();
  const scale = await page.evaluate(() => document.querySelector(".sheet").clientWidth);
  const width = await page.evaluate(async (id) => (await (await fetch(`/api/v1/documents/${id}`)).json()).page_list[0].width, Number(page.url().split("/").at(-1)));
  const at = (x, y) => [sheet.x + (x * scale) / width, sheet.y + (y * scale) / width];
  await page.mouse.move(...at(x0, y0));
  await page.mouse.down();
  await page.mouse.move(...at(x1, y1), {steps: 3});
  await page.mouse.up();
}

const boxOf = (document, name) => sql(`SELECT w.x0 - 3, w.y0 - 1, w.x1 + 3, w.y1 + 1 FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id
  JOIN fields f ON f.row_id = w.id AND f.kind = 'name' WHERE r.document_id = ${document} AND r.is_current = 1 AND f.text = '${name}'`).split("|").map(Number);

test("the way in: documents, newest first, those of a client, those that are open", async () => {
  const page = await office.signedIn("Ann");
  await page.click("text=Documents");
  await page.waitForSelector("tbody a");
  assert.equal(await page.locator("tbody a").count(), 3);
  assert.equal(await page.locator("tbody a").first().getAttribute("href"), `#/document/${UNREAD}`);
  await page.check("#filter-open");
  await page.waitForFunction(() => document.querySelectorAll("tbody a").length < 3);
  await page.fill("#filter-client", "nobody");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("tbody a").length === 0);
  await page.fill("#filter-client", "C1");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("tbody a").length > 0);
  await page.locator("tbody a").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector("table.rows");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a report is handed in", async () => {
  const page = await office.signedIn("Ann");
  await page.click("text=Documents");
  await page.click("text=Hand reports in");
  await page.fill("#upload-client", "C7");
  await page.setInputFiles("#upload-files", {name: "new.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n")});
  await page.click("button:has-text('Hand in')");
  await page.waitForFunction(() => document.querySelector(".handed").textContent.includes("waits to be read"));
  assert.equal(readdirSync(office.inbox, {recursive: true}).filter((name) => name.endsWith(".pdf")).length, 1);
  await page.setInputFiles("#upload-files", {name: "no-report.txt", mimeType: "text/plain", buffer: Buffer.from("words")});
  await page.click("button:has-text('Hand in')");
  await page.waitForFunction(() => document.querySelector(".handed").textContent.includes("neither a PDF nor a picture"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a row is chosen from either side", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await pictures(page);
  assert.equal(await page.locator(".line-mark.sure").count(), 27);
  await choose(page, "Potassium");
  const mark = page.locator(".chosen-mark");
  const first = await mark.boundingBox();
  await page.keyboard.press("ArrowDown");
  assert.ok((await mark.boundingBox()).y > first.y);
  await page.mouse.click(first.x + first.width / 2, first.y + first.height / 2);
  assert.match(await page.locator('tr[aria-selected="true"]').innerText(), /Potassium/);
  await page.keyboard.press("Enter");
  await noticed(page, "e corrects it");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a sure row is corrected, and what was said is taken back", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await choose(page, "Potassium");
  await page.keyboard.press("e");
  await page.waitForSelector("#field-value");
  const typist = new Typist(page);
  await typist.press("2", "Backspace");
  await typist.type("8");
  await typist.press("Enter");
  await page.waitForSelector("table.rows");
  assert.ok(typist.keys <= 4, `one wrong digit: ${typist.keys} keys`);
  assert.match(await page.locator('tr[aria-selected="true"]').innerText(), /Potassium\s+5\.8.*by Ann/s);
  assert.equal(rowsOf(SURE).find((row) => row.name === "Potassium").value, "5.8");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#field-value");
  await page.keyboard.press("r");
  await noticed(page, "taken back");
  await page.keyboard.press("Enter");
  await page.waitForSelector("table.rows");
  assert.equal(rowsOf(SURE).find((row) => row.name === "Potassium").value, "5.6");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what is right is accepted with one key", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await choose(page, "Sodium");
  await page.keyboard.press("e");
  await page.waitForSelector("#field-value");
  const typist = new Typist(page);
  await typist.press("Enter");
  await page.waitForSelector("table.rows");
  assert.equal(typist.keys, 1);
  assert.equal(rowsOf(SURE).find((row) => row.name === "Sodium").status, "decided");
  await page.context().close();
});

test("a row is added by a box, whose text is read at once", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await pictures(page);
  await choose(page, "Basophils");
  const before = rowsOf(SURE).length, box = boxOf(SURE, "Eosinophils");
  await drawAround(page, box);
  await page.waitForSelector(".editor #field-value");
  await pictures(page);
  assert.equal(await page.inputValue("#field-name"), "Eosinophils");
  assert.match(await page.innerText(".editor .findings"), /Eosinophils 0.22 is there already/);
  await page.fill("#field-name", "Eosinophils again");
  await picture(page, "row-by-box");
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press("Enter");
  await noticed(page, "The row is added");
  await picture(page, "row-added");
  const [row, actions] = [await page.locator('tr[aria-selected="true"]').boundingBox(), await page.locator(".form .actions").boundingBox()];
  assert.ok(row.y + row.height <= actions.y, "what is chosen is not behind the buttons");
  assert.deepEqual(await accessibility(page), []);
  const added = rowsOf(SURE).filter((row) => row.name === "Eosinophils again");
  assert.equal(rowsOf(SURE).length, before + 1);
  assert.equal(added[0].value, "0.22");
  assert.match(await page.locator('tr[aria-selected="true"]').innerText(), /Eosinophils again/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a row is typed, and a line of the page becomes one, by keyboard alone", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await page.keyboard.press("n");
  await page.waitForSelector("#field-name");
  await page.keyboard.type("Zinc");
  for (const text of ["11", "umol/L"]) {
    await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await noticed(page, "The row is added");
  assert.equal(rowsOf(SURE).find((row) => row.name === "Zinc").value, "11");
  await page.keyboard.press("f");
  await page.keyboard.press("f");
  await page.locator("table.rows tr", {hasText: "comment"}).first().click();
  await page.keyboard.press("n");
  await page.waitForSelector(".editor .strip");
  assert.match(await page.innerText(".editor"), /Read there/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("table.rows");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a row answers the question about its line", async () => {
  const page = await office.signedIn("Ann");
  const waits = `SELECT count(*) FROM work WHERE document_id = ${UNREAD} AND kind = 'unread-line' AND waits = 1`;
  assert.equal(number(waits), 1);
  await open(page, UNREAD);
  await page.locator("table.rows tr.open", {hasText: "not read"}).click();
  await page.keyboard.press("n");
  await page.waitForSelector(".editor #field-name");
  assert.match(await page.innerText(".editor"), /the row answers its question/);
  await page.fill("#field-name", "Made up");
  await page.fill("#field-value", "7");
  await page.keyboard.press("Enter");
  await noticed(page, "The line is a row now");
  assert.match(await page.locator('tr[aria-selected="true"]').innerText(), /Made up\s+7/);
  assert.equal(number(waits), 0);
  assert.equal(rowsOf(UNREAD).filter((row) => row.name === "Made up").length, 1);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a document is not done while a question is open; its questions are worked through", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SCAN);
  await page.keyboard.press("d");
  await noticed(page, "still to be answered");
  const open_ = number(`SELECT count(*) FROM work WHERE document_id = ${SCAN} AND waits = 1 AND kind <> 'name'`);
  assert.ok(open_ > 1);
  await page.keyboard.press("w");
  for (let n = 1; n <= open_; ++n) {
    await page.waitForSelector("[data-item]");
    await page.keyboard.press("Escape");
    await page.keyboard.press("x");
    await page.waitForFunction((count) => Number(document.body.dataset.answered || 0) === count, n);
  }
  await page.waitForSelector("text=Nothing waits for you");
  await page.keyboard.press("h");
  await page.waitForSelector("table.rows");
  await page.keyboard.press("d");
  await noticed(page, "Done: ");
  assert.match(await page.innerText(".about"), /done by Ann/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a question leads to its document and back", async () => {
  const page = await office.signedIn("Ben");
  await page.goto(`${office.address}/#/work`);
  await page.waitForSelector("[data-item]");
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  await page.waitForSelector("table.rows");
  await page.keyboard.press("h");
  await page.waitForSelector("tbody a");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("who may only look sees the document and nothing to type in", async () => {
  const page = await office.signedIn("Rob");
  await open(page, SURE);
  await pictures(page);
  assert.equal(await page.locator(".form .actions").count(), 0);
  for (const key of ["n", "t", "g", "m", "e", "d"]) await page.keyboard.press(key);
  await drawAround(page, boxOf(SURE, "Sodium"));
  assert.equal(await page.locator(".editor").count(), 0);
  assert.equal(await page.locator("table.rows").count(), 1);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`documents are readable in ${colorScheme}, at 200 % and for a screen reader`, async () => {
    const page = await office.signedIn("Lea", {colorScheme});
    const look = async (name) => {
      assert.deepEqual(await accessibility(page), [], name);
      await picture(page, `${name}-${colorScheme}`);
      const {width, height} = page.viewportSize();
      await page.setViewportSize({width: 683, height: 384}); // 200 % of a laptop's screen
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `nothing of ${name} is cut off at the side`);
      await picture(page, `${name}-${colorScheme}-200`);
      await page.setViewportSize({width, height});
    };
    await page.click("text=Documents");
    await page.waitForSelector("tbody a");
    await page.click("text=Hand reports in");
    await look("documents");
    await open(page, SURE);
    await pictures(page);
    await choose(page, "Urea");
    await look("document");
    await page.keyboard.press("g");
    await page.waitForSelector("#head-lab");
    await look("head");
    await page.keyboard.press("Escape");
    await page.keyboard.press("m");
    await page.waitForSelector("#client");
    await look("client");
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.waitForSelector("#field-name");
    await look("row");
    await page.keyboard.press("Escape");
    await page.waitForSelector("table.rows");
    await page.keyboard.press("t");
    await page.waitForSelector("#panel");
    await page.keyboard.type("lipid");
    await page.waitForSelector(".complete li");
    await look("template");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("table.grid tbody tr").length > 5);
    await page.keyboard.type("5.2h");
    await page.keyboard.press("Enter");
    await look("entry");
    await page.click("text=Throw away");
    await page.waitForSelector("table.rows");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    await look("document-keys");
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test("what a document says is text, never markup", async () => {
  const hostile = "<img src=x onerror=document.title=1>";
  sql(`UPDATE fields SET text = '${hostile}'; UPDATE reports SET lab = '${hostile}', patient_name = '${hostile}'`);
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  assert.match(await page.innerText(".form"), /<img src=x/);
  await page.keyboard.press("g");
  await page.waitForSelector("#head-lab");
  assert.equal(await page.inputValue("#head-lab"), hostile);
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.equal(await page.title(), "labintake - review");
  await page.context().close();
});
