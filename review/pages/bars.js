// Counts by name as a table with bars.

import {el} from "/dom.js";
import {counted} from "/words.js";

const MOST_ROWS = 8;

// `words(name)`: what a name is called; `link(name)`: an address, or `act`: {text, run(name)}, for each; `order`: names in the order in which they are
// listed, else the biggest first.
export function bars(title, counts, {words = (name) => name, link = null, act = null, order = null, empty = "Nothing waits."} = {}) {
  const entries = Object.entries(counts || {}).filter(([, n]) => n > 0)
    .sort(order ? (a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) : (a, b) => b[1] - a[1]);
  const most = Math.max(1, ...entries.map(([, n]) => n));
  const row = ([name, n]) => {
    const bar = el("span", {class: "bar"});
    bar.style.width = `${(100 * n) / most}%`;
    const text = words(name) || "(not printed)";
    return el("tr", {}, el("th", {scope: "row"}, link ? el("a", {href: link(name)}, text) : text), el("td", {class: "number"}, n.toLocaleString("en")),
      el("td", {class: "line", "aria-hidden": "true"}, bar),
      act ? el("td", {class: "act"}, el("button", {class: "small", onclick: () => act.run(name)}, act.text, el("span", {class: "hidden"}, `: ${text}`))) : null);
  };
  const table = (some) => el("table", {class: "bars"}, el("tbody", {}, some.map(row)));
  const rest = entries.length - MOST_ROWS;
  return el("section", {class: "panel"}, el("h2", {}, title), entries.length === 0 ? el("p", {class: "soft"}, empty) : table(entries.slice(0, MOST_ROWS)),
    rest > 0 ? el("details", {}, el("summary", {}, counted(rest, "other")), table(entries.slice(MOST_ROWS))) : null);
}
