// The head of a report, and whose document it is: what was read wrong is mended here. The machine's reading stays beside it.

import {call, get, newKey} from "/api.js";
import {Completion} from "/complete.js";
import {el, kbd} from "/dom.js";

const FIELDS = [["lab", "Laboratory"], ["patient_name", "Patient"], ["patient_id", "Number"], ["birth_date", "Born"], ["sex", "Sex (F, M)"],
  ["collected", "Collected"], ["received", "Received"], ["reported", "Reported"], ["accession", "Accession"], ["specimen", "Specimen"]];
const DATES = new Set(["birth_date", "collected", "received", "reported"]);
const CLIENTS = 8;

// 3.2.2026, 3.2.2026 9:20 and 20260203 as the server takes them; other texts as they are.
export function dateFrom(text) {
  const two = (n) => n.padStart(2, "0");
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text);
  if (german) return `${german[3]}-${two(german[2])}-${two(german[1])}${german[4] ? `T${two(german[4])}:${german[5]}` : ""}`;
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (digits) return digits.slice(1).join("-");
  return text.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/, "$1T$2");
}

export class HeadForm {
  // `report`: a ReportHead, or {number} for one that is about to be entered.
  constructor(document_, report, {draft, onsaved, oncancel, onchange}) {
    this.document = document_;
    this.report = report;
    this.id = draft?.key || newKey();
    this.onsaved = onsaved;
    this.oncancel = oncancel;
    this.inputs = {};
    this.refused = el("p", {class: "error", role: "alert"});
    this.element = el("section", {class: "editor", "aria-labelledby": "editor-title"},
      el("h2", {id: "editor-title"}, document_.reports.length > 1 ? `Head of report ${report.number}` : "Head of the report"),
      el("p", {class: "soft"}, "Type what the page shows. Dates: 2026-02-03, 3.2.2026 or 20260203, with a time 2026-02-03 09:20."),
      FIELDS.map(([name, label]) => this.row(name, label, draft, onchange)), this.refused,
      el("div", {class: "actions"}, el("button", {type: "button", class: "main", onclick: () => this.send()}, "Save", kbd("Enter")),
        el("button", {type: "button", onclick: () => oncancel()}, "Cancel", kbd("Esc"))));
  }

  row(name, label, draft, onchange) {
    const start = (this.report[name] || "").replace("T", DATES.has(name) ? " " : "T");
    const input = el("input", {id: `head-${name}`, value: draft?.head?.[name] ?? start, "data-head": name, spellcheck: "false",
      "aria-describedby": `head-read-${name}`, oninput: () => onchange(this.draft())});
    this.inputs[name] = {input, start};
    if (name === "lab") this.labs = new Completion(input, findLabs, () => onchange(this.draft()));
    const read = this.report.machine?.[name];
    const corrected = this.report.corrected?.includes(name);
    return el("div", {class: "field"}, el("label", {for: input.id}, label), el("div", {class: "entry"}, input, name === "lab" ? this.labs.list : null),
      el("span", {class: "read", id: `head-read-${name}`}, corrected ? (read ? `Corrected; read as ${read}` : "Typed by a person") : ""));
  }

  focus() {
    const blank = FIELDS.find(([name]) => !this.inputs[name].input.value);
    const {input} = this.inputs[blank && !this.report.machine ? blank[0] : "patient_name"];
    input.focus();
    input.select();
  }

  changes() {
    return Object.fromEntries(Object.entries(this.inputs).filter(([, {input, start}]) => input.value.trim() !== start)
      .map(([name, {input}]) => [name, DATES.has(name) ? dateFrom(input.value.trim()) : name === "sex" ? input.value.trim().toUpperCase() : input.value.trim()]));
  }

  draft() {
    return {head: {report: this.report.number, key: this.id, head: Object.fromEntries(Object.entries(this.inputs).map(([n, {input}]) => [n, input.value]))}};
  }

  async send() {
    const changes = this.changes();
    if (Object.keys(changes).length === 0) return this.oncancel();
    if (this.sending) return;
    this.sending = true;
    try {
      await call("PATCH", `/documents/${this.document.id}/reports/${this.report.number}`, {key: this.id, ...changes});
    } catch (error) {
      this.id = newKey(); // what is sent next is something else
      this.sending = false;
      this.refused.textContent = error.message;
      return;
    }
    this.onsaved();
  }

  key(event) {
    if (event.target.dataset?.head === "lab" && this.labs.key(event)) return true;
    if (event.key === "Escape") this.oncancel();
    else if (event.key === "Enter" && event.target.dataset?.head) this.send();
    else return false;
    return true;
  }
}

// Laboratories as their reports that wait have them; one way of writing each.
async function findLabs(text) {
  const typed = text.trim().toLowerCase();
  if (!typed) return [];
  const labs = Object.keys((await get("/items/counts")).by_lab || {}).filter((lab) => lab.toLowerCase().includes(typed));
  return labs.slice(0, CLIENTS).map((lab) => ({text: lab, value: lab, show: lab}));
}

export async function findClients(text) {
  const {clients} = await get(`/clients?${new URLSearchParams({q: text.trim()})}`);
  return clients.slice(0, CLIENTS).map((c) => ({text: c, value: c, show: c}));
}

export class ClientForm {
  constructor(document_, {onsaved, oncancel}) {
    this.document = document_;
    this.onsaved = onsaved;
    this.oncancel = oncancel;
    this.input = el("input", {id: "client", value: "", spellcheck: "false"});
    this.completion = new Completion(this.input, findClients);
    this.refused = el("p", {class: "error", role: "alert"});
    this.element = el("section", {class: "editor", "aria-labelledby": "editor-title"}, el("h2", {id: "editor-title"}, "Whose document is it?"),
      el("p", {class: "soft"}, `It lies with ${document_.client || "no client"}. The patient is compared with the reports of the client that you name.`),
      el("div", {class: "field"}, el("label", {for: "client"}, "Client"), el("div", {class: "entry"}, this.input, this.completion.list)), this.refused,
      el("div", {class: "actions"}, el("button", {type: "button", class: "main", onclick: () => this.send()}, "Move", kbd("Enter")),
        el("button", {type: "button", onclick: () => oncancel()}, "Cancel", kbd("Esc"))));
  }

  focus() {
    this.input.focus();
  }

  async send() {
    const to = this.input.value.trim();
    if (!to) {
      this.refused.textContent = "Name the client.";
      return;
    }
    try {
      await call("PUT", `/documents/${this.document.id}/client`, {from: this.document.client, to});
    } catch (error) {
      this.refused.textContent = error.message;
      return;
    }
    this.onsaved();
  }

  key(event) {
    if (event.target === this.input && this.completion.key(event)) return true;
    if (event.key === "Escape") this.oncancel();
    else if (event.key === "Enter" && event.target === this.input) this.send();
    else return false;
    return true;
  }
}
