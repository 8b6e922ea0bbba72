// What waits, by laboratory, reason, kind and age; where work begins.

import {get} from "/api.js";
import {el, main, notice, replace} from "/dom.js";

const AGES = {hour: "last hour", day: "last day", week: "last week", older: "older"};

function group(title, counts, key, begin, names = {}) {
  const entries = Object.entries(counts || {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return null;
  return el("section", {}, el("h2", {}, title), el("table", {class: "list"}, el("tbody", {}, entries.map(([name, n]) =>
    el("tr", {}, el("td", {}, names[name] || name || "(none)"), el("td", {}, String(n)),
      el("td", {}, key ? el("button", {onclick: () => begin({[key]: name}), "aria-label": `Work on these: ${names[name] || name || "none"}`}, "Work on these") : null))))));
}

export async function showQueue(begin) {
  const counts = await get("/items/counts");
  replace(main(), el("h1", {}, "What waits"),
    el("ul", {class: "counts"}, [["open", counts.open], ["held by you", counts.mine], ["asked of you", counts.asked], ["postponed", counts.postponed]]
      .map(([what, n]) => el("li", {}, el("b", {}, String(n ?? 0)), what))),
    el("p", {}, el("button", {class: "main", id: "begin", disabled: !counts.open && !counts.asked, onclick: () => begin({})}, "Begin")),
    group("By laboratory", counts.by_lab, "lab", begin), group("By reason", counts.by_reason, "reason", begin),
    group("By kind", counts.by_kind, "kind", begin), group("By client", counts.by_client, "client", begin), group("By age", counts.by_age, null, begin, AGES));
  notice("");
  document.getElementById("begin").focus();
}

export async function showAnswers(open) {
  const {answers} = await get("/me/answers?limit=50");
  replace(main(), el("h1", {}, "Your last answers"), answers.length === 0 ? el("p", {}, "None yet.") : el("table", {class: "list"},
    el("thead", {}, el("tr", {}, ["When", "Answer", "Fields", ""].map((t) => el("th", {}, t)))),
    el("tbody", {}, answers.map((a) => el("tr", {}, el("td", {}, a.at.replace("T", " ").replace("Z", "")), el("td", {}, a.action),
      el("td", {}, Object.entries(a.fields || {}).map(([k, v]) => `${k}: ${v || "(nothing)"}`).join(", ")),
      el("td", {}, el("button", {onclick: () => open(a.item)}, "Open")))))));
  main().focus();
}
