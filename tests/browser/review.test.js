// The review pages, driven as a person would.

import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Office, accessibility, picture, question, signIn} from "./harness.js";

let office;

before(async () => {
  office = await Office.open(["uk-pathology", "gauge-cards", "scan-us-in-out-of-range-200", "de-laborbefund", "photo-tr-tetkik"]);
});
after(() => office.close());

const open = () => Number(office.sql("SELECT count(*) FROM review_items WHERE state = 'open'"));
const decided = () => Number(office.sql("SELECT count(*) FROM decisions WHERE in_force = 1"));

// Any answer that every kind of question takes.
async function answerByKeyboard(page) {
  await question(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("x");
  if ((await page.innerText("#refused").catch(() => "")) !== "") await page.keyboard.press("p");
}

test("a wrong password is said, a right one leads to the queue", async () => {
  const page = await office.person();
  await picture(page, "sign-in");
  assert.deepEqual(await accessibility(page), []);
  await page.fill("#name", "Ann");
  await page.fill("#password", "not the password");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".error").textContent !== "");
  await signIn(page, "Ann");
  assert.match(await page.innerText("main"), /What waits/);
  assert.deepEqual(await accessibility(page), []);
  await picture(page, "queue");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("ten questions by keyboard alone, the last taken back", async () => {
  const page = await office.signedIn("Ann");
  const waiting = open();
  await page.keyboard.press("Enter"); // "Begin" has the focus
  for (let n = 0; n < 10; ++n) {
    await answerByKeyboard(page);
    await page.waitForFunction((count) => Number(document.body.dataset.answered || 0) === count, n + 1);
  }
  assert.equal(open(), waiting - 10);
  assert.equal(decided(), 10);
  await question(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("taken back"));
  assert.equal(open(), waiting - 9);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what is in doubt is typed, not confirmed, and what is typed is kept", async () => {
  const page = await office.signedIn("Ben");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  const doubt = page.locator(".field:has(.must) input").first();
  await doubt.waitFor();
  assert.equal(await doubt.inputValue(), "", "a doubtful field starts empty");
  assert.ok(await doubt.evaluate((input) => input === document.activeElement), "and has the focus");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("refused").textContent !== "");
  await doubt.fill("Typed words");
  await page.waitForFunction(() => document.getElementById("refused") !== null);
  await page.waitForTimeout(900);
  assert.match(office.sql("SELECT body FROM drafts"), /Typed words/);
  await picture(page, "row-in-doubt");
  // Signed off in the middle, and back again.
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  await signIn(page, "Ben");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  await page.waitForFunction(() => [...document.querySelectorAll(".field input")].some((i) => i.value === "Typed words"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a lost connection loses nothing, and nothing is answered twice", async () => {
  const page = await office.signedIn("Cleo");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  const before = decided();
  await page.context().setOffline(true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("x");
  await page.waitForFunction(() => document.getElementById("notice").textContent.includes("No connection"));
  assert.equal(decided(), before);
  await page.context().setOffline(false);
  await page.waitForFunction(() => Number(document.body.dataset.answered || 0) === 1);
  assert.equal(decided(), before + 1);
  await page.context().close();
});

test("two people never get the same question", async () => {
  const pages = [await office.signedIn("Ann"), await office.signedIn("Ben")];
  const seen = [];
  for (const page of pages) {
    const answers = [];
    page.on("response", async (response) => {
      if (response.url().endsWith("/items/next") && response.status() === 200) answers.push((await response.json()).item);
    });
    seen.push(answers);
    await page.goto(`${office.address}/#/work`);
  }
  for (const page of pages) await question(page);
  await pages[0].waitForTimeout(500);
  assert.ok(seen[0].length > 0 && seen[1].length > 0);
  assert.deepEqual(seen[0].filter((item) => seen[1].includes(item)), []);
  for (const page of pages) await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the question is readable in ${colorScheme}, at 200 % and for a screen reader`, async () => {
    const page = await office.signedIn("Lea", {colorScheme});
    await page.goto(`${office.address}/#/work`);
    await question(page);
    await page.waitForFunction(() => [...document.querySelectorAll("img")].every((i) => i.complete));
    assert.deepEqual(await accessibility(page), []);
    await picture(page, `question-${colorScheme}`);
    await page.setViewportSize({width: 683, height: 384}); // 200 % of a laptop's screen
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is cut off at the side");
    await picture(page, `question-${colorScheme}-200`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    assert.deepEqual(await accessibility(page), []);
    await picture(page, `keys-${colorScheme}`);
    await page.context().close();
  });
}

test("what a document says is text, never markup", async () => {
  office.sql("UPDATE fields SET text = '<img src=x onerror=document.title=1>' WHERE kind = 'name'");
  const page = await office.signedIn("Lea");
  await page.goto(`${office.address}/#/work`);
  await question(page);
  assert.equal(await page.title(), "labintake - review");
  assert.equal(await page.locator("img[src=x]").count(), 0);
  await page.context().close();
});

test("sign-off ends the session everywhere", async () => {
  const page = await office.signedIn("Ann");
  await page.click("text=Sign off");
  await page.waitForSelector("#name");
  const status = await page.evaluate(async () => (await fetch("/api/v1/items")).status);
  assert.equal(status, 401);
  await page.context().close();
});
