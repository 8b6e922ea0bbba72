#include "extractors/formats/draft.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "extractors/formats/phrase.h"
#include "extractors/formats/yaml_text.h"

namespace labintake::formats {
namespace {

constexpr size_t kMostProposals = 6;  // further phrases, in comments
constexpr size_t kLongestList = 40;   // names of sections and units in one comment
// A date as heads of columns print it, over the folded head.
constexpr std::string_view kDateHead = R"(.*\d{1,4}[-./ ]+\w+[-./ ]+\d{2,4}.*)";

// Text of a document in a comment: no line of it may end the comment.
std::string OnOneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

std::string Listed(const std::vector<std::string>& texts) {
  std::string out;
  for (size_t i = 0; i < texts.size() && i < kLongestList; ++i) out += (i > 0 ? "; " : "") + OnOneLine(texts[i]);
  return out + (texts.size() > kLongestList ? "; ..." : "");
}

class Writer {
 public:
  Writer(std::string id, const Document& document, const std::vector<OtherDocument>& others)
      : id_(std::move(id)), document_(document), sketch_(*document.sketch), others_(others) {}

  Draft Write() {
    Line("# yaml-language-server: $schema=../format.schema.json");
    Line("# Drafted from one report: every line is a proposal. What the keys mean says docs/lab-formats.md.");
    WriteIdentity();
    WriteFingerprint();
    WriteHeader();
    WriteTables();
    return std::move(draft_);
  }

 private:
  void Line(const std::string& text) { draft_.yaml += text + "\n"; }

  void WriteIdentity() {
    const std::string lab = document_.reports.empty() ? "" : document_.reports.front().header.lab;
    Line("id: " + id_);
    Line("lab: " + YamlScalar(lab.empty() ? id_ : lab) + (lab.empty() ? "  # its name was not found" : ""));
    if (!sketch_.title.empty()) Line("title: " + YamlScalar(sketch_.title));
    const size_t pages = document_.pages.size();
    Line("rests_on: [" + YamlScalar("one report of " + std::to_string(pages) + (pages == 1 ? " page" : " pages")) +
         "]  # say which, and of when");
    if (!sketch_.language.empty()) Line("language: " + sketch_.language);
    if (!sketch_.decimal.empty()) Line("decimal: " + sketch_.decimal);
    if (!sketch_.dates.empty()) Line("dates: " + sketch_.dates);
  }

  std::vector<std::string> DocumentsWith(const SketchPhrase& phrase) const {
    const PhraseList one({Phrase{phrase.text, false}});
    std::vector<std::string> names;
    for (const OtherDocument& other : others_)
      if (std::any_of(other.lines.begin(), other.lines.end(), [&](const std::string& line) { return one.AnyIn(line); }))
        names.push_back(other.name);
    return names;
  }

  static std::string MarkOf(const SketchPhrase& phrase) {
    if (phrase.place == "body") return YamlScalar(phrase.text);
    return "{text: " + YamlScalar(phrase.text) + ", at: " + phrase.place + "}";
  }

  // The name of the laboratory, and what no other document has; the rest in comments.
  void WriteFingerprint() {
    Line("fingerprint:");
    Line("  must:");
    std::vector<const SketchPhrase*> rest;
    size_t chosen = 0;
    for (const SketchPhrase& phrase : sketch_.phrases) {
      const std::vector<std::string> with = DocumentsWith(phrase);
      if (with.empty() && chosen < 2) {
        Line("    - " + MarkOf(phrase));
        draft_.known_again = true;
        ++chosen;
      } else if (phrase.lab && chosen == 0) {
        Line("    - " + MarkOf(phrase) + "  # also on " + Listed(with));
        ++chosen;
      } else if (with.empty()) {
        rest.push_back(&phrase);
      }
    }
    if (!draft_.known_again)
      Line("    # Nothing was found that no other sample has. Find words that only this laboratory prints.");
    if (chosen == 0) Line("    - " + YamlScalar(id_) + "  # put words of the report here");
    for (size_t i = 0; i < rest.size() && i < kMostProposals; ++i) Line("    # - " + MarkOf(*rest[i]));
  }

  void WriteHeader() {
    if (sketch_.header.empty()) return;
    Line("header:");
    for (const SketchField& field : sketch_.header)
      Line("  - {field: " + field.field + ", label: " + YamlScalar(field.label) +
           (field.below ? ", value: below}" : "}"));
  }

  void WriteTables() {
    size_t rows = 0;
    std::vector<std::string> units, unknown_units;
    const auto take = [](const std::string& text, std::vector<std::string>* list) {
      if (!text.empty() && std::find(list->begin(), list->end(), text) == list->end()) list->push_back(text);
    };
    for (const Report& report : document_.reports) {
      for (const Observation& row : report.observations) {
        ++rows;
        take(row.unit.text, row.unit.ucum.empty() ? &unknown_units : &units);
      }
    }
    if (sketch_.tables.empty())
      Line("# No table with heads was found; the general rules read " + std::to_string(rows) + " rows without.");
    else
      Line("tables:");
    for (size_t t = 0; t < sketch_.tables.size(); ++t) WriteTable(sketch_.tables[t], t + 1);
    if (!sketch_.sections.empty()) Line("# Headings that were found: " + Listed(sketch_.sections));
    if (!units.empty()) Line("# Units: " + Listed(units));
    if (!unknown_units.empty()) Line("# Not in the table of units: " + Listed(unknown_units));
  }

  void WriteTable(const SketchTable& table, size_t number) {
    Line("  - name: results" + (number == 1 ? "" : "-" + std::to_string(number)));
    if (table.head_lines > 2) Line("    head_lines: " + std::to_string(table.head_lines));
    if (table.head_is_panel) Line("    head_is_panel: true");
    Line("    columns:");
    for (const SketchColumn& column : table.columns) {
      const bool asked = !column.known;
      std::string text = "      - {is: " + std::string(asked && column.role != "name" ? "note" : column.role);
      if (!column.head.empty()) {
        text += ", head: " + (column.dated ? "{regex: " + YamlScalar(kDateHead) + "}" : YamlScalar(column.head));
      }
      if (column.from && column.to) {
        text += ", from: " + nlohmann::json(*column.from).dump() + ", to: " + nlohmann::json(*column.to).dump();
      }
      if (!column.unit.empty()) text += ", unit: " + YamlScalar(column.unit);
      Line(text + "}" + (asked ? "  # which column is this?" : ""));
    }
  }

  const std::string id_;
  const Document& document_;
  const DocumentSketch& sketch_;
  const std::vector<OtherDocument>& others_;
  Draft draft_;
};

}  // namespace

Draft DraftOf(const std::string& id, const Document& document, const std::vector<OtherDocument>& others) {
  return Writer(id, document, others).Write();
}

}  // namespace labintake::formats
