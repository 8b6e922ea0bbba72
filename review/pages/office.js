// The pages around the work: groups, the lead's page and lists, people, the audit log, one's own account.

import {AccountPage} from "/account.js";
import {AuditPage} from "/audit.js";
import {el} from "/dom.js";
import {GroupPage} from "/group.js";
import {GroupsPage} from "/groups.js";
import {LeadPage} from "/lead.js";
import {ListPage} from "/list.js";
import {PeoplePage} from "/people.js";

// By the word in the address: what a person has to be allowed, and the page.
const PAGES = {
  groups: ["decide", () => new GroupsPage(said())],
  group: ["decide", (me, rest) => new GroupPage(me, decodeURIComponent(rest), (said) => { saidBefore = said; location.hash = "#/groups"; })],
  lead: ["figures", () => new LeadPage()],
  list: ["figures", (me, rest) => new ListPage(rest)],
  people: ["users", () => new PeoplePage()],
  audit: ["audit", () => new AuditPage()],
  account: [null, (me) => new AccountPage(me)],
};
const LINKS = [["groups", "Groups"], ["lead", "Lead"], ["people", "People"], ["audit", "Audit"]];

// What a group's page has to say on the next one.
let saidBefore = "";

function said() {
  const text = saidBefore;
  saidBefore = "";
  return text;
}

const may = (me, page) => PAGES[page][0] === null || me.can.includes(PAGES[page][0]);

export const officeLinks = (me) => LINKS.filter(([page]) => may(me, page)).map(([page, text]) => el("a", {href: `#/${page}`}, text));

// The page of this address, to be started; null where it is not one of these, or not for this person.
export const officePage = (me, page, rest) => (Object.hasOwn(PAGES, page) && may(me, page) ? PAGES[page][1](me, rest) : null);

// Which link of the bar leads to what is shown.
export function markHere(bar) {
  const here = `#/${(location.hash.split("/")[1] || "").replace(/^list$/, "lead").replace(/^group$/, "groups").replace(/^item$/, "work").replace(/^document$/, "documents")}`;
  for (const link of bar.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
