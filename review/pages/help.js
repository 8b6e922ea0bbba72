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
  ["r", "Take back the answer that is shown"],
  ["b", "Look at my answers"],
  ["o", "Open the document"],
  ["+ −", "Larger, smaller"],
  ["0", "As wide as the window"],
  ["Shift ← ↑ → ↓", "Move the page"],
  ["[ ]", "Page before, next page"],
  ["h", "Back to the queue"],
  ["?", "This list"],
];

export const DOCUMENT_KEYS = [
  ["↓ ↑", "Next, previous row"],
  ["j k", "Next, previous open row"],
  ["Enter", "Open the question of the row"],
  ["e", "Correct the row"],
  ["n", "Add a row; on a line of the page, with the line's place"],
  ["draw a box", "Add the row in it, which is read at once"],
  ["t", "Enter a whole report, with templates"],
  ["g", "Mend the head of the report"],
  ["m", "Move to another client"],
  ["w", "Work through the questions of this document"],
  ["d", "The document is done"],
  ["f", "Show rows, what is open, every line"],
  ["Enter ↓ ↑", "In a report: next, previous value"],
  ["5.6h", "In a value: the value and its flag"],
  ["Alt t", "In a report: another template"],
  ["Ctrl Enter", "In a report: send it"],
  ["Esc", "Leave the form; a report is kept for later"],
  ["+ − 0", "Larger, smaller, as wide as the window"],
  ["[ ]", "Page before, next page"],
  ["Shift ← ↑ → ↓", "Move the page"],
  ["h", "Back to the documents"],
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

// `keys`: [keys, what they do].
export function showHelp(keys = KEYS) {
  const dialog = document.getElementById("help");
  replace(dialog, el("h2", {id: "help-title"}, "Keys"),
    el("table", {}, el("tbody", {}, keys.map(([key, what]) => el("tr", {}, el("td", {}, kbd(key)), el("td", {}, what))))),
    el("form", {method: "dialog"}, el("button", {class: "main", autofocus: true}, "Close")));
  dialog.showModal();
}
