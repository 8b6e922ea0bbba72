// The fields of a row: what the machine read, the cell enlarged, and what the person says is printed.
//
// A field that is in doubt starts empty: it is typed, never nodded through.

import {get} from "/api.js";
import {Completion} from "/complete.js";
import {el, kbd} from "/dom.js";

export const FIELDS = ["name", "value", "unit", "range", "flag", "analyte"];
const LABELS = {name: "Name", value: "Value", unit: "Unit", range: "Range", flag: "Flag", analyte: "Analyte"};
const CROP_SCALE = 3;

const query = (params) => new URLSearchParams(params).toString();

export async function findUnits(text, analyte) {
  const found = await get(`/catalog/units?${query({q: text, ...(analyte ? {analyte} : {}), limit: 8})}`);
  return found.units.map((u) => ({text: u.text, value: u.text, show: u.ucum && u.ucum !== u.text ? `${u.text}  (${u.ucum})` : u.text}));
}

// The same substance in serum and in saliva are two analytes.
export const analyteText = (a) => (a.specimen ? `${a.name} - ${a.specimen}` : a.name);

export async function findAnalytes(text) {
  if (text.trim().length < 2) return [];
  const found = await get(`/catalog/analytes?${query({q: text, limit: 8})}`);
  return found.analytes.map((a) => ({text: analyteText(a), name: a.name, value: a.id, show: `${analyteText(a)}${a.loinc ? `, ${a.loinc}` : ""}`}));
}

// For fields that say what is printed.
export async function findNames(text) {
  return (await findAnalytes(text)).map((option) => ({...option, text: option.name}));
}

export class FieldForm {
  // `onpoint(box)` is told which field is looked at; `onchange()` that something was typed.
  constructor(item, {onpoint, onchange}) {
    this.item = item;
    this.rows = {};
    this.analyte = "";
    this.touched = new Set();
    const keyed = item.blind ? item.key_fields : FIELDS;
    this.element = el("div", {class: "fields"}, FIELDS.filter((f) => item.fields && item.fields[f] && keyed.includes(f))
      .map((name, i) => this.row(name, i, onpoint, onchange)));
  }

  row(name, i, onpoint, onchange) {
    const field = this.item.fields[name], blind = this.item.blind;
    const start = name === "analyte" ? (field.must_type || !field.machine ? "" : analyteText(field.machine)) : field.fill;
    if (name === "analyte" && field.machine && !field.must_type) this.analyte = field.machine.id;
    const input = el("input", {id: `field-${name}`, value: start || "", spellcheck: "false", autocapitalize: "off",
      "aria-describedby": `read-${name}`, "data-field": name,
      readonly: this.item.kind === "name" && name !== "analyte"});
    const row = {name, input, start: start || "", must: field.must_type, box: field.box};
    input.addEventListener("input", () => {
      this.touched.add(name);
      if (name === "analyte") this.analyte = "";
      row.element.classList.toggle("changed", input.value !== row.start);
      onchange();
    });
    input.addEventListener("focus", () => onpoint(field.box));
    const take = (text, value) => {
      input.value = text;
      if (name === "analyte") this.analyte = value;
      this.touched.add(name);
      row.element.classList.add("changed");
      onchange();
    };
    if (name === "unit") row.completion = new Completion(input, (t) => findUnits(t === row.start ? "" : t, this.analyte), (o) => take(o.text, o.value));
    if (name === "analyte" || (name === "name" && this.item.kind === "unread-line"))
      row.completion = new Completion(input, name === "analyte" ? findAnalytes : findNames, (o) => take(o.text, o.value));
    const choices = (field.alternatives || []).map((a) => (name === "analyte" ? {text: analyteText(a), value: a.id} : {text: a, value: a}));
    row.choices = choices;
    row.take = take;
    const machine = name === "analyte" ? field.machine && analyteText(field.machine) : field.machine;
    const read = blind ? "" : field.must_type ? el("span", {class: "must"}, "In doubt: type what is printed")
      : machine ? ["Read as ", el("b", {}, machine)] : "Nothing was read";
    row.element = el("div", {class: "field"},
      el("label", {for: `field-${name}`}, LABELS[name], " ", kbd(String(i + 1))),
      el("div", {class: "entry"}, input, row.completion?.list),
      field.crop ? el("img", {class: "crop", src: `${field.crop}${field.crop.includes("?") ? "&" : "?"}scale=${CROP_SCALE}`, alt: `${LABELS[name]} as printed`,
        loading: "eager"}) : null,
      el("span", {class: "read", id: `read-${name}`}, read),
      choices.length > 0 && !blind ? el("span", {class: "choices"}, choices.map((c, k) =>
        el("button", {type: "button", tabindex: "-1", onclick: () => { take(c.text, c.value); input.focus(); }}, c.text || "(nothing)", kbd(`Alt ${k + 1}`)))) : null);
    this.rows[name] = row;
    return row.element;
  }

  list() {
    return Object.values(this.rows);
  }

  focus(index) {
    const row = this.list()[index];
    if (!row) return false;
    row.input.focus();
    const end = row.input.value.length;
    row.input.setSelectionRange(end, end);
    return true;
  }

  // The first field that has to be typed; false for none.
  focusDoubt() {
    const at = this.list().findIndex((r) => r.must && !r.input.value);
    return at >= 0 && this.focus(at);
  }

  takeAlternative(name, k) {
    const row = this.rows[name], choice = row?.choices[k];
    if (choice) row.take(choice.text, choice.value);
    return Boolean(choice);
  }

  missing() {
    return this.list().filter((r) => r.must && !this.touched.has(r.name) && !r.input.value).map((r) => LABELS[r.name].toLowerCase());
  }

  changed() {
    return this.list().some((r) => r.input.value !== r.start || (r.must && this.touched.has(r.name)));
  }

  // What an edit says: the fields that were typed or have to be given.
  answer() {
    const fields = {};
    for (const row of this.list()) {
      if (row.name === "analyte") {
        if (this.touched.has("analyte") && this.analyte) fields.analyte = this.analyte;
        else if (this.touched.has("analyte") && row.input.value.trim() === "") fields.analyte = "";
      } else if (row.must || this.item.blind || row.input.value !== row.start) {
        fields[row.name] = row.input.value.trim();
      }
    }
    return fields;
  }

  // An analyte was typed that is not one of the list.
  openAnalyte() {
    const row = this.rows.analyte;
    return Boolean(row && this.touched.has("analyte") && row.input.value.trim() && !this.analyte);
  }

  draft() {
    return {fields: Object.fromEntries(this.list().filter((r) => this.touched.has(r.name)).map((r) => [r.name, r.input.value])), analyte: this.analyte};
  }

  restore(draft) {
    if (!draft || !draft.fields) return;
    for (const [name, text] of Object.entries(draft.fields)) {
      const row = this.rows[name];
      if (!row || typeof text !== "string") continue;
      row.input.value = text;
      this.touched.add(name);
      row.element.classList.toggle("changed", text !== row.start);
    }
    if (this.touched.has("analyte")) this.analyte = typeof draft.analyte === "string" ? draft.analyte : "";
  }
}
