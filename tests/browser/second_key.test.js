// Fields that are keyed blind by a second person, a mismatch that goes to a third, and several browsers on one queue.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Office, accessibility, goHome, picture, question, signIn} from "./harness.js";
import {DOUBTFUL} from "./invented.js";

let office;

before(async () => {
  office = await Office.open(["uk-pathology"], "second_key: {sample: 1}\naudit_sample: 0\n");
  DOUBTFUL.forEach((report, i) => office.report(`C2${i}`, `report-${i}`, report));
});
after(() => office.close());

const answered = (page, n) => page.waitForFunction((count) => Number(document.body.dataset.answered || 0) === count, n);

async function openItem(page, item) {
  await page.goto(`${office.address}/#/item/${item}`);
  await page.waitForSelector(`.form[data-item="${item}"]`);
}

// Types what is asked for, as a person would: field after field, then Enter.
async function key(page, fields) {
  for (const [name, text] of Object.entries(fields)) await page.fill(`#field-${name}`, text);
  await page.keyboard.press("Enter");
}

const oneOf = (name) => office.sql(`SELECT w.item_id FROM work w JOIN review_items i ON i.id = w.item_id JOIN fields f ON f.row_id = i.row_id AND f.kind = 'name'
  WHERE f.text = '${name}' AND w.waits = 1 AND w.stage = 1 ORDER BY w.document_id LIMIT 1`);
const keyed = (item) => office.export().find((row) => row.item === item);

test("two who differ are settled by a third, who sees both readings and no names", async () => {
  const item = oneOf("Calcium");
  const ann = await office.signedIn("Ann");
  await openItem(ann, item);
  await key(ann, {value: "2.34", unit: "mmol/L", range: "2.20-2.60"});
  await answered(ann, 1);
  const ben = await office.signedIn("Ben");
  await openItem(ben, item);
  assert.match(await ben.innerText(".form"), /key 2: type what is printed/);
  const shown = await ben.evaluate(() => document.querySelector(".form").innerText + [...document.querySelectorAll(".form input")].map((i) => i.value).join());
  assert.doesNotMatch(shown, /23\.4|2\.34|Calcium|power of ten/, "neither the machine's reading nor Ann's");
  assert.deepEqual(await ben.evaluate(() => [...document.querySelectorAll(".field input")].map((i) => i.dataset.field)), ["value", "unit"]);
  assert.deepEqual(await accessibility(ben), []);
  await picture(ben, "second-key");
  await key(ben, {value: "23.4", unit: "mmol/L"});
  await answered(ben, 1);
  const cleo = await office.signedIn("Cleo");
  await openItem(cleo, item);
  const third = await cleo.innerText(".form");
  assert.match(third, /One keyed: 2\.34\s+mmol\/L\n/);
  assert.match(third, /One keyed: 23\.4\s+mmol\/L\n/);
  assert.doesNotMatch(third, /Ann|Ben/);
  assert.deepEqual(await accessibility(cleo), []);
  await picture(cleo, "third-key");
  await key(cleo, {value: "2.34", unit: "mmol/L"});
  await answered(cleo, 1);
  assert.equal(keyed(item).value, "2.34");
  assert.equal(keyed(item).unit, "mmol/L");
  for (const page of [ann, ben, cleo]) assert.deepEqual(page.errors, []);
  for (const page of [ann, ben, cleo]) await goHome(page);
});

test("two who agree decide it, whatever their spaces and capitals", async () => {
  const item = oneOf("Calcium"), ann = await office.signedIn("Ann"), ben = await office.signedIn("Ben");
  await openItem(ann, item);
  await key(ann, {value: "2.34", unit: "mmol/L", range: "2.20-2.60"});
  await answered(ann, 1);
  assert.equal(keyed(item).status, "waiting");
  await openItem(ben, item);
  await key(ben, {value: "2.34", unit: "mmol/l"});
  await answered(ben, 1);
  assert.equal(keyed(item).value, "2.34");
  assert.equal(keyed(item).decided_by, "Ann");
  for (const page of [ann, ben]) await goHome(page);
});

test("who has keyed an item never gets it again, and takes his key back while it waits", async () => {
  const item = oneOf("Calcium"), ann = await office.signedIn("Ann");
  await openItem(ann, item);
  await key(ann, {value: "2.43", unit: "mmol/L", range: "2.20-2.60"});
  await answered(ann, 1);
  await openItem(ann, item);
  await ann.keyboard.press("Enter");
  await ann.waitForFunction(() => document.getElementById("refused").textContent !== "" || document.getElementById("notice").textContent !== "");
  assert.equal(office.sql(`SELECT count(*) FROM answers WHERE item_id = '${item}'`), "1", "it is not hers to key again");
  await openItem(ann, item);
  await ann.keyboard.press("Escape");
  await ann.keyboard.press("z");
  await ann.waitForFunction(() => document.getElementById("notice").textContent.includes("taken back"));
  await key(ann, {value: "2.34", unit: "mmol/L", range: "2.20-2.60"});
  await ann.waitForFunction((id) => !document.querySelector(`.form[data-item="${id}"]`), item);
  assert.equal(office.sql(`SELECT stage FROM work WHERE item_id = '${item}'`), "2");
  assert.equal(office.sql(`SELECT count(*) FROM answers WHERE item_id = '${item}'`), "3", "both keys and what took the first back");
  assert.deepEqual(ann.errors, []);
  await goHome(ann);
});

test("three browsers on one queue never get the same item, and lose no answer", async () => {
  const names = ["Ann", "Ben", "Cleo"], rounds = 3;
  const before_ = Number(office.sql("SELECT count(*) FROM answers"));
  const given = await Promise.all(names.map(async (name) => {
    const page = await office.signedIn(name), items = [];
    page.on("response", async (response) => {
      if (response.url().endsWith("/decide") && response.status() === 200) items.push((await response.json()).item);
    });
    await page.goto(`${office.address}/#/work`);
    for (let n = 0; n < rounds; ++n) {
      await question(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("p");
      await answered(page, n + 1);
    }
    assert.deepEqual(page.errors, []);
    await goHome(page);
    return items;
  }));
  const all = given.flat();
  assert.equal(all.length, names.length * rounds);
  assert.equal(new Set(all).size, all.length, "each was answered by one person");
  assert.equal(Number(office.sql("SELECT count(*) FROM answers")), before_ + all.length);
});

test("a sign-off in the middle of a word loses nothing", async () => {
  office.sql("UPDATE work SET due_at = ''");
  const page = await office.signedIn("Ann");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  const item = office.sql("SELECT w.item_id FROM work w JOIN users u ON u.id = w.claimed_by WHERE u.name = 'Ann' ORDER BY w.claimed_until LIMIT 1");
  await openItem(page, item);
  await page.locator(".field input:not([readonly])").first().pressSequentially("half a wo");
  await page.click("text=Sign off"); // before the draft is sent by itself
  await page.waitForSelector("#name");
  assert.match(office.sql(`SELECT body FROM drafts WHERE subject = '${item}'`), /half a wo/);
  await signIn(page, "Ann");
  await openItem(page, item);
  assert.match(await page.locator(".field input:not([readonly])").first().inputValue(), /half a wo/);
  assert.deepEqual(page.errors, []);
  await goHome(page);
});
