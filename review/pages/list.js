// What waits, or was decided, item by item: priority, release, taking back.

import {call, get, newKey} from "/api.js";
import {ask, labelled} from "/dialog.js";
import {el, focusMain, main, notice, replace} from "/dom.js";
import {KINDS, PRIORITIES, age, localTime, reasonWords} from "/words.js";

const KEYS = ["2", "1", "0", "-1"];
const PAGE = 50;

export class ListPage {
  constructor(text) {
    this.filter = Object.fromEntries(new URLSearchParams(text));
    this.filter.state ||= "open";
    this.items = [];
  }

  close() {}

  async start() {
    this.items = [];
    this.next = "";
    await this.more();
    focusMain();
  }

  async more() {
    const answer = await get(`/items?${new URLSearchParams({...this.filter, limit: PAGE, ...(this.next ? {after: this.next} : {})})}`);
    this.items.push(...answer.items);
    this.next = answer.next;
    this.draw();
  }

  async setPriority(document_, priority) {
    await call("PUT", `/documents/${document_}/priority`, {priority});
    for (const item of this.items) if (item.document === document_) item.priority = priority;
    this.draw();
    notice(`The items of document ${document_} have the priority "${PRIORITIES[priority].toLowerCase()}".`);
    document.querySelector(`select[data-document="${document_}"]`)?.focus();
  }

  async release(item) {
    await call("DELETE", `/items/${encodeURIComponent(item.item)}/claim`);
    item.claim = null;
    this.draw();
    notice("It can be given to others; what was typed is kept.");
    focusMain();
  }

  async takeBack(item) {
    const note = el("textarea", {rows: "3", maxlength: "2000"});
    const done = await ask("Take this answer back?", [el("p", {}, "The answer stays on record; the item is yours, and is keyed anew."), labelled("Why (for the record)", note)],
      {button: "Take back", submit: () => call("POST", `/items/${encodeURIComponent(item.item)}/undo`, {key: newKey(), note: note.value})});
    if (done) location.hash = `#/item/${encodeURIComponent(item.item)}`;
  }

  priority(item) {
    if (item.state !== "open") return PRIORITIES[item.priority];
    return el("select", {class: "small", "data-document": String(item.document), "aria-label": `Priority of document ${item.document}`,
      onchange: (event) => this.setPriority(item.document, Number(event.target.value)).catch((error) => notice(error.message))},
    KEYS.map((p) => el("option", {value: p, selected: Number(p) === item.priority}, PRIORITIES[p])));
  }

  row(item) {
    const read = item.blind ? el("span", {class: "soft"}, "keyed blind") : [item.name, item.value, item.unit].filter(Boolean).join("  ");
    const where = item.claim ? `${item.claim.by}, until ${localTime(item.claim.until).slice(11)}` : item.asked ? `asked: ${item.asked}`
      : item.due_at ? `postponed until ${localTime(item.due_at).slice(11)}` : "";
    return el("tr", {}, el("td", {}, el("a", {href: `#/document/${item.document}`}, `Document ${item.document}`), `, page ${item.page}`, el("br"), el("span", {class: "soft"}, [item.client, item.lab].filter(Boolean).join(", "))),
      el("td", {class: "printed roomy"}, read), el("td", {}, reasonWords(item.reason), el("br"), el("span", {class: "soft"}, KINDS[item.kind])),
      el("td", {class: "still", title: localTime(item.created_at)}, age(item.created_at)), el("td", {}, this.priority(item)), el("td", {}, where),
      el("td", {class: "end"}, el("a", {href: `#/item/${encodeURIComponent(item.item)}`, "aria-label": `Open ${item.item}`}, "Open"), " ",
        item.claim ? el("button", {class: "small", onclick: () => this.release(item).catch((error) => notice(error.message))}, "Release") : null,
        item.state === "decided" ? el("button", {class: "small", onclick: () => this.takeBack(item)}, "Take back ...") : null));
  }

  draw() {
    const decided = this.filter.state === "decided";
    const by = Object.entries(this.filter).filter(([key]) => key !== "state").map(([key, value]) =>
      `${{lab: "laboratory", client: "client", reason: "reason", kind: "kind"}[key] || key}: ${key === "reason" ? reasonWords(value) : key === "kind" ? KINDS[value] : value || "(none)"}`);
    replace(main(), el("div", {class: "office"},
      el("div", {class: "head"}, el("h1", {}, decided ? "What was decided" : "What waits"), by.length ? el("p", {class: "soft"}, by.join("; ")) : null,
        el("a", {href: "#/lead"}, "Back to the work")),
      this.items.length === 0 ? el("p", {class: "panel"}, decided ? "Nothing was decided yet." : "Nothing waits.")
        : el("section", {class: "panel", "aria-label": "Items"}, el("table", {class: "list"},
          el("thead", {}, el("tr", {}, ["Document", "As read", "Reason", "Age", "Priority", "With", ""].map((t) => el("th", {scope: "col"}, t)))),
          el("tbody", {}, this.items.map((item) => this.row(item))))),
      this.next ? el("p", {}, el("button", {onclick: () => this.more().catch((error) => notice(error.message))}, "More")) : null));
    notice("");
  }
}
