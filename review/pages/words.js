// What codes of the server are called on the pages.

const REASONS = {
  "flag-disagrees": "Flag against the value", "unit-missing": "No unit", "unit-unknown": "Unknown unit", "units-differ": "Two units",
  "value-unparsed": "Result not understood", "value-missing": "No result", "value-ambiguous": "Which result is the current one",
  "range-unparsed": "Range not understood", "range-banded": "Several ranges", "name-doubtful": "Name in doubt", "text-left-over": "Words left over",
  "column-unclear": "Column unclear", "decimal-mark-doubtful": "Decimal or thousands mark", "low-confidence": "Read with little confidence",
  "duplicate-differs": "Printed twice, differently", "patient-differs": "Another patient", "page-unreadable": "Page unreadable",
  "unread-lines": "Line that was not read", "analyte-unknown": "Unknown name", "analyte-ambiguous": "Name with several meanings",
  "name-misspelt": "Name spelt a little differently", "unit-unfit": "Unit does not fit", "not-converted": "No conversion",
  "value-implausible": "Implausible value", "power-of-ten": "Off by a power of ten", "identity-fails": "Sums do not agree",
  "units-disagree": "Two units that disagree", "dates-disordered": "Dates out of order", "history-breaks": "Against earlier results",
  "policy-review": "Always reviewed", "format-unclear": "Lab format unclear", "seen-by-one-reader": "Seen by one reader only",
  "audit-sample": "Audit sample", patient: "Which patient",
};

export const KINDS = {row: "Row", "unread-line": "Line that was not read", document: "Report as a whole", name: "Name"};
export const AGES = {hour: "Last hour", day: "Last day", week: "Last week", older: "Older"};
export const PRIORITIES = {2: "Urgent", 1: "Sooner", 0: "Usual", "-1": "Later"};
export const FIELD_WORDS = {name: "name", value: "value", unit: "unit", range: "range", flag: "flag", analyte: "analyte"};

// A code that has no words here is still readable.
export const reasonWords = (code) => REASONS[code] || (code ? code[0].toUpperCase() + code.slice(1).replaceAll("-", " ") : "Nothing in particular");

export const counted = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

// A time of the server (UTC) in the reader's own zone; "" stays "".
export function localTime(utc) {
  if (!utc) return "";
  const at = new Date(utc), two = (n) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

// How long ago, in the one unit that says most: "3 days".
export function age(utc, now = Date.now()) {
  const minutes = Math.max(0, Math.round((now - Date.parse(utc)) / 60_000));
  if (minutes === 0) return "just now";
  if (minutes < 60) return counted(minutes, "minute");
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), "hour");
  return counted(Math.floor(minutes / (24 * 60)), "day");
}
