// The same doubt across documents: which groups there are. group.js shows one of them.

import {get} from "/api.js";
import {asking} from "/dialog.js";
import {el, focusMain, kbd, main, notice, replace} from "/dom.js";
import {takeBackLast, undoable} from "/group_undo.js";
import {GROUP_KEYS, showHelp} from "/help.js";
import {counted, reasonWords} from "/words.js";

const BY = [
  ["name", "New names", "Spellings that seem to mean the same analyte", "No two new names seem to mean the same."],
  ["reading", "Doubtful readings", "Cells with the same doubt that were read as the same text", "No two cells share a doubt and a reading."],
  ["unit", "Unknown units", "Rows with the same unit that is not known or does not fit", "No unknown unit is printed twice."],
];

export class GroupsPage {
  // `said`: what the page before has done, for the person to read here.
  constructor(said = "") {
    this.said = said;
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
  }

  close() {
    document.removeEventListener("keydown", this.keys);
  }

  async start() {
    const lists = await Promise.all(BY.map(([by]) => get(`/groups?by=${by}&limit=50`)));
    replace(main(), el("div", {class: "office"}, el("div", {class: "head"}, el("h1", {}, "The same doubt in several documents"),
      el("p", {class: "soft"}, "Looked at together, answered with one word. ", kbd("↓"), " ", kbd("Enter"))),
    BY.map(([, title, about, none], i) => this.section(title, about, none, lists[i].groups))));
    notice(this.said);
    const first = main().querySelector("a.group");
    if (first) first.focus();
    else focusMain();
  }

  section(title, about, none, groups) {
    return el("section", {class: "panel"}, el("h2", {}, title, " ", el("span", {class: "soft"}, groups.length === 0 ? "" : counted(groups.length, "group"))),
      groups.length === 0 ? el("p", {class: "soft"}, none) : [el("p", {class: "soft"}, about), el("table", {class: "list even"}, el("thead", {},
        el("tr", {}, [["As read"], ["Doubt"], ["Rows", "number"], ["Documents", "number"], ["Laboratories"]].map(([t, kind]) => el("th", {scope: "col", class: kind}, t)))),
      el("tbody", {}, groups.map((g) => el("tr", {},
        el("td", {class: "printed"}, el("a", {class: "group", href: `#/group/${encodeURIComponent(g.id)}`}, g.by === "name" ? g.candidates[0]?.name || g.text : g.text)),
        el("td", {}, reasonWords(g.reason)), el("td", {class: "number"}, String(g.count)), el("td", {class: "number"}, String(g.documents)),
        el("td", {}, g.labs.join(", ") || "(not printed)")))))]);
  }

  help() {
    showHelp(GROUP_KEYS);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || asking() || ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName)) return;
    const links = [...main().querySelectorAll("a.group")], at = links.indexOf(document.activeElement);
    const act = {ArrowDown: () => links[Math.min(links.length - 1, at + 1)]?.focus(), ArrowUp: () => links[Math.max(0, at - 1)]?.focus(),
      "?": () => this.help(), h: () => { location.hash = "#/"; }, z: () => this.undo()}[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  async undo() {
    if (!undoable()) return notice("There is no answer for a group to take back.");
    this.said = await takeBackLast();
    await this.start();
  }
}
