// One question after the other: the page on the left, the row on the right, everything by keyboard.

import {call, get, newKey, Refused} from "/api.js";
import {forgetDraft, keepDraft, sendDrafts} from "/drafts.js";
import {el, kbd, main, notice, replace} from "/dom.js";
import {FieldForm} from "/fields.js";
import {showHelp} from "/help.js";
import {PageView} from "/page_view.js";

const KINDS = {row: "Row", "unread-line": "Line that was not read", document: "Report as a whole", name: "Name"};
const ACTIONS = {accept: ["Accept", "Enter"], edit: ["Send", "Enter"], "not-a-result": ["Not a result", "x"], unreadable: ["Unreadable", "u"],
  "no-analyte": ["Not in the catalogue", "c"], postpone: ["Postpone", "p"], ask: ["Ask", "a"]};

// One of two answers that differ.
function keyed({action, ...fields}) {
  return action === "accept" || action === "edit" ? Object.values(fields).map((text) => text || "(nothing)").join("  ") : ACTIONS[action][0].toLowerCase();
}

export class Work {
  // `leave(page)` goes elsewhere; `once`: after one answer too.
  constructor(me, filter, leave, once = false) {
    this.me = me;
    this.filter = filter;
    this.leave = leave;
    this.once = once;
    this.done = 0;
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
  }

  close() {
    document.removeEventListener("keydown", this.keys);
    this.closed = true;
  }

  async start(item = null) {
    const first = item ? await get(`/items/${encodeURIComponent(item)}`) : await this.fetchNext([]);
    if (first && item && first.state === "open") await call("POST", `/items/${encodeURIComponent(item)}/claim`, {}).catch(() => {});
    this.show(first);
  }

  fetchNext(except) {
    return call("POST", "/items/next", {filter: this.filter, except});
  }

  // The next item is there before it is asked for, with its pictures.
  preload() {
    const current = this.item;
    this.next = this.fetchNext([current.item]).then((item) => {
      if (item) for (const url of this.pictures(item)) new Image().src = url;
      return item;
    }).catch(() => null);
  }

  pictures(item) {
    const urls = [];
    for (const field of Object.values(item.fields || {})) if (field && field.crop) urls.push(`${field.crop}${field.crop.includes("?") ? "&" : "?"}scale=3`);
    return urls;
  }

  show(item) {
    if (this.closed) return;
    this.item = item;
    this.sending = false;
    // Whoever comes back after a sign-off is where he was.
    if (/^#\/(work|item)(\/|$)/.test(location.hash)) history.replaceState(null, "", item ? `#/item/${encodeURIComponent(item.item)}` : "#/work");
    if (!item) {
      replace(main(), el("section", {class: "card"}, el("h1", {}, "Nothing waits for you"),
        el("p", {}, this.done > 0 ? `You answered ${this.done} in this session.` : "Come back later, or look at the queue."),
        el("button", {class: "main", onclick: () => this.leave()}, "To the queue", kbd("h"))));
      main().focus();
      return;
    }
    this.key_ = newKey();
    this.view = new PageView();
    this.form = new FieldForm(item, {onpoint: (box) => this.view.point(box), onchange: () => this.keepDraft()});
    this.form.restore(item.draft);
    const about = [KINDS[item.kind], item.blind ? (item.audit ? "audit: type what is printed" : `key ${item.stage}: type what is printed`) : null,
      item.lab, item.panel, item.specimen, item.document?.client ? `client ${item.document.client}` : null,
      item.kind === "name" ? `${item.rows} rows have it` : null];
    const form = el("section", {class: "form", "aria-label": "What was read", "data-item": item.item},
      el("h1", {}, item.kind === "document" ? "Is this report as it should be?" : item.kind === "name" ? "What does this name mean?"
        : item.blind ? "What is printed here?" : item.stage === 3 ? "Two people differ: what is printed?"
          : item.kind === "unread-line" ? "Is this a result?" : "Is this what is printed?"),
      el("p", {class: "about"}, about.filter(Boolean).map((t) => el("span", {}, t)),
        item.document ? el("a", {href: `#/${this.documentAddress()}`}, "The document ", kbd("o")) : null),
      item.findings?.length ? el("ul", {class: "findings"}, item.findings.map((f) => el("li", {class: f.severity}, f.message))) : null,
      item.kind === "unread-line" && item.row_crop ? el("img", {class: "strip", src: `${item.row_crop}${item.row_crop.includes("?") ? "&" : "?"}scale=3`, alt: "The line as printed"}) : null,
      item.line ? el("p", {}, "Seen there: ", el("b", {}, item.line)) : null,
      (item.keyed || []).length ? el("ul", {class: "findings"}, item.keyed.map((k) => el("li", {}, `One keyed: ${keyed(k)}`))) : null,
      (item.remarks || []).map((r) => el("p", {class: "remarks"}, el("b", {}, r.by), r.to ? ` to ${r.to}: ` : ": ", r.text)),
      this.form.element,
      el("p", {class: "error", role: "alert", id: "refused"}),
      el("div", {class: "actions"}, item.actions.filter((a) => a !== "edit" || !item.actions.includes("accept")).map((a) =>
        el("button", {class: a === "accept" || (a === "edit" && !item.actions.includes("accept")) ? "main" : "", type: "button",
          onclick: () => this.act(a)}, ACTIONS[a][0], kbd(ACTIONS[a][1]))),
        item.state === "decided" ? el("button", {class: "main", type: "button", onclick: () => this.reopen(item.item)}, "Take the answer back", kbd("r")) : null));
    replace(main(), el("div", {class: "work"}, this.view.element, form));
    const page = {number: item.page, width: item.page_width, height: item.page_height, image: item.page_image};
    this.view.show([page], item.page, item.box?.some((n) => n !== 0) ? item.box : null);
    notice("");
    if (!this.form.focusDoubt()) main().focus();
    if (!this.once) this.preload();
    this.morePages(item);
  }

  // The other pages of the document, once there is time.
  async morePages(item) {
    if (!item.document || item.document.pages < 2) return;
    const document_ = await get(`/documents/${item.document.id}`).catch(() => null);
    if (!document_?.page_list || this.item !== item) return;
    this.view.pages = document_.page_list;
    this.view.draw();
  }

  // Before the person leaves.
  save() {
    return sendDrafts();
  }

  documentAddress() {
    return `document/${this.item.document.id}/row/${encodeURIComponent(this.item.item)}`;
  }

  draftAddress() {
    return `/items/${encodeURIComponent(this.item.item)}/draft`;
  }

  keepDraft() {
    keepDraft(this.draftAddress(), this.form.draft());
  }

  refuse(text) {
    document.getElementById("refused").textContent = text;
  }

  // What is typed is an edit; a name is accepted as the analyte that is named.
  answerWith() {
    const {actions, blind} = this.item;
    return actions.includes("edit") && (blind || this.form.changed() || !actions.includes("accept")) ? "edit" : "accept";
  }

  act(action) {
    if (this.sending || !this.item) return;
    if (action === "accept" || action === "edit") action = this.answerWith();
    if (!this.item.actions.includes(action)) return this.refuse("This question does not take that answer.");
    if (action === "ask") return this.ask();
    const body = {key: this.key_, action, version: this.item.version};
    if (action === "accept" || action === "edit") {
      const missing = this.form.missing();
      if (missing.length) {
        this.refuse(`Type what is printed for ${missing.join(", ")}.`);
        this.form.focusDoubt();
        return;
      }
      if (this.form.openAnalyte()) return this.refuse("Choose the analyte from the list, or leave the field empty.");
      const fields = this.form.answer();
      if (action === "edit" || Object.keys(fields).length) body.fields = fields;
    }
    this.send(body);
  }

  async send(body) {
    this.sending = true;
    await forgetDraft(this.draftAddress());
    const item = this.item;
    try {
      await call("POST", `/items/${encodeURIComponent(item.item)}/decide`, body);
    } catch (error) {
      this.sending = false;
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409) {
        await this.advance();
        return notice(`${error.message} Here is the next one.`);
      }
      return this.refuse(error.message);
    }
    this.done += 1;
    await this.advance();
    document.body.dataset.answered = String(this.done);
  }

  async advance() {
    if (this.once) return this.leave();
    const before = this.item.item;
    let item = await this.next;
    if (item && item.item === before) item = null;
    if (!item) item = await this.fetchNext([before]);
    this.show(item);
  }

  async ask() {
    const people = (await get("/people")).people.filter((p) => p.name !== this.me.name);
    const dialog = document.getElementById("help");
    const to = el("select", {id: "ask-to"}, el("option", {value: ""}, "any lead"), people.map((p) => el("option", {value: p.name}, `${p.name} (${p.role})`)));
    const text = el("textarea", {id: "ask-text", rows: "4", required: true, maxlength: "2000"});
    replace(dialog, el("h2", {id: "help-title"}, "Ask a colleague"), el("form", {method: "dialog", onsubmit: async (event) => {
      event.preventDefault();
      dialog.close();
      try {
        await call("POST", `/items/${encodeURIComponent(this.item.item)}/ask`, {key: newKey(), to: to.value, text: text.value});
        this.advance();
      } catch (error) {
        this.refuse(error.message);
      }
    }}, el("label", {for: "ask-to"}, "Whom"), to, el("label", {for: "ask-text"}, "Question"), text,
      el("div", {class: "actions"}, el("button", {class: "main"}, "Ask"), el("button", {type: "button", onclick: () => dialog.close()}, "Cancel"))));
    dialog.showModal();
    text.focus();
  }

  async undo() {
    const mine = (await get("/me/answers?limit=5")).answers.find((a) => a.can_undo);
    if (!mine) return notice("There is no answer of yours to take back.");
    this.done = Math.max(0, this.done - 1);
    await this.reopen(mine.item);
  }

  async reopen(item) {
    try {
      await call("POST", `/items/${encodeURIComponent(item)}/undo`, {key: newKey()});
    } catch (error) {
      return notice(error.message);
    }
    this.show(await get(`/items/${encodeURIComponent(item)}`));
    notice("The answer is taken back; the question is open again.");
  }

  key(event) {
    const dialog = document.getElementById("help");
    if (dialog.open || event.ctrlKey || event.metaKey) return;
    const field = event.target.dataset?.field;
    const done = () => event.preventDefault();
    if (field) {
      const row = this.form.rows[field];
      if (row.completion?.key(event)) return done();
      const action = event.altKey && Object.keys(ACTIONS).find((a) => ACTIONS[a][1] === event.key);
      if (action) {
        done();
        this.act(action);
      } else if (event.altKey && /^[1-9]$/.test(event.key)) {
        if (this.form.takeAlternative(field, Number(event.key) - 1)) done();
      } else if (event.key === "Enter") {
        done();
        this.act("accept");
      } else if (event.key === "Escape") {
        done();
        main().focus();
      }
      return;
    }
    if (event.altKey || ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "A"].includes(event.target.tagName) && event.key === "Enter") return;
    if (event.key === "?") return done(), showHelp();
    if (event.key === "h") return done(), this.leave();
    if (event.key === "z") return done(), this.undo().catch((error) => notice(error.message));
    if (event.key === "b") return done(), this.leave("answers");
    if (!this.item) return;
    if (event.key === "o" && this.item.document) return done(), this.leave(this.documentAddress());
    if (event.key === "r" && this.item.state === "decided") return done(), this.reopen(this.item.item);
    if (/^[1-6]$/.test(event.key)) {
      if (this.form.focus(Number(event.key) - 1)) done();
    } else if (this.view.key(event)) {
      done();
    } else {
      const action = event.key === "Enter" ? "accept" : Object.keys(ACTIONS).find((a) => ACTIONS[a][1] === event.key);
      if (action) {
        done();
        this.act(action);
      }
    }
  }
}
