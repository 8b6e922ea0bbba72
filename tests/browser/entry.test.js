// What people type: whole reports, heads, analytes, units; what is kept of it.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {choose, noticed, openDocument} from "./document_steps.js";
import {Office, picture, signIn} from "./harness.js";
import {Typist} from "./typist.js";

const SURE = 1, BLANK = 2, LONG = 3; // documents by the order in which they were read
let office;

before(async () => {
  office = await Office.open(["uk-pathology", "no-results-letter-scan", "table-over-pages"]);
});
after(() => office.close());

const sql = (query) => office.sql(query);
const number = (query) => Number(sql(query));
const rowsOf = (document_) => office.export().filter((row) => row.document === document_);
const open = (page, document_) => openDocument(page, office, document_);

test("a report of 20 rows by hand: the digits and one key a row", async () => {
  const page = await office.signedIn("Ben");
  await open(page, BLANK);
  await page.keyboard.press("t");
  await page.waitForSelector("#head-lab");
  for (const text of ["Made-up Laboratory", "Testa Fakename", "", "3.2.1970", "f", "20260203"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector("#panel");
  assert.match(sql(`SELECT group_concat(field || '=' || text, ';') FROM header_corrections WHERE document_id = ${BLANK}`), /birth_date=1970-02-03.*collected=2026-02-03/);
  const typist = new Typist(page);
  const template = async (letters, rows) => {
    await typist.type(letters);
    await typist.press("Enter");
    await page.waitForFunction((n) => document.querySelectorAll("table.grid tbody tr").length === n, rows);
  };
  const differential = ["61.2", "28.4", "7.1", "2.9", "0.4", "4.10", "1.90", "0.48", "0.19", "0.03"];
  const count = ["6.7h", "4.35", "10.9L", "34.2", "78.6", "25.1", "31.9", "13.1", "287", "9.8"];
  const values = async (list) => {
    const before = typist.keys;
    for (const value of list) {
      await typist.type(value);
      await typist.press("Enter");
    }
    assert.equal(typist.keys - before, list.join("").length + list.length, "the digits and one key a row");
  };
  await template("differ", 11);
  await values(differential);
  await typist.press("Alt+t"); // the next panel goes on below
  await template("cbc", 21);
  await values(count);
  assert.equal(typist.keys, [...differential, ...count].join("").length + 20 + "differ".length + "cbc".length + 4, "and the templates");
  assert.match(await page.innerText("#send-rows"), /Send 20 rows/);
  await picture(page, "entry");
  // Signed off before it is sent: all of it is there again.
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await signIn(page, "Ben");
  await page.goto(`${office.address}/#/document/${BLANK}`);
  await page.waitForSelector("#send-rows");
  assert.match(await page.innerText("#send-rows"), /Send 20 rows/);
  // The connection is lost while it is sent: it is written once.
  await page.context().setOffline(true);
  await page.keyboard.press("Control+Enter");
  await noticed(page, "No connection");
  assert.equal(rowsOf(BLANK).length, 0);
  await page.context().setOffline(false);
  await noticed(page, "20 rows are added");
  const entered = rowsOf(BLANK);
  assert.equal(entered.length, 20);
  assert.deepEqual(entered.slice(0, 2).map((row) => row.name), ["Neutrophils, percent", "Lymphocytes, percent"], "in the order of the paper");
  const named = (name) => entered.find((row) => row.name === name);
  assert.equal(named("Hemoglobin").value, "10.9");
  assert.equal(named("Hemoglobin").flag, "L");
  assert.equal(named("Hemoglobin").analyte, "hemoglobin-blood");
  assert.equal(named("White blood cells").unit, "10^3/uL");
  assert.equal(number("SELECT count(*) FROM drafts"), 0);
  await page.keyboard.press("d");
  await noticed(page, "Done: 20 rows, 20 by people");
  await picture(page, "entered");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a value with its flag, a value far from its range, a date as it is written", async () => {
  const page = await office.signedIn("Ann");
  const said = await page.evaluate(async () => {
    const {isFar, splitFlag} = await import("/entry.js"), {dateFrom} = await import("/head_form.js");
    return {
      flags: ["5.6h", "< 0.1 L", "4,35*", "12", "1+", "negative", "12 mg"].map(splitFlag),
      far: [["51", "3.5 - 5.1"], ["5.6", "3.5 - 5.1"], ["0.51", "3,5-5,1"], ["51", "< 5.1"], ["trace", "3.5 - 5.1"], ["51", ""]].map(([value, range]) => isFar(value, range)),
      dates: ["3.2.2026", "03.02.2026 9:20", "20260203", "2026-02-03 09:20", "2/3/2026"].map(dateFrom),
    };
  });
  assert.deepEqual(said.flags, [{value: "5.6", flag: "H"}, {value: "< 0.1", flag: "L"}, {value: "4,35", flag: "*"}, null, null, null, null]);
  assert.deepEqual(said.far, [true, false, true, false, false, false]);
  assert.deepEqual(said.dates, ["2026-02-03", "2026-02-03T09:20", "2026-02-03", "2026-02-03T09:20", "2/3/2026"]);
  await page.context().close();
});

test("two people who enter the same report are told", async () => {
  const pages = [await office.signedIn("Ann"), await office.signedIn("Cleo")];
  for (const page of pages) {
    await open(page, LONG);
    await page.keyboard.press("n");
    await page.waitForSelector("#field-name");
    await page.fill("#field-name", "Made-up analyte");
    await page.fill("#field-value", "7");
  }
  const before = rowsOf(LONG).length;
  await pages[0].keyboard.press("Enter");
  await noticed(pages[0], "The row is added");
  await pages[1].keyboard.press("Enter");
  await pages[1].waitForFunction(() => document.querySelector(".editor .error").textContent.includes("other rows meanwhile"));
  assert.equal(rowsOf(LONG).length, before + 1);
  assert.equal(await pages[1].inputValue("#field-name"), "Made-up analyte");
  await pages[1].keyboard.press("Escape");
  assert.match(await pages[1].innerText("table.rows"), /Made-up analyte/);
  for (const page of pages) {
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test("a name is given its analyte: completed as one types, misspelt too", async () => {
  const page = await office.signedIn("Cleo");
  const name = sql("SELECT i.id FROM review_items i JOIN work w ON w.item_id = i.id WHERE i.kind = 'name' AND w.waits = 1 ORDER BY i.id LIMIT 1");
  await page.goto(`${office.address}/#/item/${name}`);
  await page.waitForSelector("#field-analyte");
  assert.equal(await page.evaluate(() => document.activeElement.id), "field-analyte", "it is in doubt");
  const typist = new Typist(page);
  await typist.type("feriti");
  await page.waitForSelector(".complete li");
  assert.match(await page.innerText(".complete li >> nth=0"), /Ferritin/);
  await picture(page, "completion");
  await page.keyboard.press("Escape");
  await page.fill("#field-analyte", "");
  const counted = new Typist(page);
  await counted.type("ferr");
  await counted.press("ArrowDown", "Enter");
  await page.waitForFunction(() => document.getElementById("field-analyte").value === "Ferritin - serum");
  await counted.press("Enter");
  await page.waitForFunction(() => document.body.dataset.answered === "1");
  assert.ok(counted.keys <= 8, `new name to analyte: ${counted.keys} keys`);
  assert.match(sql(`SELECT corrected FROM decisions WHERE item_id = '${name}' AND in_force = 1`), /ferritin-serum/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an alternative is one key away, and keys do not wait for the list", async () => {
  const page = await office.signedIn("Cleo");
  const names = sql("SELECT i.id FROM review_items i JOIN work w ON w.item_id = i.id WHERE i.kind = 'name' AND w.waits = 1 ORDER BY i.id").split("\n");
  await page.goto(`${office.address}/#/item/${names[0]}`);
  await page.waitForSelector("#field-analyte");
  const offered = (await page.locator(".choices button").first().innerText()).split(/\s*Alt/)[0].trim();
  const typist = new Typist(page);
  await typist.press("Alt+1");
  assert.equal(await page.inputValue("#field-analyte"), offered);
  await typist.press("Enter");
  await page.waitForFunction(() => document.body.dataset.answered === "1");
  assert.equal(typist.keys, 3);
  // Faster than the server: nothing is sent before what was chosen is there.
  await page.goto(`${office.address}/#/item/${names[1]}`);
  await page.reload();
  await page.waitForFunction(() => document.activeElement.id === "field-analyte");
  await page.keyboard.type("ferr");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("field-analyte").value === "Ferritin - serum");
  assert.equal(number(`SELECT count(*) FROM decisions WHERE item_id = '${names[1]}'`), 0);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a unit comes from the list of the analyte", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await choose(page, "Creatinine");
  await page.keyboard.press("e");
  await page.waitForSelector("#field-unit");
  const typist = new Typist(page);
  await typist.press("3", "ArrowDown", "Enter");
  await page.waitForFunction(() => document.querySelector(".field.changed #field-unit"));
  const unit = await page.inputValue("#field-unit");
  await typist.press("Enter");
  await page.waitForSelector("table.rows");
  assert.ok(typist.keys <= 4, `unit from the list: ${typist.keys} keys`);
  assert.equal(rowsOf(SURE).find((row) => row.name === "Creatinine").unit, unit);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what is typed when the session ends comes back with the person, and with nobody else", async () => {
  const page = await office.signedIn("Ann");
  await open(page, LONG);
  await page.keyboard.press("n");
  await page.waitForSelector("#field-name");
  await page.context().clearCookies();
  await page.fill("#field-name", "Typed without a session");
  await page.waitForSelector("#name");
  await signIn(page, "Ann");
  await page.waitForSelector("#field-name");
  assert.equal(await page.inputValue("#field-name"), "Typed without a session");
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await signIn(page, "Ben");
  await open(page, LONG);
  assert.equal(await page.locator("#field-name").count(), 0);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("the head is corrected, the machine's reading stays beside it", async () => {
  const page = await office.signedIn("Ann");
  await open(page, SURE);
  await page.keyboard.press("g");
  await page.waitForSelector("#head-patient_name");
  await page.keyboard.type("Other, Name");
  await page.fill("#head-collected", "no date");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".editor .error").textContent.includes("A date is written"));
  await page.fill("#head-collected", "4.5.2026 8:15");
  await page.keyboard.press("Enter");
  await noticed(page, "The head of the report is saved");
  assert.match(await page.innerText(".head"), /Other, Name.*collected 2026-05-04 08:15/);
  assert.equal(await page.locator(".head .corrected").count(), 2);
  await page.keyboard.press("g");
  assert.match(await page.innerText("#head-read-patient_name"), /Corrected; read as/);
  await picture(page, "head");
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await page.keyboard.type("C8");
  await page.keyboard.press("Enter");
  await noticed(page, "The document is moved");
  assert.match(await page.innerText(".about"), /client C8/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
