// Who is here, and which page is shown: #/ the queue, #/work the questions, #/item/ID one of them, #/answers one's own answers,
// #/documents the documents, #/document/N one of them, #/document/N/row/ID a row of it, .../item/ID a question, .../work all.
// office.js has the pages around the work.

import {leavePage, onSignedOut, signIn, signOff, whoAmI} from "/api.js";
import {DocumentPage} from "/document.js";
import {showDocuments} from "/documents.js";
import {el, main, notice, replace} from "/dom.js";
import {draftsOf, sendDrafts} from "/drafts.js";
import {showHelp} from "/help.js";
import {IdleWatch} from "/idle.js";
import {markHere, officeLinks, officePage} from "/office.js";
import {showAnswers, showQueue} from "/queue.js";
import {Work} from "/work.js";

const LEAVE_MS = 3000;

let me = null;
let work = null;
let filter = {};
let idle = null;

function drawBar() {
  const bar = document.getElementById("bar");
  if (!me) return replace(bar);
  replace(bar, el("strong", {}, "labintake"), el("nav", {"aria-label": "Pages"}, el("a", {href: "#/"}, "Queue"),
    me.can.includes("decide") ? el("a", {href: "#/work"}, "Work") : null, el("a", {href: "#/documents"}, "Documents"),
    me.can.includes("decide") ? el("a", {href: "#/answers"}, "My answers") : null, officeLinks(me)),
  el("span", {class: "who"}, el("button", {onclick: () => (work?.help ? work.help() : showHelp())}, "Keys", el("kbd", {}, "?")), el("a", {href: "#/account"}, `${me.name} (${me.role})`),
    el("button", {onclick: async () => { await leave(); history.replaceState(null, "", "#/"); route(); }}, "Sign off")));
  markHere(bar);
}

// What is typed goes to the server first, where there is one.
async function leave() {
  const enough = new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
  await Promise.race([Promise.resolve(work?.save?.()).catch(() => {}), enough]);
  work?.close();
  work = null;
  await signOff().catch(() => {});
  enter(null);
}

function enter(person) {
  me = person;
  idle?.stop();
  idle = me && new IdleWatch(me.idle_seconds, async () => {
    const minutes = Math.round(me.idle_seconds / 60);
    await leave();
    drawBar();
    signInPage(`You were signed off after ${minutes} ${minutes === 1 ? "minute" : "minutes"} without a key. What you had typed is kept.`);
  });
}

function signInPage(message = "") {
  const name = el("input", {id: "name", autocomplete: "username", required: true}),
    password = el("input", {id: "password", type: "password", autocomplete: "current-password", required: true}),
    problem = el("p", {class: "error", role: "alert"}, message);
  replace(main(), el("section", {class: "card"}, el("h1", {}, "labintake review"), el("form", {onsubmit: async (event) => {
    event.preventDefault();
    try {
      const person = await signIn(name.value, password.value);
      draftsOf(person.name);
      await sendDrafts();
      enter(person);
      route();
    } catch (error) {
      problem.textContent = error.status ? error.message : "The server does not answer; try again.";
      password.value = "";
      password.focus();
    }
  }}, el("label", {for: "name"}, "Name"), name, el("label", {for: "password"}, "Password"), password, problem, el("button", {class: "main"}, "Sign in"))));
  name.focus();
}

const go = (to = "") => { location.hash = `#/${to}`; };

async function route() {
  leavePage();
  work?.close();
  work = null;
  drawBar();
  if (!me) return signInPage();
  const [, page, rest, part, id] = (location.hash || "#/").split("/");
  try {
    if (page === "document" && (part === "work" || part === "item")) {
      const item = part === "item" ? decodeURIComponent(id) : null;
      work = new Work(me, {document: Number(rest)}, (to) => go(to || `document/${rest}${item ? `/row/${id}` : ""}`), part === "item");
      await work.start(item);
    } else if (page === "document") {
      work = new DocumentPage(me, Number(rest), go);
      await work.start(part === "row" ? decodeURIComponent(id) : "");
    } else if (page === "documents") {
      await showDocuments(me);
    } else if (page === "work" || page === "item") {
      work = new Work(me, filter, go);
      await work.start(page === "item" ? decodeURIComponent(rest) : null);
    } else if ((work = officePage(me, page, rest || ""))) {
      await work.start();
    } else if (page === "answers") {
      await showAnswers((item) => { location.hash = `#/item/${encodeURIComponent(item)}`; });
    } else {
      await showQueue(me.can.includes("decide") ? (chosen) => { filter = chosen; location.hash = "#/work"; } : null);
    }
  } catch (error) {
    if (error.status !== 401) notice(error.message);
  }
}

onSignedOut(() => {
  if (!me) return;
  enter(null);
  work?.close();
  work = null;
  drawBar();
  signInPage("You were signed off. What you had typed is kept.");
});
window.addEventListener("hashchange", route);
document.addEventListener("keydown", (event) => {
  if (event.key === "?" && me && !work?.key && !["INPUT", "TEXTAREA"].includes(event.target.tagName)) showHelp();
});

try {
  const person = await whoAmI();
  draftsOf(person.name);
  enter(person);
} catch {
  enter(null);
}
route();
