// What --help says at the end of the commands on the store.
#pragma once

namespace labintake::pipeline {

inline constexpr const char* kListHelp =
    "Examples:\n"
    "  labintake queue list --db lab.db\n"
    "  labintake queue list --db lab.db --state all --client C17 --format csv > queue.csv\n\n"
    "State all also shows withdrawn items: questions that a later run of the program asks no more.\n"
    "Exit codes: 0 done; 1 bad arguments; 4 the database cannot be used.";
inline constexpr const char* kShowHelp =
    "Example:\n"
    "  labintake queue show qexampleitem2 --db lab.db\n\n"
    "Exit codes: 0 done; 1 bad arguments or no such item; 4 the database cannot be used.";
inline constexpr const char* kExportHelp =
    "DIR gets items.jsonl (all that is known), answers.csv (the form to fill in) and a picture for each item. It must "
    "not hold\n"
    "an exported queue already. Fill in the columns action, by and, for edit, the fields; a field that is in doubt is "
    "left empty\n"
    "there. Empty cells of an edit mean \"as the machine read it\", a single - in unit, range or flag means \"nothing "
    "is printed\".\n"
    "In analyte put the id of the catalogue that says what the row or name measures (labintake catalog find), - for "
    "none "
    "of it.\n"
    "Leave the column reading as it is: it keeps an answer from being used for a row that was read anew since.\n\n"
    "Examples:\n"
    "  labintake queue export to-check --db lab.db\n"
    "  labintake queue export to-check --db lab.db --client C17 --password secret\n\n"
    "Exit codes: 0 done; 1 bad arguments; 2 some items have no picture; 4 the database cannot be used.";
inline constexpr const char* kDecideHelp =
    "FILE is the filled answers.csv, or JSON lines: {\"item\": ..., \"action\": ..., \"value\": ..., \"by\": ...}. "
    "Without FILE, one\n"
    "answer is given by --item, --action and the fields.\n"
    "Actions: accept, edit (needs a value), not-a-result, unreadable, postpone; for names accept with an analyte, "
    "no-analyte,\n"
    "postpone. Lines without an action are left out. Reading the same file twice does no harm. An item that has "
    "another "
    "answer\n"
    "is not changed without --reopen. Where an analyte is stated, the printed name is known from then on for the "
    "laboratory.\n\n"
    "Examples:\n"
    "  labintake queue decide to-check/answers.csv --db lab.db --by \"Ann Lee\"\n"
    "  labintake queue decide corrected.csv --db lab.db --reopen\n"
    "  labintake queue decide --item qexampleitem2 --action accept --analyte ferritin-serum --by Ann --db lab.db\n\n"
    "Exit codes: 0 all answers applied or known; 1 bad arguments or a file that cannot be read; 2 some answers could "
    "not be\n"
    "applied (each is named by its line; the others are); 4 the database cannot be used.";
inline constexpr const char* kCasesHelp =
    "Writes DIR/document-N/ with the report and expected.json for each document that has rows a person confirmed, and "
    "nothing\n"
    "that waits. Confirmed rows are expected as the person vouches for them; rows that only the program is sure of are "
    "not\n"
    "judged. These are patients' reports: keep them where the database is.\n\n"
    "Examples:\n"
    "  labintake queue cases cases --db lab.db --lab \"Northwind Laboratories\"\n"
    "  labintake formats test --samples cases\n\n"
    "Exit codes: 0 done; 1 bad arguments; 4 the database cannot be used.";
inline constexpr const char* kExportRowsHelp =
    "Rows that the program or a person is sure of; what a person decided comes before what the program read. In CSV a "
    "text that a\n"
    "spreadsheet would take for a formula gets an apostrophe in front; JSON lines hold every text as it is.\n\n"
    "Examples:\n"
    "  labintake export --db lab.db --format csv > results.csv\n"
    "  labintake export --db lab.db --format jsonl --client C17 --since 2024-05-01\n"
    "  labintake export --db lab.db --format jsonl --all\n\n"
    "Exit codes: 0 done; 1 bad arguments; 2 the output could not be written; 4 the database cannot be used.";

}  // namespace labintake::pipeline
