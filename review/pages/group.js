// One group on one screen: the cells beside each other, one answer for those that are chosen, the odd one opened alone.
//
// Only rows with the same fields in doubt, read as the same text there, can be answered with one word; the others stand
// apart, to be opened alone.

import {call, newKey} from "/api.js";
import {asking} from "/dialog.js";
import {el, focusMain, kbd, main, notice, replace} from "/dom.js";
import {GroupForm, LABELS, doubts, forget} from "/group_form.js";
import {remember, takeBackLast, undoable} from "/group_undo.js";
import {GROUP_KEYS, showHelp} from "/help.js";
import {counted, reasonWords} from "/words.js";

const ACTIONS = {send: ["Send", "Enter"], "not-a-result": ["Not results", "x"], unreadable: ["Unreadable", "u"],
  "no-analyte": ["Not in the catalogue", "c"], postpone: ["Postpone", "p"]};
const CROP_SCALE = 3;
const SHOWN = {name: "name", unit: "unit", reading: "value"}; // the cell that a group is about

// Rows with the same mark can be answered together.
const mark = (item) => (item.kind === "name" ? "" : JSON.stringify(doubts(item).map((f) => [f, item.fields[f].machine])));

export class GroupPage {
  // `leave(said)` is called when all is answered.
  constructor(me, id, leave) {
    this.me = me;
    this.id = id;
    this.leave = leave;
    this.held = Date.now();
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
  }

  get place() {
    return `/groups/${encodeURIComponent(this.id)}`;
  }

  // What is still this person's may go to others, but for what is opened alone next.
  close() {
    document.removeEventListener("keydown", this.keys);
    this.closed = true;
    for (const card of this.waiting()) {
      if (!card.keep) call("DELETE", `/items/${encodeURIComponent(card.item.item)}/claim`).catch(() => {});
    }
  }

  async start() {
    const {group, items} = await call("POST", this.place, {});
    this.group = group;
    const sizes = new Map();
    for (const item of items) sizes.set(mark(item), (sizes.get(mark(item)) || 0) + 1);
    const common = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
    this.cards = items.map((item) => ({item, together: mark(item) === common, chosen: mark(item) === common, gone: false, keep: false, said: ""}));
    if (this.closed) return this.close(); // left before it was there
    this.draw();
  }

  waiting() {
    return (this.cards || []).filter((c) => !c.gone);
  }

  chosen() {
    return this.waiting().filter((c) => c.chosen);
  }

  question() {
    const {by, text, reason, candidates} = this.group, n = this.waiting().filter((c) => c.together).length;
    if (by === "name") return n === 1 ? `Does this name mean ${candidates[0]?.name || text}?` : `Do these ${n} names mean ${candidates[0]?.name || text}?`;
    if (by === "unit") return `${counted(n, "row")} with the unit "${text}": what is printed?`;
    return `${counted(n, "cell")} read as "${text}" (${reasonWords(reason).toLowerCase()}): what is printed?`;
  }

  // What the names may mean: what the group stands for, then what the program considered for any of them.
  meanings() {
    const found = new Map(this.group.candidates.map((a) => [a.id, a]));
    for (const {item} of this.cards) for (const a of item.fields.analyte.alternatives) found.set(a.id, a);
    return [...found.values()];
  }

  actions() {
    if (!this.first) return [];
    if (this.group.by === "name") return ["send", "no-analyte", "postpone"];
    return ["send", ...["not-a-result", "unreadable", "postpone"].filter((a) => this.first.actions.includes(a))];
  }

  card(card) {
    const {item} = card, f = item.fields, at = SHOWN[this.group.by], id = `card-${item.item}`;
    card.box = el("input", {type: "checkbox", id, checked: card.chosen, disabled: !card.together, "aria-describedby": `${id}-row`,
      onchange: () => { card.chosen = card.box.checked; this.count(); }});
    card.alone = el("a", {href: `#/item/${encodeURIComponent(item.item)}`, onclick: () => this.leaveFor(card)}, "Open alone",
      el("span", {class: "hidden"}, ` (${f.name.machine}, document ${item.document.id})`));
    const where = [item.lab, `document ${item.document.id}, page ${item.page}`, item.kind === "name" ? counted(item.rows, "row") : null].filter(Boolean).join(", ");
    card.element = el("li", {class: card.together ? "" : "apart", tabindex: card.together ? null : "-1"},
      el("label", {for: id}, card.box, f[at].crop ? el("img", {class: "crop", src: `${f[at].crop}&scale=${CROP_SCALE}`, alt: `${LABELS[at]} as printed`})
        : el("b", {}, f[at].machine)),
      el("p", {id: `${id}-row`, class: "printed"}, el("b", {}, f.name.machine), ` ${[f.value, f.unit, f.range].map((x) => x.machine).filter(Boolean).join("  ")}`),
      el("p", {class: "soft"}, where, " ", card.alone),
      card.together ? null : el("p", {class: "must"}, `In doubt: ${doubts(item).map((d) => LABELS[d].toLowerCase()).join(", ")}`),
      card.said ? el("p", {class: "error"}, card.said) : null);
    return card.element;
  }

  draw() {
    const waiting = this.waiting();
    if (waiting.length === 0) {
      replace(main(), el("section", {class: "card"}, el("h1", {}, "Nothing left in this group"), el("p", {}, "It was worked off, or others hold what is left."),
        el("a", {href: "#/groups"}, "To the groups")));
      return focusMain();
    }
    this.first = waiting.find((c) => c.together)?.item;
    this.form = this.first ? new GroupForm(this.first, this.group.by === "name" ? this.meanings() : this.first.fields.analyte.alternatives, `${this.me.name} ${this.id}`) : null;
    this.buttons = new Map(this.actions().map((a, i) => [a, el("button", {type: "button", class: i === 0 ? "main" : "", onclick: () => this.act(a)})]));
    replace(main(), el("div", {class: "office group-page"},
      el("section", {class: "panel together", "aria-label": "One answer for all that are chosen"},
        el("h1", {}, this.first ? this.question() : "These have to be opened alone"),
        this.form?.list().length === 0 ? el("p", {class: "soft"}, "Nothing has to be typed: look whether each row is as printed.") : this.form?.element,
        el("p", {class: "error", role: "alert", id: "refused"}),
        el("div", {class: "actions"}, [...this.buttons.values()], el("a", {href: "#/groups"}, "Back to the groups", kbd("h")))),
      el("ul", {class: "cards", "aria-label": "Rows of this group"}, waiting.map((c) => this.card(c)))));
    this.count();
    notice("");
    const field = this.form?.list()[0];
    if (field) field.input.focus();
    else this.focus(waiting[0]);
  }

  focus(card) {
    (card.together ? card.box : card.element).focus();
    card.element.scrollIntoView({block: "nearest"});
  }

  count() {
    const n = this.chosen().length;
    for (const [action, button] of this.buttons) {
      replace(button, action === "send" && this.form.list().length === 0 ? `Accept ${n} as read` : `${ACTIONS[action][0]}: ${n}`, kbd(ACTIONS[action][1]));
      button.disabled = n === 0 || this.sending === true;
    }
  }

  refuse(text) {
    document.getElementById("refused").textContent = text;
  }

  // The row alone; what was left out stays this person's, and comes after it.
  leaveFor(card) {
    for (const other of this.waiting()) other.keep = other === card || !other.chosen;
  }

  async act(action) {
    const chosen = this.chosen();
    if (this.sending || chosen.length === 0) return;
    const trouble = action === "send" ? this.form.trouble() : null;
    if (trouble) {
      trouble.row.input.focus();
      return this.refuse(trouble.text);
    }
    const answer = action === "send" ? this.form.answer() : {action}, key = newKey();
    this.sending = true;
    this.count();
    try {
      const items = chosen.map((c) => ({item: c.item.item, version: c.item.version}));
      const {results} = await call("POST", `${this.place}/decide`, {key, ...answer, items});
      this.sending = false;
      this.show(key, chosen, results, answer.action);
    } catch (error) {
      this.sending = false;
      this.count();
      this.refuse(error.message);
    }
  }

  show(key, chosen, results, action) {
    for (const [i, result] of results.entries()) {
      chosen[i].gone = Boolean(result.outcome);
      chosen[i].said = result.error ? result.error.message : "";
      chosen[i].chosen = false;
    }
    const done = chosen.filter((c) => c.gone).map((c) => c.item.item), postponed = action === "postpone", left = this.waiting().length;
    if (done.length > 0 && !postponed) remember(key, done);
    forget(`${this.me.name} ${this.id}`);
    const keyed = results.filter((r) => r.outcome?.outcome === "second-key").length;
    const said = [`${counted(done.length, "row")} ${postponed ? "postponed" : "answered"}.`, keyed > 0 ? `${keyed} of them wait for a second key.` : "",
      left > 0 ? `${counted(left, "row")} left: o opens one alone.` : "", postponed ? "" : "z takes it back."].filter(Boolean).join(" ");
    if (left === 0) return this.leave(said);
    this.draw();
    notice(said);
    this.focus(this.waiting()[0]);
  }

  // Others get nothing of what is on the screen while somebody works on it.
  keepHeld() {
    if (Date.now() - this.held < (1000 * this.me.lease_seconds) / 3) return;
    this.held = Date.now();
    call("POST", this.place, {}).catch(() => {});
  }

  move(direction) {
    const list = this.waiting(), at = list.findIndex((c) => c.element.contains(document.activeElement));
    this.focus(list[Math.min(list.length - 1, Math.max(0, at + direction))]);
  }

  // True when the key was for the field.
  fieldKey(event, row) {
    if (row.completion?.key(event)) return true;
    if (event.altKey && /^[1-9]$/.test(event.key)) return this.form.takeAlternative(row.name, Number(event.key) - 1);
    if (event.key === "Enter") this.act("send");
    else if (event.key === "Escape" || event.key === "ArrowDown") this.move(0);
    else return false;
    return true;
  }

  help() {
    showHelp(GROUP_KEYS);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || asking() || this.waiting().length === 0) return;
    this.keepHeld();
    const row = this.form?.rows[event.target.dataset?.field];
    if (row) {
      if (this.fieldKey(event, row)) event.preventDefault();
      return;
    }
    if (event.altKey || (event.key === "Enter" && ["BUTTON", "A"].includes(event.target.tagName))) return;
    const typed = this.form?.list()[Number(event.key) - 1];
    const action = this.actions().find((a) => ACTIONS[a][1] === event.key);
    const act = {ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), "?": () => this.help(), h: () => { location.hash = "#/groups"; },
      "*": () => this.all(), o: () => this.alone(), z: () => this.undo()}[event.key] || (typed && (() => typed.input.focus())) || (action && (() => this.act(action)));
    if (!act) return;
    event.preventDefault();
    act();
  }

  alone() {
    this.waiting().find((c) => c.element.contains(document.activeElement))?.alone.click();
  }

  all() {
    const some = this.waiting().filter((c) => c.together), to = !some.every((c) => c.chosen);
    for (const card of some) card.chosen = card.box.checked = to;
    this.count();
  }

  async undo() {
    if (!undoable()) return notice("There is no answer for a group to take back.");
    const said = await takeBackLast();
    await this.start();
    notice(said);
  }
}
