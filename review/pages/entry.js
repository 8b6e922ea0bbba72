// A whole report by hand: the template of a panel fills in names, units and ranges, so that a row costs the digits of its value
// and one key. Rows without a value are not on the report and are not sent.

import {get, newKey} from "/api.js";
import {Completion} from "/complete.js";
import {el, kbd, replace} from "/dom.js";
import {findNames, findUnits} from "/fields.js";

const COLUMNS = [["name", "Name"], ["value", "Value"], ["unit", "Unit"], ["range", "Range"], ["flag", "Flag"]];
const FAR = 5; // times the limit: a digit or the point may be wrong

// "5.6H" is a value and its flag; "<0.1" and "negative" are values.
export function splitFlag(text) {
  const found = /^([<>≤≥]?\s*\d+(?:[.,]\d+)?)\s*([A-Za-z*↑↓]{1,2})$/.exec(text.trim());
  return found && /^(h|l|hh|ll|a|\*|↑|↓)$/i.test(found[2]) ? {value: found[1], flag: found[2].toUpperCase()} : null;
}

// Whether the value lies so far from its range that it may be mistyped.
export function isFar(value, range) {
  const number = (text) => Number(text.replace(",", "."));
  const limits = /^[^\d]*(\d+(?:[.,]\d+)?)\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?)/.exec(range);
  const typed = /^\d+(?:[.,]\d+)?$/.test(value) ? number(value) : NaN;
  if (!limits || Number.isNaN(typed)) return false;
  return typed > FAR * number(limits[2]) || typed < number(limits[1]) / FAR;
}

export class Entry {
  // `lab`: of the report, whose names and ranges are taken where it is known. `page()`: the page that is looked at. `onclose`:
  // what is typed is kept for later; `ondrop`: it is thrown away.
  constructor({lab, reports, page, draft, onsend, onclose, ondrop, onchange}) {
    this.lab = lab;
    this.page = page;
    this.onsend = onsend;
    this.onclose = onclose;
    this.onchange = onchange;
    this.id = draft?.key || newKey();
    this.rows = [];
    this.panels = get("/panels").then((list) => list.panels);
    this.body = el("tbody", {});
    this.count = el("p", {class: "soft", role: "status"});
    this.refused = el("p", {class: "error", role: "alert"});
    this.panel = el("input", {id: "panel", placeholder: "lipid, cbc, liver ...", "data-entry": "panel"});
    this.completion = new Completion(this.panel, (text) => this.findPanels(text), (panel) => this.fill(panel.value));
    this.system = el("select", {id: "system"}, el("option", {value: "conventional"}, "mg/dL, g/dL ..."), el("option", {value: "si"}, "mmol/L, g/L ..."));
    this.report = el("select", {id: "report"}, reports.map((n) => el("option", {value: String(n)}, `Report ${n}`)),
      el("option", {value: String((reports.at(-1) || 0) + 1)}, reports.length ? "A new report" : "Report 1"));
    this.sendButton = el("button", {type: "button", class: "main", id: "send-rows", onclick: () => this.send()}, "Send", kbd("Ctrl Enter"));
    this.element = el("section", {class: "editor", "aria-labelledby": "editor-title"}, el("h2", {id: "editor-title"}, "Enter a report"),
      el("div", {class: "pickers"},
        el("div", {}, el("label", {for: "panel"}, "Template ", kbd("Alt t")), el("div", {class: "entry"}, this.panel, this.completion.list)),
        el("div", {}, el("label", {for: "system"}, "Units"), this.system),
        el("div", {}, el("label", {for: "report"}, "Of"), this.report)),
      el("table", {class: "list grid"}, el("caption", {class: "soft"}, "Type the values; Enter goes to the next. What the report does not have stays empty."),
        el("thead", {}, el("tr", {}, COLUMNS.map(([, label]) => el("th", {scope: "col"}, label)))), this.body),
      this.count, this.refused, el("div", {class: "actions"}, this.sendButton, el("button", {type: "button", onclick: () => onclose()}, "Later", kbd("Esc")),
        el("button", {type: "button", onclick: () => ondrop()}, "Throw away")));
    for (const row of draft?.rows || []) this.add(row);
    if (draft) {
      this.system.value = draft.system;
      this.report.value = draft.report;
    }
    this.add();
  }

  focus() {
    (this.rows.length > 1 ? this.rows.find((r) => !r.inputs.value.value).inputs.value : this.panel).focus();
  }

  async findPanels(text) {
    const words = text.trim().toLowerCase();
    const fits = (await this.panels).filter((p) => p.name.toLowerCase().includes(words) || p.id.includes(words));
    fits.sort((a, b) => b.id.startsWith(words) - a.id.startsWith(words) || b.name.toLowerCase().startsWith(words) - a.name.toLowerCase().startsWith(words));
    return fits.map((p) => ({text: p.name, value: p.id, show: `${p.name} (${p.rows})`}));
  }

  // Behind what is there: a report may have several panels.
  async fill(panel) {
    const found = await get(`/panels/${encodeURIComponent(panel)}?${new URLSearchParams({system: this.system.value, ...(this.lab ? {lab: this.lab} : {})})}`);
    const blank = this.rows.at(-1);
    if (blank && this.isBlank(blank)) this.remove(blank);
    const first = this.rows.length;
    for (const row of found.rows) this.add({...row, template: true});
    this.add();
    this.panel.value = "";
    this.rows[first].inputs.value.focus();
    this.changed();
  }

  isBlank(row) {
    return COLUMNS.every(([name]) => !row.inputs[name].value);
  }

  add(start = {}) {
    const row = {inputs: {}, completions: {}, analyte: start.analyte || "", page: start.page || 0, template: Boolean(start.template)};
    const n = this.rows.length + 1;
    const cells = COLUMNS.map(([name, label]) => {
      const input = el("input", {value: start[name] || "", "aria-label": `${label}, row ${n}`, "data-entry": name, spellcheck: "false",
        autocapitalize: "off", autocomplete: "off", oninput: () => this.typed(row, name), onblur: () => this.left(row)});
      row.inputs[name] = input;
      if (name === "name") row.completions.name = new Completion(input, findNames, (o) => this.named(row, o));
      if (name === "unit") row.completions.unit = new Completion(input, (t) => findUnits(t, row.analyte), () => this.typed(row, "unit"));
      return el("td", {class: `c-${name}`}, el("div", {class: "entry"}, input, row.completions[name]?.list));
    });
    row.element = el("tr", {}, cells);
    this.rows.push(row);
    this.body.append(row.element);
    this.mark(row);
    return row;
  }

  remove(row) {
    row.element.remove();
    this.rows.splice(this.rows.indexOf(row), 1);
  }

  named(row, option) {
    row.analyte = option.value;
    row.inputs.name.value = option.text;
    this.changed();
  }

  typed(row, name) {
    if (name === "name") row.analyte = "";
    if (name === "value" && !row.page) row.page = this.page();
    if (row === this.rows.at(-1) && !this.isBlank(row)) this.add();
    this.changed();
  }

  left(row) {
    const split = splitFlag(row.inputs.value.value);
    if (split && !row.inputs.flag.value) {
      row.inputs.value.value = split.value;
      row.inputs.flag.value = split.flag;
    }
    this.mark(row);
  }

  mark(row) {
    const far = isFar(row.inputs.value.value.trim(), row.inputs.range.value);
    row.element.classList.toggle("far", far);
    row.element.classList.toggle("filled", row.inputs.value.value.trim() !== "");
    row.inputs.value.title = far ? "Far from the range: look again" : "";
    if (far) row.inputs.value.setAttribute("aria-description", "Far from the range: look again");
    else row.inputs.value.removeAttribute("aria-description");
    this.say();
  }

  say() {
    const named = this.rows.filter((r) => !this.isBlank(r)), filled = named.filter((r) => r.inputs.value.value.trim());
    const far = this.rows.filter((r) => r.element.classList.contains("far")).length;
    this.count.textContent = named.length === 0 ? "" : `${filled.length} of ${named.length} rows have a value${far ? `; ${far} far from the range, look again` : ""}.`;
    replace(this.sendButton, filled.length === 1 ? "Send 1 row" : `Send ${filled.length} rows`, kbd("Ctrl Enter"));
  }

  changed() {
    this.say();
    this.onchange(this.draft());
  }

  draft() {
    const rows = this.rows.filter((r) => !this.isBlank(r)).map((r) => ({analyte: r.analyte, page: r.page, template: r.template,
      ...Object.fromEntries(COLUMNS.map(([name]) => [name, r.inputs[name].value]))}));
    return {entry: {key: this.id, system: this.system.value, report: this.report.value, rows}};
  }

  refuse(text, input) {
    this.refused.textContent = text;
    input?.focus();
  }

  send() {
    for (const row of this.rows) this.left(row);
    const filled = this.rows.filter((r) => r.inputs.value.value.trim());
    const nameless = filled.find((r) => !r.inputs.name.value.trim());
    if (nameless) return this.refuse("A row with a value has a name.", nameless.inputs.name);
    const alone = this.rows.find((r) => !r.template && !this.isBlank(r) && !r.inputs.value.value.trim());
    if (alone) return this.refuse("This row has no value; type it, or empty the row.", alone.inputs.value);
    if (filled.length === 0) return this.refuse("Nothing is typed yet.", this.rows[0].inputs.value);
    this.onsend(filled.map((r) => ({page: r.page || this.page(), ...(r.analyte ? {analyte: r.analyte} : {}),
      ...Object.fromEntries(COLUMNS.map(([name]) => [name, r.inputs[name].value.trim()]))})), Number(this.report.value), this.id);
  }

  // One row on in the same column; behind the last to what is sent.
  move(row, name, direction) {
    const to = this.rows[this.rows.indexOf(row) + direction];
    if (!to) return direction > 0 ? this.sendButton.focus() : undefined;
    const input = to.inputs[this.isBlank(to) && name === "value" ? "name" : name];
    input.focus();
    input.select();
  }

  key(event) {
    if (event.key === "Enter" && event.ctrlKey) return this.send(), true;
    if (event.altKey && event.key === "t") return this.panel.focus(), true;
    const row = this.rows.find((r) => r.element.contains(event.target)), name = event.target.dataset?.entry;
    const list = event.target === this.panel ? this.completion : row?.completions[name];
    if (event.target === this.panel && event.key === "Enter") {
      // The first of the list, which need not be pointed at.
      if (list.open && list.typed === this.panel.value) list.take(Math.max(0, list.at));
      else this.findPanels(this.panel.value).then((panels) => panels[0] && this.panel.value && this.fill(panels[0].value));
      return true;
    }
    if (list && (list.open || event.target === this.panel) && list.key(event)) return true;
    if (event.key === "Escape") return this.onclose(), true;
    if (!row) return false;
    if (event.key === "ArrowUp") return this.move(row, name, -1), true;
    if (event.key === "ArrowDown") return this.move(row, name, 1), true;
    if (event.key !== "Enter") return false;
    if (name === "name" && this.isBlank(row)) this.sendButton.focus();
    else if (name === "name") row.inputs.value.focus();
    else this.move(row, "value", 1);
    return true;
  }
}
