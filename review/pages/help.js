import {el, kbd, replace} from "/dom.js";

const KEYS = [
  ["Enter", "Accept; in a field: send what is typed"],
  ["1 … 6", "Go to name, value, unit, range, flag, analyte"],
  ["Alt 1 … 9", "In a field: take this alternative"],
  ["↓ ↑ Enter", "In unit, analyte: choose from the list"],
  ["Alt x …", "In a field: the answer of that letter"],
  ["Esc", "Leave the field; close"],
  ["x", "Not a result"],
  ["u", "Unreadable"],
  ["c", "Nothing in the catalogue (names)"],
  ["p", "Postpone for an hour"],
  ["a", "Ask a colleague"],
  ["z", "Undo my last answer"],
  ["b", "Look at my answers"],
  ["+ −", "Larger, smaller"],
  ["[ ]", "Page before, next page"],
  ["h", "Back to the queue"],
  ["?", "This list"],
];

export function showHelp() {
  const dialog = document.getElementById("help");
  replace(dialog, el("h2", {id: "help-title"}, "Keys"),
    el("table", {}, el("tbody", {}, KEYS.map(([keys, what]) => el("tr", {}, el("td", {}, kbd(keys)), el("td", {}, what))))),
    el("form", {method: "dialog"}, el("button", {class: "main", autofocus: true}, "Close")));
  dialog.showModal();
}
