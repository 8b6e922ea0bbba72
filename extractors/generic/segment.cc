#include "extractors/generic/segment.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "extractors/fields/comparator.h"
#include "extractors/fields/date.h"
#include "extractors/fields/flag.h"

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

bool IsLetter(unsigned char c) { return std::isalpha(c) != 0 || c >= 0xc3; }

// Bullets, pointers and pieces of bars: geometric shapes, dingbats, icons without Unicode. Arrows are flags and stay.
bool IsOrnament(const std::string& text) {
  if (text.size() >= 5 && text.find_first_not_of("-_=*~.[]|") == std::string::npos) return true;  // a drawn line or bar
  if (text.size() >= 2 && text.find_first_not_of('.') == std::string::npos) return true;          // leaders
  bool any = false;
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0xe2) return false;
    const unsigned char d = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool shape = c == 0xe2 && ((d >= 0x96 && d <= 0x9f) || d == 0xac || d == 0xad);  // U+2580..27FF, U+2B00..2B7F
    const bool icon = c == 0xee || (c == 0xef && (d <= 0xa3 || d == 0xbf));                // private use, U+FFFD
    if (!shape && !icon) return false;
    any = true;
    i += 3;
  }
  return any;
}

// A triangle behind a number points at it as an arrow does; elsewhere it marks a place on a scale.
bool IsTriangleBehindNumber(const std::vector<Word>& words, size_t i) {
  constexpr double kWidest = 1.2;  // ems
  if (i == 0 || (words[i].text != "▲" && words[i].text != "▼")) return false;
  const Word& before = words[i - 1];
  return std::isdigit(static_cast<unsigned char>(before.text.back())) != 0 &&
         words[i].box.x0 - before.box.x1 < kWidest * before.font_size;
}

// "1.", "12)", "7".
bool IsRowNumber(const std::string& text) {
  size_t digits = 0;
  while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) ++digits;
  return digits >= 1 && digits <= 3 && digits + 1 == text.size() && (text[digits] == '.' || text[digits] == ')');
}

int CountFunctionWords(const std::vector<Word>& words) {
  int n = 0;
  for (const Word& w : words)
    if (terminology::IsFunctionWord(terminology::Fold(w.text))) ++n;
  return n;
}

}  // namespace

std::string JoinWords(const std::vector<Word>& words, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) {
    if (i > from) {
      const double gap = words[i].box.x0 - words[i - 1].box.x1;
      if (words[i].space_before || gap > 0.1 * words[i].font_size || gap < -1) out += ' ';
    }
    out += words[i].text;
  }
  return out;
}

namespace {

// "High", "High ↑": one flag, or flags that say the same twice.
bool AllFlags(const std::string& text) {
  if (fields::ParseFlag(text)) return true;
  const size_t space = text.find(' ');
  return space != std::string::npos && fields::ParseFlag(text.substr(0, space)) &&
         fields::ParseFlag(text.substr(space + 1));
}

Readings ReadFresh(const std::string& text, bool has_digit, const ReadingContext& context) {
  Readings r;
  // Long texts are sentences; the grammars of single cells have no say in them.
  if (text.size() > 160) {
    r.result.value.kind = ValueKind::kText;
    r.result.value.text = text;
    r.result.listed = false;
    r.range.kind = fields::RangeKind::kUnparsed;
    return r;
  }
  r.result = fields::ParseResultCell(WithoutFootnote(text), context.style);
  r.range = fields::ParseRangeCell(text, context.style, context.patient);
  if (text.size() <= 40) {
    r.unit = terminology::LookUpUnit(text);
    r.is_flag = AllFlags(text);
  }
  if (has_digit) r.has_date = fields::FindDate(text, fields::DateOrder::kMonthFirst).has_value();
  return r;
}

Readings ReadText(const std::string& text, bool has_digit, const ReadingContext& context) {
  if (context.cache == nullptr) return ReadFresh(text, has_digit, context);
  const auto found = context.cache->find(text);
  if (found != context.cache->end()) return found->second;
  return context.cache->emplace(text, ReadFresh(text, has_digit, context)).first->second;
}

}  // namespace

Segment MakeSegment(std::vector<Word> words, std::string text, size_t line, const ReadingContext& context) {
  Segment s;
  s.text = std::move(text);
  s.words = std::move(words);
  s.line = line;
  s.bold = true;
  double size_sum = 0, chars = 0;
  for (const Word& w : s.words) {
    s.box = s.box.Union(w.box);
    s.bold = s.bold && w.bold;
    size_sum += w.font_size * static_cast<double>(w.text.size());
    chars += static_cast<double>(w.text.size());
  }
  s.font_size = chars > 0 ? size_sum / chars : 0;
  s.word_count = static_cast<int>(s.words.size());
  for (const char c : s.text) {
    s.has_letter = s.has_letter || IsLetter(static_cast<unsigned char>(c));
    s.has_digit = s.has_digit || std::isdigit(static_cast<unsigned char>(c)) != 0;
  }
  static_cast<Readings&>(s) = ReadText(s.text, s.has_digit, context);
  if (s.word_count >= 3) s.function_words = CountFunctionWords(s.words);
  return s;
}

namespace {

// "Albumine 57,1 %": a name that runs into its value; only a value with a unit is told apart from a number that belongs
// to the name.
size_t ValueBehindName(const Segment& s, const ReadingContext& context) {
  for (size_t cut = s.words.size() - 1; cut > 0 && s.words.size() - cut <= 3; --cut) {
    if (std::isdigit(static_cast<unsigned char>(s.words[cut].text[0])) == 0) continue;
    const Segment right = Slice(s, cut, s.words.size(), context);
    const std::string& unit = right.result.unit_text;
    if (!right.IsNumericValue() || (unit.find('/') == std::string::npos && unit != "%")) continue;
    if (terminology::LookUpUnit(unit).confidence != terminology::UnitConfidence::kKnown) continue;
    const Segment left = Slice(s, 0, cut, context);
    return left.IsNameLike() && left.text.find(": ") == std::string::npos && !EndsInFunctionWord(left.text) ? cut : 0;
  }
  return 0;
}

// "(55,8 - 66,1) 41,7 g/L": two fields with one space between; returns where the second begins, 0 for none.
size_t CompoundCut(const Segment& s, const ReadingContext& context) {
  for (size_t i = 1; i < s.words.size(); ++i)
    if (IsOtherScript(s.words[i - 1].text) != IsOtherScript(s.words[i].text)) return i;
  if (s.word_count < 2 || s.word_count > 12 || !s.has_digit || s.IsValue() || s.IsUnit() || s.has_date) return 0;
  if (s.IsRange() && s.range.kind != fields::RangeKind::kBanded) return 0;
  const unsigned char first = static_cast<unsigned char>(s.text[0]);
  if (s.has_letter && IsLetter(first) && first != 0xe2) return ValueBehindName(s, context);
  if (std::isdigit(first) == 0 && first != '(' && first != '[' && first != '<' && first != '>' && first != '*' &&
      first != 0xe2)
    return 0;
  for (size_t cut = s.words.size() - 1; cut > 0; --cut) {
    const Segment left = Slice(s, 0, cut, context), right = Slice(s, cut, s.words.size(), context);
    const bool left_whole = left.IsNumericValue() || left.range.kind == fields::RangeKind::kNumeric;
    const bool right_whole = right.IsNumericValue() || right.range.kind == fields::RangeKind::kNumeric;
    if (left_whole && right_whole && std::isalpha(static_cast<unsigned char>(right.text[0])) == 0) return cut;
  }
  return 0;
}

}  // namespace

namespace {

// "4.5" and "- 5.6", "4.5 -" and "5.6" with a wide space between: one range.
void JoinCutRanges(std::vector<Segment>& segments, const ReadingContext& context) {
  constexpr double kWidest = 2.5;  // ems
  const auto dash = [](const Segment& s, const Word& w) { return s.word_count == 2 && w.text == "-"; };
  for (size_t i = 0; i + 1 < segments.size(); ++i) {
    const Segment &a = segments[i], &b = segments[i + 1];
    const bool cut = (a.word_count == 1 && dash(b, b.words.front())) || (dash(a, a.words.back()) && b.word_count == 1);
    if (!cut || !a.has_digit || !b.has_digit || b.box.x0 - a.box.x1 > kWidest * a.font_size) continue;
    std::vector<Word> words = a.words;
    words.insert(words.end(), b.words.begin(), b.words.end());
    Segment whole = MakeSegment(std::move(words), a.text + " " + b.text, a.line, context);
    const ReferenceRange& r = whole.range.range;
    if (whole.range.kind != fields::RangeKind::kNumeric || !r.low || !r.high) continue;
    segments[i] = std::move(whole);
    segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

}  // namespace

std::vector<Segment> Segments(const layout::Line& line, size_t index, const ReadingContext& context) {
  std::vector<Segment> out;
  out.reserve(line.cells.size());
  std::vector<Word> number;  // a row number in a cell of its own goes to the name behind it
  for (const layout::Cell& c : line.cells) {
    if (out.empty() && number.empty() && c.words.size() == 1 && IsRowNumber(c.text) && line.cells.size() > 2) {
      number = c.words;
      continue;
    }
    std::vector<Word> words = std::move(number);
    number.clear();
    // Recognition takes drawn lines between columns for "|".
    const bool many = line.cells.size() > 2 || c.words.size() > 1;
    const auto ornament = [&](size_t k) {
      const Word& w = c.words[k];
      if (IsTriangleBehindNumber(c.words, k)) return false;
      return IsOrnament(w.text) || (many && w.origin == Origin::kOcr && w.text == "|");
    };
    bool decorated = false;
    for (size_t k = 0; k < c.words.size(); ++k) decorated = decorated || ornament(k);
    if (words.empty() && !decorated) {
      Segment whole = MakeSegment(c.words, c.text, index, context);
      for (size_t cut = CompoundCut(whole, context); cut > 0; cut = CompoundCut(whole, context)) {
        out.push_back(Slice(whole, 0, cut, context));
        whole = Slice(whole, cut, whole.words.size(), context);
      }
      out.push_back(std::move(whole));
      continue;
    }
    // Ornaments are left out; leaders between a name and its value part them.
    const auto flush = [&] {
      if (words.empty()) return;
      std::string text = JoinWords(words, 0, words.size());
      out.push_back(MakeSegment(std::move(words), std::move(text), index, context));
      words.clear();
    };
    for (size_t k = 0; k < c.words.size(); ++k) {
      if (!ornament(k))
        words.push_back(c.words[k]);
      else if (c.words[k].text.front() == '.')
        flush();
    }
    flush();
  }
  JoinCutRanges(out, context);
  return out;
}

bool IsOtherScript(const std::string& text) {
  bool any = false;
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const unsigned char d = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool two = c >= 0xd6 && c < 0xe0;  // Hebrew, Arabic
    const bool three = c >= 0xe0 && c < 0xf0 && !(c == 0xe1 && d >= 0xb8) && c != 0xe2 && c != 0xee &&
                       c != 0xef;  // U+0800.. but signs
    if (!two && !three) return false;
    any = true;
    i += two ? 2 : 3;
  }
  return any;
}

std::string WithoutFootnote(const std::string& text) {
  constexpr size_t kLongestMark = 7;  // bytes: the star and two raised digits
  const size_t star = text.rfind('*');
  if (star == std::string::npos || star == 0 || star + 1 >= text.size() || text.size() - star > kLongestMark)
    return text;
  const bool raised = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(star) + 1, text.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return raised ? text.substr(0, star) : text;
}

bool EndsInFunctionWord(const std::string& text) {
  const size_t space = text.rfind(' ');
  return space != std::string::npos && terminology::IsFunctionWord(terminology::Fold(text.substr(space + 1)));
}

bool EndsInComparison(const std::string& text) {
  const std::string folded = terminology::Fold(text);
  for (size_t at = folded.find(' '); at != std::string::npos; at = folded.find(' ', at + 1)) {
    const std::string_view rest = std::string_view(folded).substr(at + 1);
    if (fields::ScanComparator(rest, fields::ComparatorUse::kResult).length == rest.size()) return !rest.empty();
  }
  return false;
}

Segment Slice(const Segment& s, size_t from, size_t to, const ReadingContext& context) {
  std::vector<Word> words(s.words.begin() + static_cast<std::ptrdiff_t>(from),
                          s.words.begin() + static_cast<std::ptrdiff_t>(to));
  std::string text = JoinWords(words, 0, words.size());
  return MakeSegment(std::move(words), std::move(text), s.line, context);
}

bool Segment::IsValue() const {
  return result.listed && result.rest.empty() && result.value.kind != ValueKind::kNone &&
         result.value.kind != ValueKind::kText;
}

bool Segment::IsNumericValue() const {
  return IsValue() && (result.value.kind == ValueKind::kQuantity || result.value.kind == ValueKind::kTiter);
}

bool Segment::IsRange() const {
  // "5.4 High A": a number, its flag and what is left of a mark are no bands.
  if (range.kind == fields::RangeKind::kBanded && result.value.kind == ValueKind::kQuantity &&
      result.value.comparator == Comparator::kNone && !result.flag.text.empty() && result.rest.size() == 1)
    return false;
  if (range.kind == fields::RangeKind::kTiter || range.kind == fields::RangeKind::kBanded) return true;
  // A single number is a range by its column only.
  const ReferenceRange& r = range.range;
  return range.kind == fields::RangeKind::kNumeric && !(r.low && r.high && *r.low == *r.high);
}

bool Segment::IsProse() const {
  if (word_count >= 14) return true;
  if (word_count >= 9 && function_words * 4 >= word_count) return true;
  if (word_count >= 5 && function_words * 2 > word_count) return true;
  return word_count >= 4 && function_words >= 1 && text.back() == '.' && text[0] != '(';
}

bool Segment::IsNameLike() const {
  if (!has_letter || is_flag || IsProse() || text.size() > 110) return false;
  if (IsUnit() && text.find('/') != std::string::npos) return false;
  if (IsNumericValue()) return false;
  if (terminology::LookUpResultWord(text) != terminology::ResultWord::kNone) return false;
  if (has_date && word_count <= 3) return false;
  const unsigned char first = static_cast<unsigned char>(text[0]);
  if (!IsLetter(first) && range.kind == fields::RangeKind::kNumeric) return false;  // "(4,28 à 5,79)"
  return IsLetter(first) || std::isdigit(first) != 0 || first == '(' || first == '%' || first == '*' || first == '[' ||
         first == '\'' || first == '-' || first == '#';
}

double Misfit(const Segment& s, ColumnRole role) {
  switch (role) {
    case ColumnRole::kName:
      if (s.IsNameLike()) return 0;
      if (s.IsNumericValue() || s.IsRange()) return 3;
      return s.has_letter ? 1.2 : 2.5;
    case ColumnRole::kResult:
    case ColumnRole::kResultIn:
    case ColumnRole::kResultOut:
      if (s.IsValue()) return s.result.value.kind == ValueKind::kInterval ? 0.6 : 0;
      if (s.IsRange() || s.IsUnit() || s.has_date) return 2.5;
      if (s.is_flag) return 1.0;
      if (s.result.value.kind != ValueKind::kNone && s.result.value.kind != ValueKind::kText)
        return 0.8;  // with words left over
      return s.IsProse() ? 2 : 1.2;
    case ColumnRole::kUnit:
      if (s.IsUnit()) return 0;
      if (s.unit.confidence == terminology::UnitConfidence::kPlausible) return 0.3;
      if (s.IsNumericValue() || s.IsRange() || s.is_flag) return 2.5;
      return s.word_count <= 3 && s.has_letter ? 1.0 : 2;
    case ColumnRole::kRange:
      if (s.IsRange()) return 0;
      if (s.range.kind == fields::RangeKind::kNone && !s.range.flag.text.empty()) return 1.5;
      if (s.range.kind == fields::RangeKind::kWords || s.range.kind == fields::RangeKind::kNone) return 0.3;
      if (s.IsUnit()) return 1.8;
      if (s.IsNumericValue()) return 1.5;
      return s.IsProse() ? 1.5 : 0.9;
    case ColumnRole::kLow:
    case ColumnRole::kHigh: return s.IsNumericValue() ? 0 : 2;
    case ColumnRole::kFlag:
      if (s.is_flag) return 0;
      if (s.IsNumericValue() || s.IsRange() || s.IsUnit()) return 2.5;
      return s.word_count <= 3 ? 0.7 : 1.8;
    case ColumnRole::kPrevious:
      if (s.IsValue() || s.has_date) return 0.1;
      return s.IsUnit() || s.IsRange() ? 2 : 1;
    case ColumnRole::kPreviousDate:
    case ColumnRole::kDate: return s.has_date ? 0 : 2;
    case ColumnRole::kNumber: return s.IsNumericValue() && s.word_count == 1 ? 0 : 2.5;
    case ColumnRole::kMethod:
    case ColumnRole::kSpecimen:
    case ColumnRole::kNote: return s.IsNumericValue() || s.IsUnit() ? 0.6 : 0.3;
    case ColumnRole::kLab:
    case ColumnRole::kCode: return s.IsUnit() || s.IsRange() ? 1.5 : s.word_count <= 2 ? 0.1 : 1;
  }
  return 3;
}

}  // namespace labintake::generic
