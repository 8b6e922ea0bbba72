// The same doubt across documents, answered together by keyboard.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Office, accessibility, goHome, picture, question, signIn} from "./harness.js";
import {DOUBTFUL} from "./invented.js";

let office;

before(async () => {
  office = await Office.open(["uk-pathology"]);
  DOUBTFUL.forEach((report, i) => office.report(`C2${i}`, `report-${i}`, report));
});
after(() => office.close());

const open = () => Number(office.sql("SELECT count(*) FROM work WHERE waits = 1"));
const units = () => office.export().filter((row) => row.name === "Glucose").map((row) => row.unit);

async function groups(page) {
  await page.goto(`${office.address}/#/groups`);
  await page.waitForSelector("a.group");
}

// Opens the group whose link has this text, with the arrow keys.
async function openGroup(page, text) {
  await groups(page);
  for (let n = 0; (await page.evaluate(() => document.activeElement.textContent)) !== text; ++n) {
    assert.ok(n < 10, `no group "${text}"`);
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector(".cards li");
}

test("spellings that mean the same are named at once, and taken back at once", async () => {
  const page = await office.signedIn("Ann");
  const waiting = open();
  await openGroup(page, "Ferritin");
  assert.match(await page.innerText("h1"), /Do these 2 names mean Ferritin\?/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("refused").textContent.includes("Choose the analyte"));
  await page.keyboard.press("Alt+1");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("2 rows answered"));
  assert.equal(open(), waiting - 2);
  assert.equal(office.sql("SELECT count(*) FROM name_aliases WHERE analyte = 'ferritin-serum'"), "2");
  await page.keyboard.press("z");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("2 answers taken back"));
  assert.equal(open(), waiting);
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("the odd one is left out, and opened alone", async () => {
  const page = await office.signedIn("Ben");
  const waiting = open();
  await openGroup(page, "mmmol/L");
  await page.keyboard.press("Escape"); // from the field to the first row
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await page.keyboard.press("1");
  await page.keyboard.type("mmol/L");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("3 rows answered. 1 row left"));
  assert.equal(open(), waiting - 3);
  assert.deepEqual(units().sort(), ["mmmol/L", "mmol/L", "mmol/L", "mmol/L"]);
  await page.keyboard.press("o");
  await question(page);
  assert.match(await page.innerText(".form .about"), /Northmoor Pathology/);
  assert.deepEqual(page.errors, []);
  await goHome(page);
});

test("rows that somebody else holds are not in the group", async () => {
  const ann = await office.signedIn("Ann"), ben = await office.signedIn("Ben");
  await openGroup(ann, "23.4");
  assert.equal(await ann.locator(".cards li").count(), 4);
  await openGroup(ben, "23.4").catch(() => {});
  await ben.waitForFunction(() => document.querySelector("main h1")?.textContent === "Nothing left in this group");
  // Who leaves gives them back.
  await ann.keyboard.press("Escape");
  await ann.keyboard.press("h");
  await ann.waitForSelector("a.group");
  await groups(ben);
  await openGroup(ben, "23.4");
  assert.equal(await ben.locator(".cards li").count(), 4);
  for (const page of [ann, ben]) assert.deepEqual(page.errors, []);
  for (const page of [ann, ben]) await goHome(page);
});

test("what was typed for a group is there again after a sign-off", async () => {
  const page = await office.signedIn("Cleo");
  await openGroup(page, "4,123");
  await page.keyboard.type("4.123");
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await signIn(page, "Cleo");
  await openGroup(page, "4,123");
  assert.equal(await page.inputValue("#together-value"), "4.123");
  await goHome(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`groups are readable in ${colorScheme}, at 200 % and for a screen reader`, async () => {
    const page = await office.signedIn("Lea", {colorScheme});
    await groups(page);
    assert.deepEqual(await accessibility(page), []);
    await picture(page, `groups-${colorScheme}`);
    for (const [name, text] of [["name", "Ferritin"], ["reading", "23.4"]]) {
      await openGroup(page, text);
      await page.waitForFunction(() => [...document.querySelectorAll("img")].every((i) => i.complete));
      assert.deepEqual(await accessibility(page), []);
      await picture(page, `group-${name}-${colorScheme}`);
    }
    await page.setViewportSize({width: 683, height: 384});
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is cut off at the side");
    await picture(page, `group-${colorScheme}-200`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    assert.deepEqual(await accessibility(page), []);
    assert.deepEqual(page.errors, []);
    await page.keyboard.press("Escape");
    await goHome(page);
  });
}
