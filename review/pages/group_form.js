// The fields that are typed once for all chosen rows of a group.

import {Completion} from "/complete.js";
import {el, kbd} from "/dom.js";
import {analyteText, findAnalytes, findUnits} from "/fields.js";

export const LABELS = {name: "Name", value: "Value", unit: "Unit", range: "Range", flag: "Flag", analyte: "Analyte"};
const MOST_CHOICES = 9; // as many as there are keys

// What was typed and not sent, by person and group, while this page of the browser is open.
const typed = new Map();

export const forget = (memory) => typed.delete(memory);

// The fields of a row that have to be typed; of a name what it means.
export const doubts = (item) => (item.kind === "name" ? ["analyte"] : Object.keys(LABELS).filter((f) => item.fields[f].must_type));

export class GroupForm {
  // `item` stands for all; `candidates`: analytes that the group may be about.
  constructor(item, candidates, memory) {
    this.memory = memory;
    this.names = item.kind === "name";
    this.analyte = "";
    this.rows = {};
    this.element = el("div", {class: "fields"}, doubts(item).map((name, i) => this.row(name, i, item, candidates)));
    this.recall();
  }

  row(name, i, item, candidates) {
    const input = el("input", {id: `together-${name}`, spellcheck: "false", autocapitalize: "off", autocomplete: "off", "data-field": name});
    const choices = name === "analyte" ? candidates.slice(0, MOST_CHOICES).map((a) => ({text: analyteText(a), value: a.id}))
      : item.fields[name].alternatives.map((a) => ({text: a, value: a}));
    const row = {name, input, choices, touched: false, completion: null};
    const find = name === "analyte" ? findAnalytes : name === "unit" ? (text) => findUnits(text, item.fields.analyte.machine?.id) : null;
    if (find) row.completion = new Completion(input, find, (choice) => this.take(row, choice));
    input.addEventListener("input", () => {
      row.touched = true;
      if (name === "analyte") this.analyte = "";
      this.keep();
    });
    this.rows[name] = row;
    return el("div", {class: "field"}, el("label", {for: input.id}, LABELS[name], " ", kbd(String(i + 1))), el("div", {class: "entry"}, input, row.completion?.list),
      choices.length > 0 ? el("span", {class: "choices"}, choices.map((choice, k) => el("button", {type: "button", tabindex: "-1",
        onclick: () => { this.take(row, choice); input.focus(); }}, choice.text || "(nothing)", kbd(`Alt ${k + 1}`)))) : null);
  }

  list() {
    return Object.values(this.rows);
  }

  take(row, choice) {
    row.input.value = choice.text;
    row.touched = true;
    if (row.name === "analyte") this.analyte = choice.value;
    this.keep();
  }

  takeAlternative(name, k) {
    const choice = this.rows[name].choices[k];
    if (choice) this.take(this.rows[name], choice);
    return Boolean(choice);
  }

  keep() {
    typed.set(this.memory, {analyte: this.analyte, fields: this.list().filter((r) => r.touched).map((r) => [r.name, r.input.value])});
  }

  recall() {
    const before = typed.get(this.memory);
    if (!before) return;
    for (const [name, text] of before.fields) {
      if (!this.rows[name]) continue;
      this.rows[name].input.value = text;
      this.rows[name].touched = true;
    }
    this.analyte = before.analyte;
  }

  // What is wrong with what is typed, and where; null for nothing.
  trouble() {
    for (const row of this.list()) {
      if (row.name === "analyte" ? !this.analyte : !row.touched && !row.input.value) {
        return {row, text: row.name !== "analyte" ? `Type what is printed for ${LABELS[row.name].toLowerCase()}.`
          : `Choose the analyte from the list${this.names ? ", or say that the catalogue has none (c)" : ""}.`};
      }
    }
    return null;
  }

  // The answer; rows with nothing in doubt are accepted as they were read.
  answer() {
    const fields = Object.fromEntries(this.list().map((r) => [r.name, r.name === "analyte" ? this.analyte : r.input.value.trim()]));
    const printed = Object.keys(fields).some((name) => name !== "analyte");
    return {action: printed ? "edit" : "accept", ...(this.list().length > 0 ? {fields} : {})};
  }
}
