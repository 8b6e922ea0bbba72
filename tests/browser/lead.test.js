// The lead's page and list: who holds what, priorities, what is put right again and again, answers taken back.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Office, accessibility, goHome, picture, question} from "./harness.js";
import {DOUBTFUL} from "./invented.js";

let office;

// Answers as a program does that acts for this person, for what is not tested here.
async function answer(page, item, fields) {
  return page.evaluate(async ([id, given]) => {
    const base = "/api/v1", {csrf} = await (await fetch(`${base}/me`)).json(), seen = await (await fetch(`${base}/items/${id}`)).json();
    const response = await fetch(`${base}/items/${id}/decide`, {method: "POST", headers: {"Content-Type": "application/json", "X-CSRF-Token": csrf},
      body: JSON.stringify({key: crypto.randomUUID(), version: seen.version, action: "edit", fields: given})});
    return (await response.json()).outcome;
  }, [item, fields]);
}

const itemsOf = (name) => office.sql(`SELECT w.item_id FROM work w JOIN review_items i ON i.id = w.item_id JOIN fields f ON f.row_id = i.row_id AND f.kind = 'name'
  WHERE f.text = '${name}' ORDER BY w.document_id`).split("\n");

before(async () => {
  office = await Office.open(["uk-pathology"], "second_key: {analytes: [potassium-serum]}\naudit_sample: 0\n");
  DOUBTFUL.forEach((report, i) => office.report(`C2${i}`, `report-${i}`, report));
});
after(() => office.close());

test("what is held is released, and can be given to others", async () => {
  const ann = await office.signedIn("Ann"), lea = await office.signedIn("Lea");
  await ann.goto(`${office.address}/#/work`);
  await question(ann);
  await ann.waitForFunction(() => performance.getEntriesByType("resource").filter((r) => r.name.endsWith("/items/next")).length >= 2);
  await lea.goto(`${office.address}/#/lead`);
  await lea.waitForSelector("#holders");
  const row = lea.locator("tr", {has: lea.getByRole("cell", {name: "Ann", exact: true})});
  assert.match(await row.innerText(), /2 items/);
  await row.getByRole("button", {name: "Release all"}).click();
  await lea.waitForFunction(() => document.getElementById("notice").textContent.includes("2 items of Ann"));
  assert.equal(office.sql("SELECT count(*) FROM work WHERE claimed_by IS NOT NULL"), "0");
  assert.equal(office.sql("SELECT count(*) FROM audit_log WHERE actor = 'Lea' AND action = 'release'"), "2");
  for (const page of [ann, lea]) assert.deepEqual(page.errors, []);
  for (const page of [ann, lea]) await goHome(page);
});

test("corrections that repeat are shown with examples, and second keys with their interval", async () => {
  const ann = await office.signedIn("Ann"), ben = await office.signedIn("Ben");
  for (const item of itemsOf("Calcium").slice(0, 3)) assert.equal(await answer(ann, item, {value: "2.34", unit: "mmol/L", range: "2.20-2.60"}), "decided");
  const potassium = itemsOf("Potassium");
  for (const item of potassium.slice(0, 2)) assert.equal(await answer(ann, item, {value: "4.123", unit: "mmol/L", range: "3.5-5.1"}), "second-key");
  assert.equal(await answer(ben, potassium[0], {value: "4.123", unit: "mmol/L"}), "decided");
  assert.equal(await answer(ben, potassium[1], {value: "4,123", unit: "mmol/L"}), "third-key");
  const lea = await office.signedIn("Lea");
  await lea.goto(`${office.address}/#/lead`);
  await lea.waitForSelector("#holders");
  const correction = lea.locator("tr", {hasText: "2.34"});
  assert.match(await correction.innerText(), /Northmoor Pathology\s+value\s+23\.4\s+2\.34\s+3/);
  assert.match(await lea.innerText(".panels"), /50\.0 % 1 of 2 second keys[^]*between 1\.3 and 98\.7 %/);
  await picture(lea, "lead-figures");
  await correction.getByRole("link").first().click();
  await question(lea);
  for (const page of [ann, ben, lea]) assert.deepEqual(page.errors, []);
  for (const page of [ann, ben, lea]) await goHome(page);
});

test("a document is given out sooner", async () => {
  const page = await office.signedIn("Lea");
  await page.goto(`${office.address}/#/lead`);
  await page.waitForSelector("#holders");
  await page.getByRole("link", {name: "Unknown unit"}).click();
  await page.waitForFunction(() => document.querySelectorAll(".office tbody tr").length === 4);
  assert.match(await page.innerText(".head"), /reason: Unknown unit/);
  const number = await page.locator("select[data-document]").last().getAttribute("data-document");
  await page.locator(`select[data-document="${number}"]`).selectOption("2");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("urgent"));
  assert.equal(office.sql(`SELECT DISTINCT priority FROM work WHERE document_id = ${number}`), "2");
  const ann = await office.signedIn("Ann");
  await ann.waitForSelector("#begin:focus");
  await ann.keyboard.press("Enter");
  await question(ann);
  assert.equal(office.sql("SELECT DISTINCT document_id FROM work WHERE claimed_by IS NOT NULL"), number, "the urgent one comes first");
  for (const one of [page, ann]) await goHome(one);
});

test("a lead takes an answer back, and nothing is erased", async () => {
  const page = await office.signedIn("Lea"), [item] = itemsOf("Calcium");
  await page.goto(`${office.address}/#/list/state=decided`);
  const row = page.locator("tr", {has: page.locator(`a[href$="${item}"]`)});
  await row.getByRole("button", {name: "Take back"}).click();
  await page.waitForSelector("dialog[open]");
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.type("the digits are swapped");
  await page.getByRole("button", {name: "Take back", exact: true}).click();
  await question(page);
  assert.equal(office.sql(`SELECT state FROM review_items WHERE id = '${item}'`), "open");
  assert.equal(office.sql(`SELECT count(*) FROM answers WHERE item_id = '${item}'`), "2", "the answer and its undoing");
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("whoever enters rows has no lead's page", async () => {
  const page = await office.signedIn("Ann");
  assert.equal(await page.getByRole("link", {name: "Lead"}).count(), 0);
  await page.goto(`${office.address}/#/lead`);
  await page.waitForSelector("#begin");
  assert.equal(await page.evaluate(async () => (await fetch("/api/v1/figures")).status), 403);
  await goHome(page);
});

test("a page that comes late does not push away the one that was gone to", async () => {
  const page = await office.signedIn("Lea");
  for (const [hash, slow] of [["lead", "**/figures"], ["list/state=open", "**/items?*"], ["groups", "**/groups?*"]]) {
    let answer = null;
    await page.route(slow, async (route) => {
      await new Promise((resolve) => { answer = resolve; });
      await route.continue().catch(() => {}); // nobody waits for it any more
    }, {times: 1});
    const asked = page.waitForRequest(slow), given_up = page.waitForEvent("requestfailed");
    await page.goto(`${office.address}/#/${hash}`);
    await asked;
    await page.goto(`${office.address}/#/account`);
    await page.waitForSelector(".card");
    await given_up;
    answer();
    await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 100); }));
    assert.equal(await page.innerText("main h1"), "Lea", hash);
  }
  await goHome(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the lead's pages are readable in ${colorScheme}, at 200 % and for a screen reader`, async () => {
    const page = await office.signedIn("Lea", {colorScheme});
    for (const [name, hash, there] of [["lead", "#/lead", "#holders"], ["list", "#/list/state=open", ".office table"]]) {
      await page.goto(`${office.address}/${hash}`);
      await page.waitForSelector(there);
      assert.deepEqual(await accessibility(page), []);
      await picture(page, `${name}-${colorScheme}`);
      await page.setViewportSize({width: 683, height: 384});
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is cut off at the side");
      await picture(page, `${name}-${colorScheme}-200`);
      await page.setViewportSize({width: 1366, height: 768});
    }
    assert.deepEqual(page.errors, []);
    await goHome(page);
  });
}
