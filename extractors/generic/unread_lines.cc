#include "extractors/generic/unread_lines.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "extractors/generic/block_rows.h"
#include "extractors/generic/content_rows.h"
#include "model/ascii.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {

using terminology::ColumnRole;

bool IsHeaderLabel(const Segment& s) {
  std::string text = s.text;
  const size_t colon = text.find(':');
  if (colon != std::string::npos) text.resize(colon);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  // "Ph" is a telephone, "pH" a test.
  return text != "pH" && terminology::LookUpHeaderLabel(text).has_value();
}

bool UnreadLines::InHeader(size_t i) const { return std::binary_search(header_.begin(), header_.end(), i); }

bool UnreadLines::Open(size_t i) const {
  return !classes_[i] || classes_[i] == LineClass::kHeading || classes_[i] == LineClass::kComment;
}

// Two or more names with values under each other.
bool UnreadLines::IsLonePair(size_t i) const {
  constexpr double kPitch = 2.6;
  const auto pair = [&](size_t k) {
    if (k >= segments_.size() || segments_[k].empty() || IsHeaderLabel(segments_[k][0]) || !Open(k) || InHeader(k) ||
        !IsPair(segments_[k]))
      return false;
    const Segment& value = segments_[k][1];
    if (value.result.value.kind == ValueKind::kOrdinal) return value.has_letter;
    // "Indicative of resistance  >2.7" is a limit.
    return value.IsNumericValue() && value.result.value.comparator == Comparator::kNone;
  };
  const auto together = [&](size_t a, size_t b) {
    return pair(a) && pair(b) && std::abs(segments_[a][0].box.x0 - segments_[b][0].box.x0) < 3 &&
           lines_[b].baseline - lines_[a].baseline < kPitch * lines_[a].font_size;
  };
  return (i > 0 && together(i - 1, i)) || together(i, i + 1);
}

// Two cells that stand exactly under (or over) the name and the value of a row.
bool UnreadLines::ContinuesRows(size_t i) const {
  if (!HasPairShape(segments_[i]) || InHeader(i)) return false;
  const auto beside = [&](size_t k) {
    if (k >= segments_.size() || classes_[k] != LineClass::kRow || segments_[k].size() < 2) return false;
    const double pitch = std::abs(lines_[k].baseline - lines_[i].baseline);
    return pitch < 2.4 * lines_[i].font_size && std::abs(segments_[k][0].box.x0 - segments_[i][0].box.x0) < 2 &&
           segments_[k][1].box.OverlapX(segments_[i][1].box) > 0 &&
           std::abs(segments_[k][0].font_size - segments_[i][0].font_size) < 0.6;
  };
  return (i > 0 && beside(i - 1)) || beside(i + 1);
}

// "HBV DNA : Target Not Detected" in one piece.
bool UnreadLines::IsLabelledValue(const Segment& s) const {
  const size_t colon = s.text.find(':');
  if (colon == std::string::npos || colon == 0 || s.has_date || s.IsProse() || IsHeaderLabel(s) ||
      ReadLabel(s, context_) || terminology::StartsComment(s.text))
    return false;
  const size_t value = s.text.find_first_not_of(' ', colon + 1);
  if (value == std::string::npos) return false;
  return IsDigit(s.text[value]) ||
         terminology::LookUpResultWord(s.text.substr(value)) == terminology::ResultWord::kOrdinal;
}

// A name and a value not far below a row, or right above one: "pH  6,0".
bool UnreadLines::IsNamedValue(size_t i) const {
  if (segments_[i].empty() || InHeader(i)) return false;
  const Segment& name = segments_[i][0];
  if (segments_[i].size() == 1) {
    if (!IsLabelledValue(name)) return false;
  } else {
    const Segment& value = segments_[i][1];
    if (!name.IsNameLike() || name.word_count > 6 || IsHeaderLabel(name) || !value.IsValue() || value.word_count > 3 ||
        value.has_date || value.result.value.kind == ValueKind::kNotDone)
      return false;
  }
  return NearRows(i);
}

bool UnreadLines::NearRows(size_t i) const {
  constexpr size_t kBelow = 8, kAbove = 2;  // lines
  const size_t from = i > kBelow ? i - kBelow : 0, to = std::min(i + kAbove + 1, classes_.size());
  return std::any_of(classes_.begin() + static_cast<std::ptrdiff_t>(from),
                     classes_.begin() + static_cast<std::ptrdiff_t>(to),
                     [](const std::optional<LineClass>& c) { return c == LineClass::kRow; });
}

namespace {

// "$4.10", "L32", "O4": mostly digits, as recognition leaves a figure.
bool LooksLikeFigure(const std::string& text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return IsDigit(c); });
  return digits > 0 && static_cast<size_t>(digits) * 2 >= text.size() && text.find_first_of("<>:") == std::string::npos;
}

bool IsOwnUnit(const std::string& text) {
  return (text == "%" || text.find('/') != std::string::npos) &&
         terminology::LookUpUnit(text).confidence == terminology::UnitConfidence::kKnown;
}

// What the words of one line show, wherever its cells were cut.
struct LineParts {
  size_t letters = 0;  // before the first figure
  int ranges = 0;
  bool unit = false;
  std::vector<Box> figures;  // outside ranges
};

LineParts PartsOf(const std::vector<Word>& words, const ReadingContext& context) {
  constexpr size_t kLongestRange = 3;  // words: "4.0", "-", "5.6"
  LineParts parts;
  bool figure = false;
  for (size_t i = 0; i < words.size();) {
    const std::string& text = words[i].text;
    size_t range = 0;
    std::string run;
    for (size_t n = 1; n <= kLongestRange && i + n <= words.size() && text.find_first_of("0123456789") == 0; ++n) {
      if (n > 1 && !text.ends_with('-') && !words[i + 1].text.starts_with('-')) break;
      run += (n > 1 ? " " : "") + words[i + n - 1].text;
      const fields::RangeCell cell = fields::ParseRangeCell(run, context.style, context.patient);
      if (cell.kind != fields::RangeKind::kNumeric || !cell.range.low || !cell.range.high) continue;
      if (*cell.range.low == *cell.range.high) continue;
      range = n;
      parts.unit = parts.unit || !cell.unit_text.empty();
    }
    if (range > 0) {
      ++parts.ranges;
      figure = true;
      i += range;
      continue;
    }
    // "> or = 30": a limit.
    const bool limit = i > 0 && words[i - 1].text.find_first_of("<>=") != std::string::npos;
    if (IsOwnUnit(text)) {
      parts.unit = true;
    } else if (LooksLikeFigure(text) && !limit) {
      parts.figures.push_back(words[i].box);
      figure = true;
    } else if (!figure) {
      parts.letters += static_cast<size_t>(
          std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0xc3; }));
    }
    ++i;
  }
  return parts;
}

}  // namespace

// Recognition misreads words and cuts cells at wrong places: there, a figure with a unit or a range is a result whose
// other parts were lost, and so is a name with a range and its unit, the result of which nobody could read.
bool UnreadLines::IsRecognisedResult(size_t i) const {
  constexpr size_t kShortestName = 3;  // letters
  constexpr size_t kMostWords = 5;
  if (InHeader(i)) return false;
  std::vector<Word> words;
  for (const Segment& s : segments_[i]) {
    if (s.IsProse() || s.has_date || IsHeaderLabel(s) || terminology::StartsComment(s.text)) return false;
    words.insert(words.end(), s.words.begin(), s.words.end());
  }
  if (std::none_of(words.begin(), words.end(), [](const Word& w) { return w.origin == Origin::kOcr; })) return false;
  // "Color Yellow Yellow" in one piece.
  if (segments_[i].size() == 1 && words.size() > 1 && words.size() <= kMostWords && NearRows(i) &&
      terminology::LookUpResultWord(words.back().text) == terminology::ResultWord::kOrdinal &&
      terminology::LookUpResultWord(words.front().text) == terminology::ResultWord::kNone)
    return true;
  const LineParts parts = PartsOf(words, context_);
  if (parts.ranges > 1) return false;  // a scale
  const bool named = parts.letters >= kShortestName, range = parts.ranges > 0;
  if (named && range && parts.unit) return true;
  if (parts.figures.empty() || !NearRows(i)) return false;
  return (parts.unit && range) || (named && (parts.unit || range || StandsInColumns(i, parts.figures)));
}

// Does line `i` begin where the name of a row near it begins, and stands one of the figures where its result stands?
bool UnreadLines::StandsInColumns(size_t i, const std::vector<Box>& figures) const {
  constexpr double kSameEdge = 4;           // points
  constexpr double kBelow = 8, kAbove = 4;  // ems
  for (size_t k = 0; k < segments_.size(); ++k) {
    if (classes_[k] != LineClass::kRow || segments_[k].size() < 2) continue;
    const double below = (lines_[i].baseline - lines_[k].baseline) / std::max(lines_[k].font_size, 4.0);
    if (below > kBelow || below < -kAbove || std::abs(segments_[k][0].box.x0 - lines_[i].box.x0) > kSameEdge) continue;
    const Segment& value = segments_[k][1];
    if (value.IsNumericValue() &&
        std::any_of(figures.begin(), figures.end(), [&](const Box& b) { return b.OverlapX(value.box) > 0; }))
      return true;
  }
  return false;
}

// "Titre  1/640  Réf. : < 1/160": what has a reference is a result.
bool UnreadLines::HasReference(size_t i) const {
  if (segments_[i].size() < 2 || InHeader(i) || !segments_[i][0].IsNameLike() || IsHeaderLabel(segments_[i][0]))
    return false;
  return std::any_of(segments_[i].begin() + 1, segments_[i].end(), [&](const Segment& s) {
    const auto label = ReadLabel(s, context_);
    return label && label->role == ColumnRole::kRange && label->value && !label->value->IsProse();
  });
}

// "Na 138 mmol/L (135-145), K 4.1 mmol/L (3.5-5.0)": results in running text, each with its unit and its range.
bool UnreadLines::HoldsResults(size_t i) const {
  std::vector<Word> words;
  for (const layout::Cell& c : lines_[i].cells) words.insert(words.end(), c.words.begin(), c.words.end());
  for (size_t k = 1; k + 2 < words.size(); ++k) {
    std::string range = words[k + 2].text;
    while (!range.empty() && (range.back() == ',' || range.back() == ';' || range.back() == '.')) range.pop_back();
    if (!IsDigit(words[k].text.front()) || !IsOwnUnit(words[k + 1].text) || range.front() != '(') continue;
    const fields::ResultCell value = fields::ParseResultCell(words[k].text, context_.style);
    const fields::RangeCell cell = fields::ParseRangeCell(range, context_.style, context_.patient);
    if (value.value.kind == ValueKind::kQuantity && cell.kind == fields::RangeKind::kNumeric && cell.range.low &&
        cell.range.high)
      return true;
  }
  return false;
}

std::vector<const Segment*> UnreadLines::Stacked(size_t i) const {
  std::vector<const Segment*> out;
  for (const Segment& number : segments_[i]) {
    if (!number.IsNumericValue() || number.word_count > 2 || !number.result.unit_text.empty()) continue;
    for (size_t k = i + 1; k < segments_.size(); ++k) {
      const double pitch = lines_[k].baseline - lines_[i].baseline;
      if (pitch > 2.0 * number.font_size) break;
      if (classes_[k] && *classes_[k] != LineClass::kHeading) continue;
      for (const Segment& unit : segments_[k])
        if (unit.IsUnit() && unit.text.size() > 1 && std::abs(unit.box.center_x() - number.box.center_x()) < 12)
          out.push_back(&number);
    }
  }
  return out;
}

// Recognised with doubt, in cells, with figures and words: it may be a result that is too garbled to look like one.
bool UnreadLines::IsGarbledRow(size_t i) const {
  constexpr float kSure = 0.9F;
  const layout::Line& line = lines_[i];
  if (line.cells.size() < 3) return false;
  bool weak = false, figure = false, word = false;
  for (const layout::Cell& c : line.cells) {
    for (const Word& w : c.words) weak = weak || (w.origin == Origin::kOcr && w.confidence < kSure);
    figure = figure || std::any_of(c.text.begin(), c.text.end(), [](char x) { return IsDigit(x); });
    word =
        word || std::count_if(c.text.begin(), c.text.end(), [](unsigned char x) { return std::isalpha(x) != 0; }) >= 3;
  }
  return weak && figure && word;
}

LineClass UnreadLines::Final(size_t i) const {
  // A name, a figure, a unit and one range are no guideline.
  if (classes_[i] == LineClass::kGuideline && LooksLikeResult(segments_[i]) && IsRecognisedResult(i))
    return LineClass::kUnread;
  if (!Open(i)) return *classes_[i];
  const std::vector<Segment>& segments = segments_[i];
  const bool like_a_result = (LooksLikeResult(segments) && lines_[i].cells.size() > 2) || HoldsResults(i);
  if (classes_[i] == LineClass::kComment) {
    const bool unread =
        like_a_result || ContinuesRows(i) || HasReference(i) || IsLonePair(i) || IsRecognisedResult(i) ||
        (IsPair(segments) && segments[1].result.value.comparator == Comparator::kNone && IsNamedValue(i));
    return unread ? LineClass::kUnread : LineClass::kComment;
  }
  if (InHeader(i)) return LineClass::kFurniture;
  const auto row = FindContentRow(segments);
  if ((row && row->others <= 1) || like_a_result || !Stacked(i).empty() || IsLonePair(i) || ContinuesRows(i) ||
      IsNamedValue(i) || HasReference(i) || IsRecognisedResult(i) || (!classes_[i] && IsGarbledRow(i)))
    return LineClass::kUnread;
  if (classes_[i]) return *classes_[i];
  const bool prose = std::any_of(segments.begin(), segments.end(), [](const Segment& s) { return s.IsProse(); });
  return prose ? LineClass::kComment : LineClass::kFurniture;
}

}  // namespace labintake::generic
