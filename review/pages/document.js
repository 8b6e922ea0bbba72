// A document: its page on the left with everything marked that was found, its rows on the right. Rows are opened, added and
// entered here, the head and the client mended, and the document is done.

import {call, get, newKey} from "/api.js";
import {ClientForm, HeadForm} from "/head_form.js";
import {RowList, entriesOf} from "/document_list.js";
import {el, kbd, main, notice, replace} from "/dom.js";
import {forgetDraft, keepDraft, sendDrafts} from "/drafts.js";
import {Entry} from "/entry.js";
import {DOCUMENT_KEYS, showHelp} from "/help.js";
import {PageView} from "/page_view.js";
import {RowEditor} from "/row_editor.js";
import {localTime, reasonWords} from "/words.js";

const CROP_SCALE = 3;
const SAME_ROW = 0.5; // of its height
const QUESTIONS = {"no-report": "No report was found in this document.", patient: "Is this the client's patient?", report: "Is this report as it should be?"};

const when = (text) => (text || "").replace("T", " ");

// Whether most of the entry's height lies in the place.
function covers({page, box}, entry) {
  if (!box || entry.page !== page) return false;
  const [x0, y0, x1, y1] = entry.box;
  return Math.min(y1, box[3]) - Math.max(y0, box[1]) > SAME_ROW * (y1 - y0) && Math.min(x1, box[2]) > Math.max(x0, box[0]);
}

export class DocumentPage {
  // `go(hash)` leads to another page.
  constructor(me, id, go) {
    this.me = me;
    this.id = id;
    this.go = go;
    this.form = null; // of what is typed; null: the list is shown
    this.typed = {}; // what is typed and not sent: entry, row, head
    this.mayType = me.role !== "read-only";
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
  }

  close() {
    document.removeEventListener("keydown", this.keys);
  }

  // Before the person leaves.
  save() {
    return sendDrafts();
  }

  help() {
    showHelp(DOCUMENT_KEYS);
  }

  // `item`: what is chosen first, where it is known.
  async start(item = "") {
    this.view = new PageView({onbox: this.mayType ? (page, box) => this.readBox(page, box) : null,
      onpick: (mark) => this.list.chooseEntry((e) => e.page === mark.page && e.box === mark.box)});
    this.list = new RowList({onchoose: (entry) => this.point(entry), onopen: (entry) => this.open(entry)});
    this.side = el("section", {class: "form", "aria-label": "The document"});
    await this.load();
    replace(main(), el("div", {class: "work"}, this.view.element, this.side));
    this.view.show(this.document.page_list, 1, null);
    if (item) this.list.chooseEntry((e) => e.item === item);
    this.point(this.list.chosen);
    if (!this.resume(this.document.draft)) this.list.focus() || main().focus();
  }

  async load() {
    this.take(await get(`/documents/${this.id}`));
  }

  take(document_) {
    this.document = document_;
    for (const question of this.document.questions) question.text = QUESTIONS[question.reason] || reasonWords(question.reason);
    this.list.show(entriesOf(this.document));
    this.view.marks = this.list.all.filter((e) => e.box.some((n) => n !== 0)).map((e) => ({page: e.page, box: e.box, kind: e.mark}));
    this.draw();
    if (this.view.pages) this.view.drawMarks();
  }

  draw() {
    if (this.form) return replace(this.side, this.form.element);
    const d = this.document, c = d.counts;
    const action = (text, key, does, main_ = false) => el("button", {type: "button", class: main_ ? "main" : "", onclick: does}, text, kbd(key));
    replace(this.side, el("h1", {}, d.file || `Document ${d.id}`),
      el("p", {class: "about"}, [d.client ? `client ${d.client}` : "no client", `read ${localTime(d.created_at)}`, d.format ? `as ${d.format}` : null, d.done_by ? `done by ${d.done_by}` : null]
        .filter(Boolean).map((t) => el("span", {}, t))),
      d.reports.map((r) => [this.head(r), r.findings.length ? el("ul", {class: "findings"}, r.findings.map((f) => el("li", {class: f.severity}, f.message))) : null]).flat(),
      d.reports.length === 0 ? el("p", {class: "findings"}, "Nothing could be read here. Enter the report by hand.") : null,
      el("p", {class: "tally"}, el("b", {}, c.rows), c.rows === 1 ? " row, " : " rows, ", el("b", {}, c.entered), " by people; ", el("b", {}, `${c.lines_explained} of ${c.lines}`),
        " lines explained; ", el("b", {}, c.open_items), c.open_items === 1 ? " question open" : " questions open", c.waits_for_second_key ? `; ${c.waits_for_second_key} wait for a second key` : ""),
      this.list.element,
      this.mayType ? el("div", {class: "actions"}, c.open_items ? action("Questions", "w", () => this.work(), true) : null, action("Add a row", "n", () => this.addRow()),
        action(this.typed.entry ? "Go on entering" : "Enter a report", "t", () => this.enter(), d.reports.length === 0), action("Head", "g", () => this.mend()), action("Client", "m", () => this.move()),
        action("Done", "d", () => this.done(), c.open_items === 0 && d.reports.length > 0)) : null);
  }

  head(report) {
    const facts = [["patient_name", ""], ["birth_date", "born "], ["sex", ""], ["patient_id", "no. "], ["collected", "collected "], ["lab", ""], ["accession", "accession "]];
    return el("p", {class: "head"}, this.document.reports.length > 1 ? el("b", {}, `Report ${report.number} `) : null,
      facts.filter(([name]) => report[name]).map(([name, before]) => el("span", {class: report.corrected.includes(name) ? "corrected" : ""}, before + when(report[name]))));
  }

  point(entry) {
    this.view.choose(entry && {page: entry.page, box: entry.box});
  }

  get draftAddress() {
    return `/documents/${this.id}/draft`;
  }

  // In place of the list.
  show(form) {
    this.form = form;
    this.draw();
    form.focus();
    notice("");
  }

  keep(part) {
    this.typed = {...this.typed, ...part};
    keepDraft(this.draftAddress, this.typed);
  }

  // What was typed in the form `name` is sent or thrown away.
  async drop(name) {
    if (!(name in this.typed)) return;
    const rest = {...this.typed};
    delete rest[name];
    this.typed = rest;
    if (Object.keys(rest).length) return keepDraft(this.draftAddress, this.typed);
    await forgetDraft(this.draftAddress);
    await call("DELETE", this.draftAddress);
  }

  // Back to the list; `name`: the form whose typing is thrown away.
  async leave(name = "") {
    this.form = null;
    this.draw();
    this.list.focus() || main().focus();
    await this.drop(name);
  }

  async saved(name, text, find = null) {
    this.form = null;
    await this.drop(name);
    await this.load();
    if (!find || !this.list.chooseEntry(find)) this.list.focus() || main().focus();
    notice(text, "good");
  }

  // Goes on with what was typed before a sign-off; false where nothing was.
  resume(draft) {
    if (!draft || !this.mayType) return false;
    this.typed = {...draft};
    if (draft.row) this.edit(draft.row.place, draft.row.read, draft.row);
    else if (draft.head) this.mend();
    else if (draft.entry) this.enter();
    else return false;
    notice("What you had typed is here again.", "good");
    return true;
  }

  report() {
    const chosen = this.list.chosen?.row?.report, {reports} = this.document;
    return reports.find((r) => r.number === chosen) || reports[0] || {number: 1};
  }

  // Places of lines may reach beyond the paper.
  async readBox(page, place) {
    const {width, height} = this.document.page_list.find((p) => p.number === page);
    const box = [Math.max(0, place[0]), Math.max(0, place[1]), Math.min(width, place[2]), Math.min(height, place[3])];
    notice("Reading what stands there ...");
    try {
      const read = await call("POST", `/documents/${this.id}/pages/${page}/read`, {box});
      const line = this.list.all.find((e) => e.kind === "line" && e.open && covers({page, box}, e));
      this.edit({page, box, item: line?.item || ""}, read, null);
    } catch (error) {
      notice(error.message);
    }
  }

  edit(place, read, draft) {
    const crop = place.box ? `/api/v1/documents/${this.id}/pages/${place.page}.png?box=${place.box.join(",")}&scale=${CROP_SCALE}` : "";
    this.show(new RowEditor({place: {...place, crop}, read, draft, there: this.rowAt(place), onchange: (typed) => this.keep(typed), oncancel: () => this.leave("row"),
      onsend: (row, key) => this.send(() => (place.item ? this.answer(place.item, row, key) : this.addRows("row", [row], this.report().number, key)))}));
    if (place.box) this.view.choose(place);
  }

  // What stands already where a row is about to be added.
  rowAt(place) {
    const found = this.list.all.find((e) => e.kind === "row" && e.mark !== "none" && covers(place, e));
    return found ? (found.row.blind ? "A row" : `${found.row.fields.name} ${found.row.fields.value}`) : "";
  }

  // The row answers the question about its line.
  async answer(item, {page, box, ...fields}, key) {
    const {version} = await get(`/items/${encodeURIComponent(item)}`);
    const {outcome} = await call("POST", `/items/${encodeURIComponent(item)}/decide`, {key, action: "edit", version, fields});
    await this.saved("row", outcome === "decided" ? "The line is a row now." : "The row waits for a second key.", (e) => e.item === item);
  }

  // With the place of a line that is chosen and was taken for something else, read at once.
  addRow() {
    const chosen = this.list.chosen;
    if (chosen && (chosen.kind === "explained" || chosen.kind === "line")) return this.readBox(chosen.page, chosen.box);
    this.edit({page: this.view.number, box: null, item: ""}, null, null);
  }

  // Once, however often the key is pressed.
  async send(does) {
    if (this.sending) return;
    this.sending = true;
    const form = this.form;
    try {
      await does();
    } catch (error) {
      const before = error.code === "key-reused"; // its answer was lost, and more was typed since
      if (before) form.id = newKey();
      form.refuse(before ? "This was sent before, and written; look at the document before you send it again." : error.message);
    } finally {
      this.sending = false;
    }
  }

  // Two people who enter the same report would double it.
  async checkRows() {
    const now = await get(`/documents/${this.id}`);
    const added = now.rows_found.length !== this.document.rows_found.length;
    this.take(now);
    if (added) throw new Error("The document has got other rows meanwhile; look at it (Esc) before you send this.");
  }

  async addRows(name, rows, report, key) {
    await this.checkRows();
    const added = await call("POST", `/documents/${this.id}/rows`, {key, report, rows});
    const waits = added.items.filter((i) => i.outcome !== "decided").length;
    await this.saved(name, `${rows.length === 1 ? "The row is" : `${rows.length} rows are`} added${waits ? `; ${waits} wait for a second key` : ""}.`, (e) => e.item === added.items[0].item);
  }

  // The head comes first where it is not known: whose report it is, and the laboratory, whose names the templates take.
  enter() {
    const report = this.report(), draft = this.typed.entry;
    if (!draft && !report.lab && !report.patient_name && !report.collected && !this.headAsked) {
      this.headAsked = true;
      return this.mend(() => this.enter());
    }
    this.show(new Entry({lab: report.lab || "", reports: this.document.reports.map((r) => r.number), page: () => this.view.number, draft,
      onsend: (rows, number, key) => this.send(() => this.addRows("entry", rows, number, key)), onclose: () => this.leave(), ondrop: () => this.leave("entry"), onchange: (typed) => this.keep(typed)}));
  }

  // `then`: what comes after it.
  mend(then = null) {
    const {reports} = this.document, draft = this.typed.head;
    const report = draft ? reports.find((r) => r.number === draft.report) || {number: draft.report} : this.report();
    const after = async (does) => { await does; then?.(); };
    this.show(new HeadForm(this.document, report, {draft, onchange: (typed) => this.keep(typed), oncancel: () => after(this.leave("head")),
      onsaved: () => after(this.saved("head", "The head of the report is saved."))}));
  }

  move() {
    this.show(new ClientForm(this.document, {oncancel: () => this.leave(), onsaved: () => this.saved("", "The document is moved.")}));
  }

  work() {
    this.go(`document/${this.id}/work`);
  }

  open(entry) {
    if (!entry) return;
    if (entry.item) return this.go(`document/${this.id}/item/${encodeURIComponent(entry.item)}`);
    notice(entry.kind !== "row" ? "There is no question about this line; n adds it as a row." : entry.row.status === "waiting"
      ? "This row waits for an answer about the document." : "The program is sure of this row; e corrects it.");
  }

  // What the program was sure of becomes a question first.
  async correct(entry) {
    if (!entry || entry.kind !== "row" || entry.item) return this.open(entry);
    const {item} = await call("POST", `/documents/${this.id}/doubt`, {page: entry.page, box: entry.box});
    this.go(`document/${this.id}/item/${encodeURIComponent(item)}`);
  }

  async done() {
    let counts;
    try {
      counts = await call("POST", `/documents/${this.id}/done`, {key: newKey()});
    } catch (error) {
      notice(error.message);
      if (error.code === "items-open") this.list.chooseEntry((e) => e.open);
      return;
    }
    await this.load();
    this.list.focus();
    notice(`Done: ${counts.rows} rows, ${counts.entered} by people; ${counts.lines_explained} of ${counts.lines} lines explained.`, "good");
  }

  key(event) {
    if (document.getElementById("help").open) return;
    const done = () => event.preventDefault();
    if (this.form?.key(event)) return done();
    const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && ["BUTTON", "A"].includes(event.target.tagName)) return;
    if (event.key === "?") return done(), this.help();
    if (this.view.key(event)) return done();
    if (this.form) return;
    if (this.list.key(event)) return done();
    const chosen = this.list.chosen;
    const looks = {h: () => this.go("documents"), Enter: () => this.open(chosen)};
    const types = {e: () => this.correct(chosen), n: () => this.addRow(), t: () => this.enter(), g: () => this.mend(), m: () => this.move(),
      w: () => this.work(), d: () => this.done()};
    const does = looks[event.key] || (this.mayType && types[event.key]);
    if (!does) return;
    done();
    Promise.resolve(does()).catch((error) => notice(error.message));
  }
}
