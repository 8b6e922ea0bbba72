// What a document shows of its laboratory's form, as far as a program can tell: the makings of a lab format for the
// person who writes it. Nothing in it is a patient's: labels without their values, phrases without figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace labintake {

struct SketchColumn {
  std::string role;                // as definitions name it: "name", "result", ...
  std::string head;                // as printed; "" for a column without a head
  bool dated = false;              // the head is a date; another report has another
  bool known = true;               // the head is in the vocabulary
  std::string unit;                // of all results, from the head
  std::optional<double> from, to;  // shares of the page's width, where results slide
};

struct SketchTable {
  int page = 0;
  int head_lines = 1;
  bool head_is_panel = false;  // the words over the names are a panel's title
  std::vector<SketchColumn> columns;
};

// A phrase by which a report may be known again.
struct SketchPhrase {
  std::string text;
  std::string place;  // "top", "body", "foot"
  bool lab = false;   // the name of an organisation
};

struct SketchField {
  std::string field;  // of the header: "collected"
  std::string label;
  bool below = false;  // the value stands below the label
};

struct DocumentSketch {
  std::string language;  // ISO 639-1; "" unknown
  std::string decimal;   // "point", "comma", "" unknown
  std::string dates;     // "day-first", "month-first", "" unknown
  std::string title;     // what the report calls itself; "" unknown
  std::vector<SketchPhrase> phrases;
  std::vector<SketchField> header;
  std::vector<SketchTable> tables;    // each form once, in the order of the pages
  std::vector<std::string> sections;  // headings over rows
};

}  // namespace labintake
