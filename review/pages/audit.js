// The audit log, newest first, and whether it is as it was written.

import {get} from "/api.js";
import {labelled} from "/dialog.js";
import {el, focusMain, main, notice, replace} from "/dom.js";
import {counted, localTime} from "/words.js";

const PAGE = 50;

export class AuditPage {
  close() {}

  async start() {
    this.actor = el("input", {autocomplete: "off"});
    this.document = el("input", {inputmode: "numeric", autocomplete: "off"});
    this.verdict = el("p", {role: "status", class: "verdict"});
    this.rows = el("tbody");
    this.older = el("button", {onclick: () => this.more().catch((error) => notice(error.message))}, "Older");
    replace(main(), el("div", {class: "office"}, el("div", {class: "head"}, el("h1", {}, "Audit log"), el("button", {onclick: () => this.verify()}, "Verify"), this.verdict),
      el("section", {class: "panel", "aria-label": "Entries"},
        el("form", {class: "filter", onsubmit: (event) => {
          event.preventDefault();
          this.again().catch((error) => notice(error.message));
        }}, labelled("Who", this.actor), labelled("Document", this.document), el("button", {}, "Show")),
        el("table", {class: "list"}, el("thead", {}, el("tr", {}, [["No.", "number"], ["When"], ["Who"], ["What"], ["Document"], ["Item"], ["Detail"]].map(([t, kind]) => el("th", {scope: "col", class: kind}, t)))), this.rows)),
      el("p", {}, this.older), el("p", {class: "soft"}, "labintake audit export writes all of it. Keep the last hash elsewhere: a log whose end was cut off is consistent in itself.")));
    await this.again();
    focusMain();
  }

  async again() {
    this.before = null;
    this.rows.replaceChildren();
    await this.more();
  }

  async more() {
    const filter = {order: "newest", limit: PAGE, ...(this.actor.value.trim() ? {actor: this.actor.value.trim()} : {}),
      ...(this.document.value.trim() ? {document: this.document.value.trim()} : {}), ...(this.before ? {before: this.before} : {})};
    const {entries} = await get(`/audit?${new URLSearchParams(filter)}`);
    notice("");
    this.rows.append(...entries.map((e) => el("tr", {}, el("td", {class: "number"}, String(e.number)), el("td", {}, localTime(e.at)), el("td", {}, e.actor), el("td", {}, e.action),
      el("td", {}, e.document === null ? "" : String(e.document)), el("td", {class: "mono"}, e.item), el("td", {}, e.detail))));
    this.before = entries.at(-1)?.number;
    this.older.hidden = entries.length < PAGE;
    if (this.rows.children.length === 0) this.rows.append(el("tr", {}, el("td", {colspan: "7", class: "soft"}, "No entry fits.")));
  }

  async verify() {
    this.verdict.textContent = "Every entry is being read ...";
    const v = await get("/audit/verify");
    this.verdict.classList.toggle("error", !v.intact);
    replace(this.verdict, v.intact ? [`${counted(v.entries, "entry", "entries")}, each as it was written. The last hash is `, el("code", {}, v.last_hash)]
      : `Entry ${v.first_broken} is not as it was written; nothing from there on can be relied upon.`);
  }
}
