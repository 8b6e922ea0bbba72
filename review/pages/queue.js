// What waits, by laboratory, reason, kind and age; where work begins.

import {get} from "/api.js";
import {bars} from "/bars.js";
import {el, focusMain, main, notice, replace} from "/dom.js";
import {AGES, KINDS, localTime, reasonWords} from "/words.js";

// `begin(filter)`: null where this person does not answer.
export async function showQueue(begin) {
  const counts = await get("/items/counts");
  const by = (key) => (begin ? {act: {text: "Work on these", run: (name) => begin({[key]: name})}} : {});
  replace(main(), el("div", {class: "office"},
    el("div", {class: "head"}, el("h1", {}, "What waits"),
      begin ? el("button", {class: "main", id: "begin", disabled: !counts.open && !counts.asked, onclick: () => begin({})}, "Begin") : null),
    el("ul", {class: "counts"}, [["open", counts.open], ["held by you", counts.mine], ["asked of you", counts.asked], ["postponed", counts.postponed]]
      .map(([what, n]) => el("li", {}, el("b", {}, (n ?? 0).toLocaleString("en")), what))),
    el("div", {class: "panels"},
      bars("By laboratory", counts.by_lab, by("lab")), bars("By reason", counts.by_reason, {words: reasonWords, ...by("reason")}),
      bars("By kind", counts.by_kind, {words: (k) => KINDS[k], ...by("kind")}), bars("By age", counts.by_age, {words: (a) => AGES[a], order: Object.keys(AGES)}),
      bars("By client", counts.by_client, {words: (c) => c || "(no client)", ...by("client")}))));
  notice("");
  (document.getElementById("begin") || main()).focus();
}

export async function showAnswers(open) {
  const {answers} = await get("/me/answers?limit=50");
  replace(main(), el("div", {class: "office"}, el("div", {class: "head"}, el("h1", {}, "Your last answers")),
    answers.length === 0 ? el("p", {class: "panel"}, "None yet.") : el("section", {class: "panel", "aria-label": "Answers"}, el("table", {class: "list"},
      el("thead", {}, el("tr", {}, ["When", "Document", "Answer", "Fields", ""].map((t) => el("th", {scope: "col"}, t)))),
      el("tbody", {}, answers.map((a) => el("tr", {}, el("td", {}, localTime(a.at)), el("td", {}, `${a.document}, page ${a.page}`), el("td", {}, a.action.replaceAll("-", " ")),
        el("td", {class: "printed"}, Object.entries(a.fields || {}).map(([k, v]) => `${k}: ${v || "(nothing)"}`).join(", ")),
        el("td", {class: "end"}, el("button", {class: "small", onclick: () => open(a.item)}, "Open", el("span", {class: "hidden"}, ` ${a.item}`))))))))));
  focusMain();
}
