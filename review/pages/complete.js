// A field that completes what is typed from a list that the server gives.

import {el, replace} from "/dom.js";

const WAIT_MS = 120;
let counter = 0;

// `find(text)` promises [{text, show, value}]; `chosen` gets what was taken.
export class Completion {
  constructor(input, find, chosen = () => {}) {
    this.input = input;
    this.find = find;
    this.chosen = chosen;
    this.options = [];
    this.at = -1;
    this.list = el("ul", {class: "complete", role: "listbox", id: `complete-${++counter}`});
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");
    input.addEventListener("input", () => this.ask());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  get open() {
    return this.options.length > 0;
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const typed = this.input.value;
      const found = await this.find(typed).catch(() => []);
      if (typed === this.input.value && document.activeElement === this.input) this.show(found);
    }, WAIT_MS);
  }

  show(options) {
    this.options = options;
    this.at = -1;
    replace(this.list, options.map((option, i) => el("li", {role: "option", id: `${this.list.id}-${i}`,
      "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); this.take(i); }}, option.show)));
    this.input.setAttribute("aria-expanded", String(this.open));
  }

  close() {
    this.show([]);
    this.input.removeAttribute("aria-activedescendant");
  }

  move(direction) {
    if (!this.open) return this.ask();
    this.at = (this.at + direction + this.options.length) % this.options.length;
    [...this.list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === this.at)));
    this.list.children[this.at].scrollIntoView({block: "nearest"});
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  take(i) {
    const option = this.options[i];
    this.close();
    this.input.value = option.text;
    this.chosen(option);
  }

  // True when the key was for the list.
  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.move(event.key === "ArrowDown" ? 1 : -1);
      return true;
    }
    if (!this.open) return false;
    if (event.key === "Escape") {
      this.close();
      return true;
    }
    if (event.key === "Enter" && this.at >= 0) {
      this.take(this.at);
      return true;
    }
    return false;
  }
}
