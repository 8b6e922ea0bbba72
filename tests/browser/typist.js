// Counts the keys of a person who works by keyboard alone. A key with a modifier is two keys.

export class Typist {
  constructor(page) {
    this.page = page;
    this.keys = 0;
  }

  async press(...keys) {
    for (const key of keys) {
      this.keys += key.split("+").length;
      await this.page.keyboard.press(key);
    }
  }

  async type(text) {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }
}
