#include "extractors/formats/draft.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "extractors/formats/phrase.h"
#include "extractors/formats/yaml_text.h"

namespace labintake::formats {
namespace {

constexpr size_t kMostPhrases = 4;
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

struct PhraseChoice {
  std::vector<size_t> chosen;      // of the phrases
  std::vector<size_t> alone;       // others that no other document has
  std::vector<std::string> alike;  // documents that have all that were chosen
};

// The name of the laboratory, and then again and again the phrase that the fewest of the documents have which are still
// alike; two at least, for two phrases are better known than one.
PhraseChoice Choose(const std::vector<SketchPhrase>& phrases, const std::vector<OtherDocument>& others) {
  std::vector<std::set<size_t>> with;  // for each phrase, the documents that have it
  for (const SketchPhrase& phrase : phrases) {
    const PhraseList one({Phrase{phrase.text, false}});
    std::set<size_t>& documents = with.emplace_back();
    for (size_t d = 0; d < others.size(); ++d) {
      const std::vector<std::string>& lines = others[d].lines;
      if (std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return one.AnyIn(line); }))
        documents.insert(d);
    }
  }
  PhraseChoice choice;
  std::set<size_t> alike, open;
  for (size_t d = 0; d < others.size(); ++d) alike.insert(d);
  for (size_t p = 0; p < phrases.size(); ++p) open.insert(p);
  const auto left = [&](size_t p) {
    std::set<size_t> both;
    std::set_intersection(alike.begin(), alike.end(), with[p].begin(), with[p].end(), std::inserter(both, both.end()));
    return both;
  };
  while (!open.empty() && choice.chosen.size() < kMostPhrases) {
    const bool name = choice.chosen.empty() && phrases.front().lab;
    const size_t best = name ? 0 : *std::min_element(open.begin(), open.end(), [&](size_t a, size_t b) {
      return left(a).size() < left(b).size();
    });
    std::set<size_t> then = left(best);
    if (choice.chosen.size() >= 2 && then.size() == alike.size()) break;
    alike = std::move(then);
    open.erase(best);
    choice.chosen.push_back(best);
  }
  for (const size_t d : alike) choice.alike.push_back(others[d].name);
  for (const size_t p : open)
    if (with[p].empty()) choice.alone.push_back(p);
  return choice;
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
    std::string lab = document_.reports.empty() ? "" : document_.reports.front().header.lab, remark;
    if (lab.empty()) {
      const bool letterhead = !sketch_.phrases.empty() && sketch_.phrases.front().lab;
      lab = letterhead ? sketch_.phrases.front().text : id_;
      remark = letterhead ? "  # by its letterhead: is it?" : "  # its name was not found";
    }
    Line("id: " + id_);
    Line("lab: " + YamlScalar(lab) + remark);
    if (!sketch_.title.empty()) Line("title: " + YamlScalar(sketch_.title));
    const size_t pages = document_.pages.size();
    Line("rests_on: [" + YamlScalar("one report of " + std::to_string(pages) + (pages == 1 ? " page" : " pages")) +
         "]  # say which, and of when");
    if (!sketch_.language.empty()) Line("language: " + sketch_.language);
    if (!sketch_.decimal.empty()) Line("decimal: " + sketch_.decimal);
    if (!sketch_.dates.empty()) Line("dates: " + sketch_.dates);
  }

  static std::string MarkOf(const SketchPhrase& phrase) {
    if (phrase.place == "body") return YamlScalar(phrase.text);
    return "{text: " + YamlScalar(phrase.text) + ", at: " + phrase.place + "}";
  }

  void WriteFingerprint() {
    const PhraseChoice choice = Choose(sketch_.phrases, others_);
    draft_.known_again = !choice.chosen.empty() && choice.alike.empty();
    Line("fingerprint:");
    Line("  must:");
    for (const size_t p : choice.chosen) Line("    - " + MarkOf(sketch_.phrases[p]));
    if (choice.chosen.empty()) Line("    - " + YamlScalar(id_) + "  # put words of the report here");
    if (!draft_.known_again) {
      Line("    # Find words that only this laboratory prints" +
           (choice.alike.empty() ? "." : ": all of these are also on " + Listed(choice.alike)));
    }
    for (size_t i = 0; i < choice.alone.size() && i < kMostProposals; ++i)
      Line("    # - " + MarkOf(sketch_.phrases[choice.alone[i]]));
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
      std::string text = "      - {is: " + column.role;
      if (!column.head.empty()) {
        text += ", head: " + (column.dated ? "{regex: " + YamlScalar(kDateHead) + "}" : YamlScalar(column.head));
      }
      if (column.from && column.to) {
        text += ", from: " + nlohmann::json(*column.from).dump() + ", to: " + nlohmann::json(*column.to).dump();
      }
      if (!column.unit.empty()) text += ", unit: " + YamlScalar(column.unit);
      const char* const question = column.known            ? ""
                                   : column.role == "note" ? "  # which column is this?"
                                                           : "  # by what stands in it: is it?";
      Line(text + "}" + question);
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
