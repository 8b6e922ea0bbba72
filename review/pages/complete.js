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
    this.typed = null; // what the list is for
    this.ahead = null; // keys that came before the list: {moves, takes}
    this.list = el("ul", {class: "complete", role: "listbox", id: `complete-${++counter}`});
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");
    input.addEventListener("input", () => {
      this.ahead = null;
      this.ask();
    });
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  get open() {
    return this.options.length > 0;
  }

  // Asks for what fits the text, at once or after the last key.
  ask(wait = WAIT_MS) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const typed = this.input.value;
      const found = await this.find(typed).catch(() => []);
      if (typed === this.input.value && document.activeElement === this.input) this.show(found, typed);
    }, wait);
  }

  show(options, typed = null) {
    const {moves, takes} = this.ahead || {moves: 0, takes: false};
    this.ahead = null;
    this.options = options;
    this.typed = typed;
    this.at = -1;
    replace(this.list, options.map((option, i) => el("li", {role: "option", id: `${this.list.id}-${i}`,
      "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); this.take(i); }}, option.show)));
    this.input.setAttribute("aria-expanded", String(this.open));
    if (!this.open) return;
    if (moves) this.move(moves);
    if (takes) this.take(Math.max(0, this.at));
  }

  close() {
    this.show([]);
    this.input.removeAttribute("aria-activedescendant");
  }

  // Where the list for this text is not there yet, the keys wait for it: nobody types slower because of it.
  move(direction) {
    if (!this.open || this.typed !== this.input.value) {
      this.ahead = {moves: (this.ahead?.moves || 0) + direction, takes: false};
      return this.ask(0);
    }
    const from = this.at < 0 && direction > 0 ? -1 : Math.max(0, this.at);
    this.at = (((from + direction) % this.options.length) + this.options.length) % this.options.length;
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
    if (this.ahead && event.key === "Enter") {
      this.ahead.takes = true;
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
