// The lead's page: what waits and for how long, who holds what, how far second keys agree, what the audit found, and what
// people put right again and again.

import {call, get} from "/api.js";
import {bars} from "/bars.js";
import {el, focusMain, main, notice, replace} from "/dom.js";
import {AGES, FIELD_WORDS, KINDS, PRIORITIES, age, counted, localTime, reasonWords} from "/words.js";

const percent = (share) => (100 * share).toLocaleString("en", {minimumFractionDigits: 1, maximumFractionDigits: 1});

export const listAddress = (filter) => `#/list/${new URLSearchParams(filter)}`;

// A share with its interval, as words and as a line from 0 to 100 %.
function share(title, figure, {of, note, none}) {
  const panel = [el("h2", {}, title)];
  if (figure.share === null) {
    panel.push(el("p", {class: "soft"}, none));
  } else {
    const low = el("span", {class: "interval"}), point = el("span", {class: "point"});
    low.style.left = `${100 * figure.low}%`;
    low.style.width = `${Math.max(0.5, 100 * (figure.high - figure.low))}%`;
    point.style.left = `${100 * figure.share}%`;
    panel.push(el("p", {class: "share"}, el("b", {}, `${percent(figure.share)} %`), ` ${figure.count.toLocaleString("en")} of ${counted(figure.of, of)}`),
      el("div", {class: "scale", "aria-hidden": "true"}, low, point),
      el("p", {class: "soft"}, `With 95 % certainty between ${percent(figure.low)} and ${percent(figure.high)} %.`));
  }
  if (note) panel.push(el("p", {class: "soft"}, note));
  return el("section", {class: "panel"}, panel);
}

function agreementByPerson(people) {
  if (people.length === 0) return null;
  return el("details", {}, el("summary", {}, "By person"), el("table", {class: "list"}, el("thead", {}, el("tr", {}, ["Who", "Agree", "Interval"].map((t) =>
    el("th", {scope: "col"}, t)))), el("tbody", {}, people.map((p) => el("tr", {}, el("td", {}, p.name),
    el("td", {}, `${p.agreement.count} of ${p.agreement.of} (${percent(p.agreement.share)} %)`),
    el("td", {}, `${percent(p.agreement.low)} to ${percent(p.agreement.high)} %`))))));
}

export class LeadPage {
  async start() {
    this.figures = await get("/figures");
    this.draw();
    focusMain();
  }

  close() {}

  async release(items, name) {
    for (const item of items) await call("DELETE", `/items/${encodeURIComponent(item)}/claim`);
    this.figures = await get("/figures");
    this.draw();
    notice(`${counted(items.length, "item")} of ${name} can be given to others; what ${name} has typed is kept.`);
    document.getElementById("holders").focus();
  }

  holders() {
    const holders = this.figures.holders;
    return el("section", {class: "panel wide"}, el("h2", {id: "holders", tabindex: "-1"}, "Who holds what"),
      holders.length === 0 ? el("p", {class: "soft"}, "Nobody holds anything, and nobody has answered today.")
        : el("table", {class: "list"}, el("thead", {}, el("tr", {}, [["Who"], ["Answers today", "number"], ["Holds"], ["Until"], [""]].map(([t, kind]) => el("th", {scope: "col", class: kind}, t)))),
          el("tbody", {}, holders.map((h) => el("tr", {}, el("td", {}, h.name), el("td", {class: "number"}, String(h.answers_today)),
            el("td", {}, h.holds === 0 ? "nothing" : el("details", {}, el("summary", {}, counted(h.holds, "item")), el("ul", {class: "plain"}, h.items.map((item) =>
              el("li", {}, el("a", {href: `#/item/${encodeURIComponent(item)}`}, item), " ",
                el("button", {class: "small", onclick: () => this.release([item], h.name), "aria-label": `Release ${item}`}, "Release")))))),
            el("td", {}, localTime(h.until)),
            el("td", {class: "end"}, h.holds > 0 ? el("button", {class: "small", onclick: () => this.release(h.items, h.name)}, "Release all",
              el("span", {class: "hidden"}, ` of ${h.name}`)) : null))))));
  }

  corrections() {
    const list = this.figures.corrections;
    return el("section", {class: "panel wide"}, el("h2", {}, "Corrections that repeat"),
      list.length === 0 ? el("p", {class: "soft"}, "No correction was made twice at one laboratory.")
        : el("table", {class: "list"}, el("thead", {}, el("tr", {}, [["Laboratory"], ["Field"], ["The program read"], ["People typed"], ["Times", "number"], ["Examples"]].map(([t, kind]) =>
          el("th", {scope: "col", class: kind}, t)))), el("tbody", {}, list.map((c) => el("tr", {}, el("td", {}, c.lab || "(not printed)"), el("td", {}, FIELD_WORDS[c.field]),
          el("td", {class: "printed"}, c.machine || "(nothing)"), el("td", {class: "printed"}, c.corrected || "(nothing)"),
          el("td", {class: "number"}, String(c.count)), el("td", {}, c.examples.map((e, i) => [i > 0 ? ", " : null,
            el("a", {href: `#/item/${encodeURIComponent(e.item)}`}, `document ${e.document}`)]).flat()))))));
  }

  draw() {
    const f = this.figures, queue = f.queue;
    const held = f.holders.reduce((n, h) => n + h.holds, 0);
    const tiles = [[queue.open.toLocaleString("en"), "open"], [f.oldest_at ? age(f.oldest_at) : "-", "age of the oldest"], [String(held), "held"],
      [String(queue.asked), "asked of you"], [String(queue.postponed), "postponed"], [String(f.second_keys.waiting), "second keys due"],
      [String(f.audit_sample.open), "audits open"]];
    replace(main(), el("div", {class: "office"},
      el("div", {class: "head"}, el("h1", {}, "The work"), el("p", {class: "soft"}, `As of ${localTime(f.at)}`),
        el("button", {id: "refresh", onclick: () => this.start().catch((error) => notice(error.message))}, "Look again"),
        el("a", {href: listAddress({state: "open"})}, "The list of what waits"), el("a", {href: listAddress({state: "decided"})}, "What was decided")),
      el("ul", {class: "counts"}, tiles.map(([n, what]) => el("li", {}, el("b", {}, n), what))),
      el("div", {class: "panels"},
        share("Second keys that agree", f.second_keys.agreement, {of: "second key", none: "No item was keyed twice yet."}),
        share("Error of accepted rows", f.audit_sample.error, {of: "audited row", none: "No audited row was keyed yet.",
          note: "Rows that the program accepted by itself, drawn at random and keyed blind."}),
        bars("By age", queue.by_age, {words: (a) => AGES[a], order: Object.keys(AGES)}),
        bars("By priority", f.by_priority, {words: (p) => PRIORITIES[p], order: ["2", "1", "0", "-1"]}),
        bars("By laboratory", queue.by_lab, {link: (lab) => listAddress({lab})}),
        bars("By reason", queue.by_reason, {words: reasonWords, link: (reason) => listAddress({reason})}),
        bars("By kind", queue.by_kind, {words: (k) => KINDS[k], link: (kind) => listAddress({kind})}),
        bars("By client", queue.by_client, {words: (c) => c || "(no client)", link: (client) => listAddress({client})}),
        this.holders(), this.corrections(),
        f.second_keys.by_person.length ? el("section", {class: "panel wide"}, el("h2", {}, "Agreement of second keys"), agreementByPerson(f.second_keys.by_person)) : null)));
    notice("");
  }
}
