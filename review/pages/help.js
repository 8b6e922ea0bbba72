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

export const GROUP_KEYS = [
  ["↓ ↑", "List: next, previous group; in a group: next, previous row"],
  ["Enter", "List: open the group; in a field: send what is typed"],
  ["Space", "Take this row out of the group, or back in"],
  ["*", "All rows in, or all out"],
  ["o", "Open this row alone"],
  ["1 … 5", "Go to the fields"],
  ["Alt 1 … 9", "In a field: take this alternative"],
  ["x", "None of the chosen rows is a result"],
  ["u", "The chosen rows are unreadable"],
  ["c", "Nothing in the catalogue (names)"],
  ["p", "Postpone the chosen rows for an hour"],
  ["z", "Undo the last answer for a group"],
  ["Esc", "Leave the field"],
  ["h", "Back to the groups; from there to the queue"],
  ["?", "This list"],
];

export function showHelp(keys = KEYS) {
  const dialog = document.getElementById("help");
  replace(dialog, el("h2", {id: "help-title"}, "Keys"),
    el("table", {}, el("tbody", {}, keys.map(([key, what]) => el("tr", {}, el("td", {}, kbd(key)), el("td", {}, what))))),
    el("form", {method: "dialog"}, el("button", {class: "main", autofocus: true}, "Close")));
  dialog.showModal();
}
