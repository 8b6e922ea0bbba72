// What a document holds, in the order of the page: its questions, rows and lines that were not read. One is chosen.

import {el, replace} from "/dom.js";

const COLUMNS = ["name", "value", "unit", "range", "flag"];
const STATUS = {accepted: "read", waiting: "waits", "not-a-result": "no result", unreadable: "unreadable"};
const CLASSES = {heading: "heading", "table-head": "head of a table", furniture: "head or foot of the page", comment: "comment",
  previous: "earlier result", guideline: "guideline"};
export const SHOWN = [["Rows and lines that were not read", (e) => e.kind !== "explained"], ["What is open", (e) => e.open],
  ["Every line of the pages", () => true]];

const empty = (box) => box.every((n) => n === 0);

function rowEntry(row) {
  const waits = row.status === "waiting";
  const status = row.blind ? "second key" : waits ? (row.item ? "question" : "waits") : row.status === "decided" ? `by ${row.decided_by}` : STATUS[row.status];
  const {name, value, unit, range, flag} = row.fields;
  return {kind: "row", row, item: row.item, page: row.page, box: row.box, open: waits && row.item !== "", status,
    mark: waits ? (row.item ? "waiting" : "held") : row.status === "accepted" || row.status === "decided" ? "sure" : "none",
    cells: row.blind ? ["Is keyed by a second person", "", "", "", ""] : [name, value, unit, range, flag || ""]};
}

function lineEntry(line) {
  if (line.class !== "unread") {
    return {kind: "explained", item: "", page: line.page, box: line.box, open: false, status: "explained", mark: "none", cells: [CLASSES[line.class] || line.class, "", "", "", ""]};
  }
  const open = line.item !== "" && !line.answered;
  return {kind: "line", item: line.item, page: line.page, box: line.box, open, status: open ? "not read" : "no result",
    mark: open ? "unread" : "none", cells: [line.text, "", "", "", ""]};
}

// Everything of the document that has a place, as one list.
export function entriesOf(document_) {
  const rows = document_.rows_found.map(rowEntry);
  const keyed = new Set(document_.rows_found.map((r) => r.item).filter(Boolean));
  const lines = document_.lines.filter((l) => !["row", "added"].includes(l.class) && !(l.item && keyed.has(l.item))).map(lineEntry);
  const places = [...rows, ...lines].sort((a, b) => a.page - b.page || empty(a.box) - empty(b.box) || a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  const questions = document_.questions.filter((q) => q.state === "open").map((q) => ({kind: "question", item: q.item, page: q.page, box: [0, 0, 0, 0],
    open: true, status: "question", mark: "none", cells: [q.text, "", "", "", ""]}));
  return [...questions, ...places];
}

export class RowList {
  // `onchoose(entry)` when another is chosen; `onopen(entry)` when it is double-clicked.
  constructor({onchoose, onopen}) {
    this.onchoose = onchoose;
    this.onopen = onopen;
    this.shown = 0;
    this.all = [];
    this.entries = [];
    this.at = -1;
    this.body = el("tbody", {});
    this.about = el("p", {class: "soft", role: "status"});
    this.element = el("div", {}, this.about, el("table", {class: "list rows", role: "grid", "aria-label": "Rows of the document"},
      el("thead", {}, el("tr", {}, ["Name", "Value", "Unit", "Range", "Flag", "State"].map((t) => el("th", {scope: "col"}, t)))), this.body));
  }

  get chosen() {
    return this.entries[this.at] || null;
  }

  // Keeps the choice where the entry is still there.
  show(entries, chosen = this.chosen) {
    this.all = entries;
    this.entries = entries.filter(SHOWN[this.shown][1]);
    const same = (e) => chosen && e.page === chosen.page && e.kind === chosen.kind && e.box.every((n, i) => Math.abs(n - chosen.box[i]) < 0.01)
      && (chosen.item === "" || !empty(e.box) || e.item === chosen.item);
    this.at = Math.max(Math.min(0, this.entries.length - 1), this.entries.findIndex(same));
    this.about.textContent = `${SHOWN[this.shown][0]}: ${this.entries.length}`;
    const head = (text) => el("tr", {class: "turn"}, el("td", {colspan: "6"}, text));
    let page = this.entries[0]?.page, panel = "";
    replace(this.body, this.entries.flatMap((entry, i) => {
      const lines = [this.line(entry, i)];
      if (entry.row && entry.row.panel !== panel) {
        panel = entry.row.panel;
        if (panel) lines.unshift(head(panel));
      }
      if (entry.page !== page) {
        page = entry.page;
        lines.unshift(head(`Page ${page}`));
      }
      return lines;
    }));
    this.lines = [...this.body.querySelectorAll("tr[aria-selected]")];
  }

  line(entry, i) {
    const kind = entry.open ? "open" : entry.kind === "explained" ? "quiet" : "";
    const cells = entry.kind === "row" && !entry.row.blind ? entry.cells.map((t, k) => el("td", {class: `c-${COLUMNS[k]}`}, t))
      : [el("td", {colspan: "5"}, entry.cells[0] || "")];
    return el("tr", {class: kind, tabindex: i === this.at ? "0" : "-1", "aria-selected": String(i === this.at),
      onclick: () => this.choose(i), ondblclick: () => this.onopen(entry)}, cells, el("td", {class: "state"}, entry.status));
  }

  choose(i, focus = true) {
    if (!this.entries[i]) return;
    const before = this.lines[this.at];
    before?.setAttribute("aria-selected", "false");
    before?.setAttribute("tabindex", "-1");
    this.at = i;
    this.lines[i].setAttribute("aria-selected", "true");
    this.lines[i].setAttribute("tabindex", "0");
    if (focus) this.lines[i].focus({preventScroll: true});
    this.lines[i].scrollIntoView({block: "nearest"});
    this.onchoose(this.entries[i]);
  }

  chooseEntry(find) {
    const i = this.entries.findIndex(find);
    if (i >= 0) this.choose(i);
    return i >= 0;
  }

  next(direction, test = () => true) {
    for (let i = this.at + direction; this.entries[i]; i += direction) if (test(this.entries[i])) return this.choose(i);
  }

  cycle() {
    const chosen = this.chosen;
    this.shown = (this.shown + 1) % SHOWN.length;
    this.show(this.all, chosen);
    this.focus();
  }

  focus() {
    this.lines[this.at]?.focus({preventScroll: true});
    return this.at >= 0;
  }

  // True when the key was for the list.
  key(event) {
    const last = this.entries.length - 1;
    const to = {ArrowDown: () => this.next(1), ArrowUp: () => this.next(-1), Home: () => this.choose(0), End: () => this.choose(last),
      PageDown: () => this.choose(Math.min(last, this.at + 10)), PageUp: () => this.choose(Math.max(0, this.at - 10)),
      j: () => this.next(1, (e) => e.open), k: () => this.next(-1, (e) => e.open), f: () => this.cycle()}[event.key];
    if (!to || event.shiftKey) return false;
    to();
    return true;
  }
}
