#include "extractors/formats/header_rules.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "extractors/formats/word_run.h"
#include "extractors/generic/header_items.h"
#include "extractors/generic/patient.h"
#include "extractors/generic/segment.h"

namespace labintake::formats {
namespace {

using layout::Cell;
using layout::Line;

constexpr size_t kLinesBelow = 3;   // how far below its label a value may stand
constexpr size_t kDateLength = 10;  // of "2024-05-01", without a time

std::string ReportHeader::*FieldNamed(const std::string& name) {
  if (name == "patient_name") return &ReportHeader::patient_name;
  if (name == "patient_id") return &ReportHeader::patient_id;
  if (name == "sex") return &ReportHeader::sex;
  if (name == "age") return &ReportHeader::age;
  if (name == "birth_date") return &ReportHeader::birth_date;
  if (name == "accession") return &ReportHeader::accession;
  if (name == "specimen") return &ReportHeader::specimen;
  if (name == "collected") return &ReportHeader::collected;
  if (name == "received") return &ReportHeader::received;
  return &ReportHeader::reported;
}

// What stands right of a label: the rest of its cell, else the next cell.
std::string RightOf(const Line& line, const Box& label) {
  for (const Cell& cell : line.cells) {
    std::vector<Word> words;
    for (const Word& word : cell.words)
      if (word.box.x0 >= label.x1 - 1) words.push_back(word);
    const std::string text = generic::TrimValue(generic::JoinWords(words, 0, words.size()));
    if (!text.empty()) return text;
  }
  return "";
}

// What stands below a label: the first cell under it.
std::string BelowOf(const std::vector<Line>& lines, size_t label_line, const Box& label) {
  for (size_t i = label_line + 1; i < lines.size() && i <= label_line + kLinesBelow; ++i) {
    for (const Cell& cell : lines[i].cells) {
      const double em = cell.words.front().font_size;
      if (cell.box.OverlapX(label) > 0 || std::abs(cell.box.x0 - label.x0) < em) return generic::TrimValue(cell.text);
    }
  }
  return "";
}

// What of the page lies in a region of it, in shares of its width and height.
std::vector<Line> LinesIn(const generic::PageInput& page, const Box& region) {
  std::vector<Line> lines;
  for (const Line& whole : page.lines) {
    const double y = whole.box.center_y() / page.height;
    if (y < region.y0 || y > region.y1) continue;
    Line line = whole;
    line.cells.clear();
    for (const Cell& cell : whole.cells) {
      const double x = cell.box.center_x() / page.width;
      if (x >= region.x0 && x <= region.x1) line.cells.push_back(cell);
    }
    if (!line.cells.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

struct HeaderRules::Rule {
  std::string ReportHeader::*field;
  std::vector<std::string> labels;  // squeezed
  std::unique_ptr<re2::RE2> pattern;

  // The part of a text that the pattern takes; the text where there is no pattern; "" where it does not match.
  std::string Part(const std::string& text) const {
    std::string part;
    if (pattern == nullptr) return text;
    return re2::RE2::PartialMatch(text, *pattern, &part) ? generic::TrimValue(part) : "";
  }
};

HeaderRules::HeaderRules(const Definition& definition) : definition_(definition) {
  for (const HeaderField& field : definition.header) {
    Rule rule{FieldNamed(field.field), {}, nullptr};
    for (const std::string& label : field.labels) rule.labels.push_back(Squeezed(label));
    if (!field.pattern.empty()) rule.pattern = std::make_unique<re2::RE2>(field.pattern);
    rules_.push_back(std::move(rule));
  }
}

HeaderRules::~HeaderRules() = default;

void HeaderRules::Apply(const generic::PageInput& page, fields::DateOrder order, ReportHeader* header) const {
  const auto found = [&](const Rule& rule, const HeaderField& field) -> std::string {
    if (!field.constant.empty()) return field.constant;
    const std::vector<Line> lines = LinesIn(page, field.region);
    for (size_t i = 0; i < lines.size(); ++i) {
      const Line& line = lines[i];
      if (rule.labels.empty()) {
        if (std::string part = rule.Part(line.Text()); !part.empty()) return part;
        continue;
      }
      const std::vector<const Word*> words = WordsOf(line);
      for (const std::string& label : rule.labels) {
        for (size_t w = 0; w < words.size(); ++w) {
          const WordRun run = Spell(words, w, label);
          if (run.bytes < label.size()) continue;
          std::string value = rule.Part(field.below ? BelowOf(lines, i, run.box) : RightOf(line, run.box));
          if (!value.empty()) return value;
        }
      }
    }
    return "";
  };
  for (size_t r = 0; r < rules_.size(); ++r) {
    const std::string value = found(rules_[r], definition_.header[r]);
    if (value.empty()) continue;
    std::string ReportHeader::*const field = rules_[r].field;
    if (field == &ReportHeader::sex || field == &ReportHeader::age) {
      const generic::Demographics who = generic::ReadDemographics(value, order, field == &ReportHeader::age);
      const std::string& read = field == &ReportHeader::sex ? who.sex : who.age;
      if (!read.empty()) header->*field = read;
    } else if (field == &ReportHeader::birth_date || field == &ReportHeader::collected ||
               field == &ReportHeader::received || field == &ReportHeader::reported) {
      const auto date = fields::FindDate(value, order);
      if (!date || date->ambiguous) continue;
      const bool birth = field == &ReportHeader::birth_date;
      const std::string iso = birth ? date->iso.substr(0, kDateLength) : date->iso;
      // The general rules have settled the century of a birth year of two figures.
      if (birth && header->birth_date.size() == iso.size() && header->birth_date.ends_with(iso.substr(2))) continue;
      header->*field = iso;
    } else {
      header->*field = value;
    }
  }
}

}  // namespace labintake::formats
