#include "extractors/formats/line_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "extractors/generic/segment.h"

namespace labintake::formats {
namespace {

using generic::Segment;
using terminology::ColumnRole;

constexpr std::array<std::pair<const char*, ColumnRole>, 5> kFields = {{{"name", ColumnRole::kName},
                                                                        {"value", ColumnRole::kResult},
                                                                        {"unit", ColumnRole::kUnit},
                                                                        {"range", ColumnRole::kRange},
                                                                        {"flag", ColumnRole::kFlag}}};
constexpr size_t kMostLines = 4;

// The text of lines, and where in it each word stands.
struct Text {
  struct Place {
    size_t begin, end;
    const Word* word;
    size_t line;
  };
  std::string text;
  std::vector<Place> words;
};

void Append(const layout::Line& line, size_t index, double left, double right, Text* out) {
  bool first = true;
  for (const layout::Cell& cell : line.cells) {
    bool begun = false;
    for (size_t w = 0; w < cell.words.size(); ++w) {
      const Word& word = cell.words[w];
      if (word.box.center_x() < left || word.box.center_x() >= right) continue;
      if (!begun && !first) out->text += "  ";
      if (begun &&
          generic::JoinWords(cell.words, w - 1, w + 1).size() > cell.words[w - 1].text.size() + word.text.size())
        out->text += ' ';
      out->words.push_back({out->text.size(), out->text.size() + word.text.size(), &word, index});
      out->text += word.text;
      begun = true;
      first = false;
    }
  }
}

// How many ends of lines an expression asks for: each \n that is not one of a class, as in [^\n].
size_t BreaksIn(std::string_view expression) {
  size_t breaks = 0;
  bool in_class = false;
  for (size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '\\' && i + 1 < expression.size())
      breaks += expression[++i] == 'n' && !in_class;
    else if (expression[i] == '[')
      in_class = true;
    else if (expression[i] == ']')
      in_class = false;
  }
  return breaks;
}

// The part of a word between two of its bytes; its box in proportion.
Word PartOf(const Word& word, size_t from, size_t to) {
  Word part = word;
  part.text = word.text.substr(from, to - from);
  const double byte = word.box.width() / static_cast<double>(word.text.size());
  part.box.x1 = word.box.x0 + byte * static_cast<double>(to);
  part.box.x0 = word.box.x0 + byte * static_cast<double>(from);
  return part;
}

// The words of bytes [begin, end), one segment a line.
std::vector<Segment> SegmentsOf(const Text& text, size_t begin, size_t end, const generic::ReadingContext& context) {
  std::vector<Segment> out;
  std::vector<Word> words;
  size_t line = 0;
  const auto flush = [&] {
    if (words.empty()) return;
    std::string joined = generic::JoinWords(words, 0, words.size());
    out.push_back(generic::MakeSegment(std::move(words), std::move(joined), line, context));
    words.clear();
  };
  for (const Text::Place& place : text.words) {
    if (place.end <= begin || place.begin >= end) continue;
    if (!words.empty() && place.line != line) flush();
    line = place.line;
    words.push_back(
        PartOf(*place.word, std::max(begin, place.begin) - place.begin, std::min(end, place.end) - place.begin));
  }
  flush();
  return out;
}

}  // namespace

LineMatcher::LineMatcher(const LinePattern& rule) : rule_(rule), pattern_(std::make_unique<re2::RE2>(rule.pattern)) {
  line_count_ += BreaksIn(rule.pattern);
  line_count_ = std::min(line_count_, kMostLines);
  const auto named = pattern_->NamedCapturingGroups();
  for (size_t f = 0; f < kFields.size(); ++f)
    if (const auto group = named.find(kFields[f].first); group != named.end()) groups_.emplace_back(group->second, f);
}
LineMatcher::LineMatcher(LineMatcher&&) noexcept = default;
LineMatcher::~LineMatcher() = default;

generic::GuidedRows LineMatcher::Match(const std::vector<layout::Line>& lines, const std::vector<bool>& open,
                                       double page_width, const generic::ReadingContext& context) const {
  generic::GuidedRows out;
  out.rule = rule_.name;
  for (const auto& [name, role] : kFields) {
    generic::Column column;
    column.role = role;
    column.x1 = page_width;
    if (role == ColumnRole::kResult) column.unit = rule_.unit;
    out.head.columns.push_back(std::move(column));
  }
  out.head.x0 = rule_.from * page_width;
  out.head.x1 = rule_.to * page_width;
  // Lines with something between the two edges.
  std::vector<std::pair<size_t, Text>> strip;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!open[i]) continue;
    Text text;
    Append(lines[i], i, out.head.x0, out.head.x1 + 1, &text);
    if (!text.words.empty()) strip.emplace_back(i, std::move(text));
  }
  const int group_count = pattern_->NumberOfCapturingGroups() + 1;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(group_count));
  for (size_t i = 0; i + line_count_ <= strip.size();) {
    Text block;
    for (size_t k = 0; k < line_count_; ++k) {
      if (k > 0) block.text += '\n';
      const size_t shift = block.text.size();
      block.text += strip[i + k].second.text;
      for (Text::Place place : strip[i + k].second.words) {
        place.begin += shift;
        place.end += shift;
        block.words.push_back(place);
      }
    }
    if (!pattern_->Match(block.text, 0, block.text.size(), re2::RE2::UNANCHORED, groups.data(), group_count)) {
      ++i;
      continue;
    }
    generic::RawRow row;
    row.columns.resize(kFields.size());
    row.panel = rule_.panel;
    for (const auto& [group, column] : groups_) {
      const re2::StringPiece& piece = groups[static_cast<size_t>(group)];
      if (piece.data() == nullptr) continue;
      const auto begin = static_cast<size_t>(piece.data() - block.text.data());
      row.columns[column] = SegmentsOf(block, begin, begin + piece.size(), context);
      row.parts += static_cast<int>(row.columns[column].size());
    }
    for (size_t k = 0; k < line_count_; ++k) row.lines.push_back(strip[i + k].first);
    out.rows.push_back(std::move(row));
    i += line_count_;
  }
  return out;
}

}  // namespace labintake::formats
