// What scenes about documents do again and again.

export const noticed = (page, text) => page.waitForFunction((t) => document.getElementById("notice").textContent.includes(t), text);

export const pictures = (page) => page.waitForFunction(() => [...document.querySelectorAll("img")].every((i) => i.complete && i.naturalWidth > 0));

export async function openDocument(page, office, document_) {
  await page.goto(`${office.address}/#/document/${document_}`);
  await page.waitForSelector("table.rows");
}

// Puts the choice on the row of this name.
export async function choose(page, name) {
  await page.locator("table.rows tr[aria-selected]", {hasText: name}).first().click();
}
