// The documents, newest first: all, those with open questions, those of a client; and reports that are handed in.

import {call, get} from "/api.js";
import {Completion} from "/complete.js";
import {el, main, notice, replace} from "/dom.js";
import {findClients} from "/head_form.js";
import {localTime} from "/words.js";

const PAGE = 50;
const LOOK_MS = 3000, LOOKS = 100; // for a report that was handed in

function line(d) {
  const state = d.done_by ? `done by ${d.done_by}` : d.open_items ? `${d.open_items} open` : "nothing open";
  return el("tr", {class: d.open_items ? "open" : ""}, el("td", {}, el("a", {href: `#/document/${d.id}`, "data-document": String(d.id)}, d.file || `Document ${d.id}`)),
    el("td", {}, d.client || "(none)"), el("td", {}, localTime(d.created_at)), el("td", {class: "number"}, d.pages), el("td", {class: "number"}, d.rows), el("td", {class: "state"}, state));
}

class Documents {
  constructor(me) {
    this.client = el("input", {id: "filter-client", spellcheck: "false"});
    this.completion = new Completion(this.client, findClients, () => this.load());
    this.client.addEventListener("keydown", (event) => {
      if (this.completion.key(event)) event.preventDefault();
      else if (event.key === "Enter") this.load();
    });
    this.open = el("input", {id: "filter-open", type: "checkbox", onchange: () => this.load()});
    this.body = el("tbody", {});
    this.more = el("button", {type: "button", hidden: true, onclick: () => this.load(true)}, "Older ones");
    this.none = el("p", {class: "soft", role: "status"});
    const heads = [["File"], ["Client"], ["Read"], ["Pages", "number"], ["Rows read", "number"], ["State"]];
    this.element = el("div", {class: "office"}, el("div", {class: "head"}, el("h1", {}, "Documents")),
      el("div", {class: "filters"}, el("div", {}, el("label", {for: "filter-client"}, "Client"), el("div", {class: "entry"}, this.client, this.completion.list)),
        el("label", {class: "check"}, this.open, " only with open questions"), me.can.includes("upload") ? handIn() : null),
      el("section", {class: "panel", "aria-label": "Documents"},
        el("table", {class: "list"}, el("thead", {}, el("tr", {}, heads.map(([text, kind]) => el("th", {scope: "col", class: kind}, text)))), this.body), this.none),
      el("p", {}, this.more));
    this.body.addEventListener("keydown", (event) => this.key(event));
  }

  async load(more = false) {
    const query = {limit: String(PAGE), ...(this.client.value.trim() ? {client: this.client.value.trim()} : {}), ...(this.open.checked ? {open: "true"} : {}),
      ...(more ? {after: this.next} : {})};
    const found = await get(`/documents?${new URLSearchParams(query)}`);
    const lines = found.documents.map(line);
    if (more) this.body.append(...lines);
    else replace(this.body, lines);
    this.next = found.next;
    this.more.hidden = !found.next;
    this.none.textContent = this.body.children.length ? "" : "There is no such document.";
  }

  // Arrows go from document to document.
  key(event) {
    const direction = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!direction) return;
    const links = [...this.body.querySelectorAll("a")];
    links[links.indexOf(document.activeElement) + direction]?.focus();
    event.preventDefault();
  }
}

// Waits until the report was read; the page may be left meanwhile.
async function follow(sha256, say) {
  for (let looks = 0; looks < LOOKS && say.isConnected; ++looks) {
    const {documents} = await get(`/documents?${new URLSearchParams({sha256})}`);
    if (documents.length) return replace(say, el("a", {href: `#/document/${documents[0].id}`}, `${documents[0].file} is read`));
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function handIn() {
  const list = el("ul", {class: "handed"}), client = el("input", {id: "upload-client", spellcheck: "false"}), completion = new Completion(client, findClients);
  client.addEventListener("keydown", (event) => {
    if (completion.key(event)) event.preventDefault();
  });
  const files = el("input", {id: "upload-files", type: "file", multiple: true, accept: ".pdf,image/*"});
  const send = async (file) => {
    const say = el("li", {}, `${file.name} is being sent ...`);
    list.append(say);
    try {
      const query = new URLSearchParams({client: client.value.trim(), file: file.name});
      const put = await call("POST", `/documents?${query}`, await file.arrayBuffer(), "application/octet-stream");
      say.textContent = put.known ? `${file.name} is here already` : `${file.name} waits to be read`;
      await follow(put.sha256, say);
    } catch (error) {
      say.textContent = `${file.name}: ${error.message}`;
    }
  };
  return el("details", {class: "hand-in"}, el("summary", {}, "Hand reports in"), el("div", {class: "filters"},
    el("div", {}, el("label", {for: "upload-client"}, "Of the client"), el("div", {class: "entry"}, client, completion.list)),
    el("div", {}, el("label", {for: "upload-files"}, "PDF or pictures"), files),
    el("button", {type: "button", class: "main", onclick: () => { for (const file of files.files) send(file); files.value = ""; }}, "Hand in")), list);
}

export async function showDocuments(me) {
  const page = new Documents(me);
  replace(main(), page.element);
  await page.load();
  notice("");
  (page.body.querySelector("a") || page.client).focus();
}
