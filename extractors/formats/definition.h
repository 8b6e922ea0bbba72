// Lab formats: how one laboratory prints one kind of report, as somebody who knows the laboratory wrote it down.
//
// Plain values; lab_formats/format.schema.json defines the file, docs/lab-formats.md explains it. A definition may have
// versions (layouts of the same report); each is a Definition of its own here, with an id "<id>/<version>".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extractors/fields/date.h"
#include "extractors/fields/number.h"
#include "model/geometry.h"
#include "terminology/vocabulary.h"

namespace labintake::formats {

// Words of a line, or an expression over the folded line (phrase.h).
struct Phrase {
  std::string text;
  bool regex = false;
};

enum class Place { kBody, kTop, kFoot, kAnywhere };

// As definitions name it; "" for what is none.
constexpr const char* ToString(Place place) {
  switch (place) {
    case Place::kBody: return "body";
    case Place::kTop: return "top";
    case Place::kFoot: return "foot";
    case Place::kAnywhere: return "anywhere";
  }
  return "";
}

// A phrase of a fingerprint.
struct Mark {
  Phrase phrase;
  Place place = Place::kBody;
};

struct Fingerprint {
  std::vector<Mark> must, one_of, must_not;
  bool table = true;  // one of the tables has to be found
};

struct HeaderField {
  std::string field;  // "collected"; the schema lists them
  std::vector<std::string> labels;
  bool below = false;         // the value stands below the label
  std::string pattern;        // RE2 with one group; "" for none
  std::string constant;       // what every such report has
  Box region = {0, 0, 1, 1};  // label and value lie in it; shares of the page's width and height
};

struct ColumnRule {
  terminology::ColumnRole role = terminology::ColumnRole::kName;
  std::vector<Phrase> heads;       // empty: no head
  std::optional<double> from, to;  // shares of the page's width
  std::string unit;
};

struct TableRule {
  std::string name;
  std::vector<ColumnRule> columns;  // from left to right
  int head_lines = 2;
  std::vector<Phrase> after, until, skip, sections;
  std::vector<std::string> marks;  // words that are left out
  std::string panel;
  bool head_is_panel = false;
  std::string unit;
  bool continues = true;
};

struct LinePattern {
  std::string name;
  std::string pattern;  // RE2 with groups name, value, unit, range, flag
  double from = 0, to = 1;
  std::string panel, unit;
};

struct PageRule {
  std::vector<Phrase> when;
  bool again = false;  // results that were printed before; else the page has none
};

struct ReviewRule {
  bool all = false;
  std::vector<Phrase> names;
  std::vector<std::string> fields;
  std::string because;
};

struct Definition {
  std::string id;    // "uz-gent", "uz-gent/2019"
  std::string file;  // where it was read, as its folder was named: "formats/uz-gent.yaml"
  std::string hash;  // of what the file says; an edited definition has another
  std::string lab, title;
  std::vector<std::string> rests_on;
  bool verified = true;
  std::string language;
  Fingerprint fingerprint;
  fields::DecimalMark decimal = fields::DecimalMark::kUnknown;
  std::optional<fields::DateOrder> dates;
  std::vector<HeaderField> header;
  std::vector<TableRule> tables;
  std::vector<LinePattern> lines;
  std::vector<PageRule> pages;
  std::vector<Phrase> ignore;
  bool general_elsewhere = true;
  bool flags_from_range = false;
  std::map<std::string, std::string> names;  // printed name -> id of an analyte
  ReviewRule review;
};

}  // namespace labintake::formats
