// A row that the program did not read: from a box that was drawn, whose text is read at once, or typed from the page.

import {el, kbd} from "/dom.js";
import {FieldForm} from "/fields.js";
import {newKey} from "/api.js";

const NAMES = ["name", "value", "unit", "range", "flag"];

function fieldsFrom(read) {
  const must = new Set(read?.must_type || []);
  const fields = Object.fromEntries(NAMES.map((name) => {
    const text = read?.row?.[name] || "";
    return [name, {machine: text, fill: must.has(name) ? "" : text, must_type: must.has(name), box: [0, 0, 0, 0], crop: null, alternatives: []}];
  }));
  fields.analyte = {machine: null, must_type: false, alternatives: []};
  return fields;
}

export class RowEditor {
  // `place`: {page, box, crop, item}, box null where the row is typed from the page as a whole; item: the question about a line
  // that the row answers, or "". `read`: what the server read there, or
  // null. `there`: the row that was read there already, or "". `draft`: what was typed before, or null.
  constructor({place, read, there, draft, onsend, oncancel, onchange}) {
    this.place = place;
    this.read = read;
    this.id = draft?.key || newKey();
    this.form = new FieldForm({kind: "unread-line", blind: false, fields: fieldsFrom(read)}, {onpoint: () => {}, onchange: () => onchange(this.draft())});
    if (draft) this.form.restore(draft.form);
    this.oncancel = oncancel;
    this.onsend = onsend;
    this.refused = el("p", {class: "error", role: "alert"});
    const seen = read && !read.row && read.text;
    this.element = el("section", {class: "editor", "aria-labelledby": "editor-title"}, el("h2", {id: "editor-title"}, "Add a row"),
      place.item ? el("p", {class: "soft"}, "This line was not read; the row answers its question.") : null,
      place.box ? el("img", {class: "strip", src: place.crop, alt: "What is to be read, as printed"}) : el("p", {class: "soft"}, "Type what the page shows."),
      there ? el("p", {class: "findings"}, `${there} is there already; adding it again doubles it.`) : null,
      seen ? el("p", {}, "Read there: ", el("b", {}, read.text)) : null,
      read && !read.text ? el("p", {class: "soft"}, "Nothing could be read there; type it.") : null,
      this.form.element, this.refused,
      el("div", {class: "actions"}, el("button", {type: "button", class: "main", onclick: () => this.send()}, "Add", kbd("Enter")),
        el("button", {type: "button", onclick: () => oncancel()}, "Cancel", kbd("Esc"))));
  }

  focus() {
    if (this.form.focusDoubt()) return;
    const blank = this.form.list().findIndex((r) => !r.input.value);
    this.form.focus(this.read?.row ? 1 : Math.max(0, blank));
  }

  draft() {
    return {row: {place: this.place, read: this.read, key: this.id, form: this.form.draft()}};
  }

  refuse(text) {
    this.refused.textContent = text;
  }

  send() {
    const missing = this.form.missing();
    if (missing.length) {
      this.form.focusDoubt();
      return this.refuse(`Type what is printed for ${missing.join(", ")}.`);
    }
    const row = Object.fromEntries(NAMES.map((name) => [name, this.form.rows[name].input.value.trim()]));
    if (!row.name || !row.value) return this.refuse("A row has a name and a value.");
    if (this.form.openAnalyte()) return this.refuse("Choose the analyte from the list, or leave the field empty.");
    if (this.form.analyte) row.analyte = this.form.analyte;
    row.page = this.place.page;
    if (this.place.box) row.box = this.place.box;
    this.onsend(row, this.id);
  }

  // True when the key was for the editor.
  key(event) {
    const field = event.target.dataset?.field;
    if (field && this.form.rows[field].completion?.key(event)) return true;
    if (event.key === "Escape") this.oncancel();
    else if (event.key === "Enter" && field) this.send();
    else if (!field && /^[1-6]$/.test(event.key)) this.form.focus(Number(event.key) - 1);
    else return false;
    return true;
  }
}
