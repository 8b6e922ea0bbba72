#include "extractors/fields/result_cell.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "extractors/fields/comparator.h"
#include "extractors/fields/flag.h"
#include "extractors/fields/normal_text.h"
#include "extractors/fields/number_token.h"
#include "extractors/fields/result_words.h"
#include "extractors/fields/titer.h"
#include "terminology/units.h"
#include "terminology/vocabulary.h"

namespace labintake::fields {
namespace {

using terminology::LookUpResultWord;
using terminology::ResultWord;

// No cell with a value is longer; what is longer is text.
constexpr size_t kLongestCell = 400;
constexpr size_t kMostWordsOfOrdinal = 6;

struct Span {
  size_t begin = 0, end = 0;
};

class CellParser {
 public:
  CellParser(std::string_view cell, NumberStyle style)
      : normal_(cell), text_(normal_.text()), lower_(normal_.lower()), style_(style) {
    begin_ = normal_.SkipSpaces(0);
    end_ = text_.size();
    while (end_ > begin_ && text_[end_ - 1] == ' ') --end_;
  }

  ResultCell Parse() {
    if (begin_ == end_) return {};
    if (end_ - begin_ > kLongestCell) return Text();
    if (auto cell = ParseMarks()) return *cell;
    // Before the words: the vocabulary knows some numbers as grades.
    const auto quantity = ParseQuantity(begin_);
    if (quantity && quantity->rest.empty()) return *quantity;
    if (auto cell = ParseWords()) return *cell;
    if (const size_t date = DateAt(text_, begin_)) return ParseAfterDate(date);
    if (quantity) return *quantity;
    if (auto cell = ParseOrdinal()) return *cell;
    return Text();
  }

 private:
  std::string Printed(size_t begin, size_t end) const { return std::string(normal_.Printed(begin, end)); }
  std::string_view All() const { return normal_.Printed(begin_, end_); }

  ResultCell Text() const {
    ResultCell out;
    out.value.text = std::string(All());
    out.value.kind = ValueKind::kText;
    out.listed = false;
    return out;
  }

  ResultCell Whole(ValueKind kind) const {
    ResultCell out;
    out.value.text = std::string(All());
    out.value.kind = kind;
    return out;
  }

  // Cells of signs only.
  std::optional<ResultCell> ParseMarks() const {
    const std::string_view s = std::string_view(text_).substr(begin_, end_ - begin_);
    if (IsGrade(s)) return Whole(ValueKind::kOrdinal);
    if (s == "-") return Text();  // a dipstick's negative, or nothing: a person must say
    if (s == "*" || s == "**") return FlagOnly();
    if (IsOneOf(s, "-._* ")) return Whole(ValueKind::kNotDone);
    return std::nullopt;
  }

  std::optional<ResultCell> FlagOnly() const {
    const auto flag = ParseFlag(All());
    if (!flag || IsResultCode(*flag)) return std::nullopt;
    ResultCell out;
    out.flag = *flag;
    return out;
  }

  // Cells that are one listed word, flag or unit.
  std::optional<ResultCell> ParseWords() const {
    if (IsBeyondLimit(begin_, end_)) return Whole(ValueKind::kOrdinal);
    if (EndsInFlag()) return std::nullopt;
    const ResultWord word = LookUpResultWord(All());
    if (word == ResultWord::kNotDone) return Whole(ValueKind::kNotDone);
    const auto flag = ParseFlag(All());
    if (flag && flag->code != "N" && IsNumberFlag(*flag)) return FlagOnly();
    if (word == ResultWord::kOrdinal) return Whole(ValueKind::kOrdinal);
    if (flag && IsResultCode(*flag)) return Whole(ValueKind::kOrdinal);
    if (flag && flag->code == "N") return FlagOnly();
    const std::string_view all = All();
    if (terminology::ScanUnit(all) == all.size()) {
      ResultCell out;
      out.unit_text = std::string(all);
      return out;
    }
    return std::nullopt;
  }

  // "<dl": below what the method measures.
  bool IsBeyondLimit(size_t begin, size_t end) const {
    std::string tight(lower_, begin, end - begin);
    std::erase(tight, ' ');
    static constexpr auto kLimits =
        std::to_array<std::string_view>({"<dl", "<lod", "<loq", "<lloq", "<ldl", "<mdl", "bdl", ">uloq", ">loq"});
    return std::find(kLimits.begin(), kLimits.end(), tight) != kLimits.end();
  }

  // "Positive (A)", "* Trace", "1+ H": an ordinal with a short flag, which is not part of the word. "Borderline High"
  // is one word, and "A Positive" a blood group.
  bool EndsInFlag() const {
    if (text_[begin_] == '*' || IsArrowAt(text_, begin_)) return true;
    const size_t space = text_.rfind(' ', end_ - 1);
    if (space == std::string::npos || space <= begin_) return false;
    const std::string_view last = normal_.Printed(space + 1, end_);
    const auto letters = std::count_if(last.begin(), last.end(), IsLetter);
    if (letters > 2) return false;
    const auto flag = ParseFlag(last);
    const std::string_view head = std::string_view(text_).substr(begin_, space - begin_);
    return flag && IsNumberFlag(*flag) && !IsOneOf(last, "+-()") &&
           (IsGrade(head) || IsOrdinalWord(normal_.Printed(begin_, space)));
  }

  ResultCell ParseAfterDate(size_t length) {
    const size_t next = normal_.SkipSpaces(begin_ + length);
    ResultCell out;
    if (next < end_) {
      const auto cell = ParseQuantity(next);
      if (!cell) return Text();
      out = *cell;
    }
    const std::string date = Printed(begin_, begin_ + length);
    out.rest = out.rest.empty() ? date : date + " " + out.rest;
    return out;
  }

  bool StartsNumber(size_t i) const {
    const char c = CharAt(text_, i);
    if (IsDigit(c) || c == '<' || c == '>' || c == '=') return true;
    if ((c == '+' || c == '-' || c == '.') && (IsDigit(CharAt(text_, i + 1)) || CharAt(text_, i + 1) == '.'))
      return true;
    return ScanComparator(std::string_view(lower_).substr(i), ComparatorUse::kResult).length > 0;
  }

  // A flag before a number: "H 0.9", "*5.2", "+ 18,0", "- - 115". Returns where the number starts.
  size_t ScanLeadingFlag(size_t at, Flag* flag) const {
    size_t end = at;
    if (text_[at] == '*' || IsArrowAt(text_, at)) {
      while (text_[end] == '*' || IsArrowAt(text_, end)) end += text_[end] == '*' ? 1 : 3;
    } else if (text_[at] == '+' || text_[at] == '-') {
      while (end < end_ && (text_[end] == text_[at] || (text_[end] == ' ' && CharAt(text_, end + 1) == text_[at])))
        ++end;
      if (CharAt(text_, end) != ' ') return at;
    } else {
      const size_t first = normal_.WordEnd(at);
      const size_t second = normal_.WordEnd(normal_.SkipSpaces(first));
      for (const size_t candidate : {second, first}) {
        if (candidate >= end_) continue;
        const auto word = ParseFlag(normal_.Printed(at, candidate));
        if (word && IsNumberFlag(*word) && StartsNumber(normal_.SkipSpaces(candidate))) {
          end = candidate;
          break;
        }
      }
    }
    if (end == at) return at;
    const size_t number = normal_.SkipSpaces(end);
    if (number >= end_ || !StartsNumber(number)) return at;
    const auto parsed = ParseFlag(normal_.Printed(at, end));
    if (!parsed) return at;
    *flag = *parsed;
    return number;
  }

  // 1:320 or 1/320 at `at`; 0 for none.
  size_t TiterLength(size_t at) const {
    if (text_[at] != '1') return 0;
    const bool slash = CharAt(text_, at + 1) == '/';
    size_t i = slash ? at + 1 : normal_.SkipSpaces(at + 1);
    if (!slash && CharAt(text_, i) != ':') return 0;
    i = slash ? i + 1 : normal_.SkipSpaces(i + 1);
    const size_t digits = i;
    while (IsDigit(CharAt(text_, i))) ++i;
    if (slash && !IsDilution(std::string_view(text_).substr(digits, i - digits))) return 0;
    if (i == digits || GlueAt(text_, i) == Glue::kBad) return 0;
    if (CharAt(text_, i) == ':' || CharAt(text_, i) == '-' || CharAt(text_, i) == '/') return 0;
    return i - at;
  }

  // "0-2", "3 - 5", "0 to 2" of whole numbers, from the end of the first; 0 when the text goes on in another way.
  size_t IntervalEnd(size_t at, size_t first_end, bool* broken) const {
    size_t i = normal_.SkipSpaces(first_end);
    const bool spaced = i > first_end;
    if (CharAt(text_, i) == '-' || CharAt(text_, i) == '~') {
      ++i;
      const size_t after = normal_.SkipSpaces(i);
      if (!IsDigit(CharAt(text_, after))) {
        *broken = !spaced;
        return 0;
      }
      if (spaced && after == i) {  // "5.2 -3.1": a range, two values or a negative number
        *broken = true;
        return 0;
      }
      i = after;
    } else if (spaced && lower_.compare(i, 3, "to ") == 0 && IsDigit(CharAt(text_, normal_.SkipSpaces(i + 3)))) {
      i = normal_.SkipSpaces(i + 3);
    } else {
      return 0;
    }
    *broken = true;
    const size_t begin = i;
    while (IsDigit(CharAt(text_, i))) ++i;
    const size_t low_size = first_end - at, high_size = i - begin;
    if (low_size > 4 || high_size > 4 || !IsOneOf(std::string_view(text_).substr(at, low_size), "0123456789")) return 0;
    const auto low = Decimal::Parse(std::string_view(text_).substr(at, low_size));
    const auto high = Decimal::Parse(std::string_view(text_).substr(begin, high_size));
    if (!low || !high || *low > *high) return 0;
    if (GlueAt(text_, i) == Glue::kBad || CharAt(text_, normal_.SkipSpaces(i)) == '-') return 0;
    *broken = false;
    return i;
  }

  // A number, titer or interval at `at`, with a flag before it and unit, flag and words behind.
  std::optional<ResultCell> ParseQuantity(size_t at) {
    ResultCell out;
    size_t i = ScanLeadingFlag(at, &out.flag);
    const size_t value_begin = i;
    const auto comparator = ScanComparator(std::string_view(lower_).substr(i), ComparatorUse::kResult);
    i = normal_.SkipSpaces(i + comparator.length);
    if (i >= end_) return std::nullopt;
    out.value.comparator = comparator.comparator;
    if (const size_t titer = TiterLength(i)) {
      out.value.kind = ValueKind::kTiter;
      i += titer;
    } else {
      const auto token = ScanNumberToken(std::string_view(text_).substr(i), style_.mark == DecimalMark::kComma);
      if (!token) return std::nullopt;
      const size_t number_end = i + token->length;
      bool broken = false;
      const size_t interval = comparator.length == 0 ? IntervalEnd(i, number_end, &broken) : 0;
      if (broken) return std::nullopt;
      if (interval > 0) {
        out.value.kind = ValueKind::kInterval;
        i = interval;
      } else {
        if (!EndsNumber(number_end)) return std::nullopt;
        const auto reading = ReadNumber(*token, style_);
        if (!reading) return std::nullopt;
        out.value.kind = ValueKind::kQuantity;
        out.value.number = reading->value;
        // "+1" may be a dipstick's grade.
        const bool grade = token->body.size() == 2 && token->body[0] == '+' && comparator.length == 0;
        out.mark_doubtful = reading->doubtful || grade;
        i = number_end;
      }
    }
    out.value.text = Printed(value_begin, i);
    ParseTail(i, &out);
    return out;
  }

  // Whether what follows a number leaves it a number.
  bool EndsNumber(size_t end) const {
    switch (GlueAt(text_, end)) {
      case Glue::kBad: return false;
      case Glue::kLetters:
        if (terminology::ScanUnit(normal_.PrintedFrom(end)) == 0) {
          const auto flag = ParseFlag(normal_.Printed(end, normal_.WordEnd(end)));
          if (!flag || !IsNumberFlag(*flag)) return false;
        }
        break;
      case Glue::kNone: break;
    }
    // "1 / 200" and "1 IN 5000" are no numbers.
    const size_t next = normal_.SkipSpaces(end);
    if (CharAt(text_, next) == '/' && IsDigit(CharAt(text_, normal_.SkipSpaces(next + 1)))) return false;
    return !(next > end && lower_.compare(next, 3, "in ") == 0 && IsDigit(CharAt(text_, normal_.SkipSpaces(next + 3))));
  }

  // A flag at `at` of at most three words; 0 for none.
  size_t FlagEnd(size_t at, Flag* flag) const {
    std::array<size_t, 3> ends{};
    size_t count = 0;
    for (size_t i = at; i < end_ && count < ends.size(); i = normal_.SkipSpaces(i)) {
      i = normal_.WordEnd(i);
      ends[count++] = std::min(i, end_);
    }
    while (count > 0) {
      const size_t end = ends[--count];
      const auto parsed = ParseFlag(normal_.Printed(at, end));
      if (parsed && IsNumberFlag(*parsed)) {
        *flag = *parsed;
        return end;
      }
    }
    return 0;
  }

  // Unit, flag and other words from `at` on.
  void ParseTail(size_t at, ResultCell* out) const {
    std::vector<Span> words;
    for (size_t i = normal_.SkipSpaces(at); i < end_; i = normal_.SkipSpaces(i)) {
      if (out->unit_text.empty()) {
        const size_t unit = terminology::ScanUnit(normal_.Printed(i, end_));
        // "5.4 High A": a lone letter behind a flag is what is left of a mark, and no ampere.
        const bool scrap = unit == 1 && IsLetter(text_[i]) && !out->flag.text.empty();
        if (unit > 0 && !scrap) {
          const size_t end = normal_.EndOf(i, unit);
          out->unit_text = Printed(i, end);
          i = end;
          continue;
        }
      }
      if (out->flag.text.empty()) {
        if (const size_t end = FlagEnd(i, &out->flag)) {
          i = end;
          continue;
        }
      } else if (IsArrowAt(text_, i)) {
        // "High ↑": the arrow says it once more.
        Flag again;
        const size_t end = FlagEnd(i, &again);
        if (end > 0 && again.code == out->flag.code) {
          out->flag.text += " " + again.text;
          i = end;
          continue;
        }
      }
      const size_t end = std::min(normal_.WordEnd(i), end_);
      words.push_back({i, end});
      i = end;
    }
    if (words.empty()) return;
    std::string rest;
    for (const Span& word : words) {
      if (!rest.empty()) rest += ' ';
      rest += normal_.Printed(word.begin, word.end);
    }
    // A figure behind a number is no grade: "2.7e1 0" may be 2.7e10.
    const bool figure = rest.find_first_not_of("0123456789") == std::string::npos;
    // So is a lone letter: what is left of a mark.
    if (out->value.kind == ValueKind::kQuantity && !figure && rest.size() > 1 && AreOrdinalWords(rest)) {
      out->value.text += " " + rest;
    } else {
      out->rest = std::move(rest);
    }
  }

  // Listed words, with a number that says the same, unit and flag behind: "Positive 1:80", "Negative (0.3)", "1+ A".
  std::optional<ResultCell> ParseOrdinal() const {
    ResultCell out;
    size_t at = begin_;
    // Only marks may stand before a word: "A Positive" is a blood group. A plus is a mark when a space follows: "+
    // Positief".
    const size_t pluses = text_.find_first_not_of('+', at);
    const bool plus =
        text_[at] == '+' && pluses != std::string::npos && CharAt(text_, pluses) == ' ' && pluses - at <= 2;
    if (text_[at] == '*' || IsArrowAt(text_, at) || plus) {
      size_t mark_end = plus ? pluses : at;
      while (mark_end < end_ && (text_[mark_end] == '*' || IsArrowAt(text_, mark_end)))
        mark_end += text_[mark_end] == '*' ? 1 : 3;
      const auto flag = ParseFlag(normal_.Printed(at, mark_end));
      if (!flag) return std::nullopt;
      out.flag = *flag;
      at = normal_.SkipSpaces(mark_end);
      if (at >= end_) return std::nullopt;
    }
    std::vector<size_t> ends;
    for (size_t i = at; i < end_ && ends.size() < kMostWordsOfOrdinal; i = normal_.SkipSpaces(i)) {
      i = std::min(normal_.WordEnd(i), end_);
      ends.push_back(i);
    }
    if (ends.size() > 1 && ends.back() == end_ && EndsInFlag()) ends.pop_back();
    while (!ends.empty()) {
      const size_t end = ends.back();
      ends.pop_back();
      const std::string_view head = normal_.Printed(at, end);
      if (!IsGrade(std::string_view(text_).substr(at, end - at)) && !IsOrdinalWord(head) && !IsBeyondLimit(at, end))
        continue;
      size_t value_end = end;
      size_t next = normal_.SkipSpaces(end);
      // "Present ++": several signs behind a word grade it.
      if (const size_t grade = normal_.WordEnd(next);
          next < end_ && grade > next + 1 && IsOneOf(normal_.Printed(next, grade), "+")) {
        value_end = grade;
        next = normal_.SkipSpaces(grade);
      }
      // Nothing of a grade is no detail: "1+ 0" has a box behind it that was taken for a figure.
      if (const size_t detail = DetailEnd(next); detail > 0 && Printed(next, detail) != "0") {
        value_end = detail;
        next = normal_.SkipSpaces(detail);
      }
      ResultCell cell = out;
      cell.value.kind = ValueKind::kOrdinal;
      cell.value.text = Printed(at, value_end);
      // All that is left must be understood, or be a site code; otherwise the words are part of a sentence.
      if (next < end_) {
        ParseTail(next, &cell);
        if (!cell.rest.empty() && !IsOneOf(cell.rest, "0123456789")) continue;
      }
      return cell;
    }
    return std::nullopt;
  }

  // A number or titer behind an ordinal, in brackets or bare; 0 for none.
  size_t DetailEnd(size_t at) const {
    if (at >= end_) return 0;
    const bool bracket = text_[at] == '(';
    size_t i = normal_.SkipSpaces(at + (bracket ? 1 : 0));
    i = normal_.SkipSpaces(
        i + ScanComparator(std::string_view(lower_).substr(std::min(i, text_.size())), ComparatorUse::kResult).length);
    if (i >= end_) return 0;
    if (const size_t titer = TiterLength(i)) {
      i += titer;
    } else {
      const auto token = ScanNumberToken(std::string_view(text_).substr(i), false);
      if (!token || !EndsNumber(i + token->length) || !ReadNumber(*token, style_)) return 0;
      const bool site_code = token->body.size() == 2 && token->body[0] == '0' && IsDigit(token->body[1]);
      if (site_code) return 0;
      i += token->length;
    }
    if (!bracket) return i;
    i = normal_.SkipSpaces(i);
    if (i < end_ && text_[i] != ')') {
      const size_t unit = terminology::ScanUnit(normal_.Printed(i, end_));
      if (unit == 0) return 0;
      i = normal_.SkipSpaces(normal_.EndOf(i, unit));
    }
    return CharAt(text_, i) == ')' ? i + 1 : 0;
  }

  const NormalText normal_;
  const std::string& text_;
  const std::string& lower_;
  const NumberStyle style_;
  size_t begin_ = 0, end_ = 0;
};

// Where a site's number in brackets, "(01)", begins that ends `cell`; 0 for none, or where nothing stands before it.
size_t SiteCodeBegin(std::string_view cell) {
  while (cell.ends_with(' ')) cell.remove_suffix(1);
  if (cell.size() < 6) return 0;
  const size_t at = cell.size() - 4;
  const bool code = cell.substr(at - 1, 3) == " (0" && IsDigit(cell[at + 2]) && cell[at + 3] == ')';
  return code ? at : 0;
}

}  // namespace

ResultCell ParseResultCell(std::string_view cell, NumberStyle style) {
  // A little more than the longest cell is enough to see that it is too long.
  if (cell.size() > 4 * kLongestCell) {
    ResultCell out;
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    out.value.text = std::string(cell);
    out.value.kind = cell.empty() ? ValueKind::kNone : ValueKind::kText;
    out.listed = cell.empty();
    return out;
  }
  // A bullet that marks the row.
  for (const std::string_view bullet : {"• ", "● ", "▪ ", "■ "})
    if (cell.starts_with(bullet)) cell.remove_prefix(bullet.size());
  // "6.2 (01)": the number of the performing site, where all before it is understood.
  if (const size_t code = SiteCodeBegin(cell); code > 0) {
    ResultCell known = ParseResultCell(cell.substr(0, code), style);
    if (known.value.kind != ValueKind::kNone && known.listed && known.rest.empty()) return known;
  }
  // "Trace*", "1+ *": a mark behind a word is a flag; behind a number the grammar finds it itself.
  size_t end = cell.size();
  while (end > 0 && (cell[end - 1] == '*' || cell[end - 1] == ' ')) --end;
  if (end > 0 && end < cell.size() && cell.find('*', end) != std::string_view::npos) {
    ResultCell word = CellParser(cell.substr(0, end), style).Parse();
    if (word.value.kind == ValueKind::kOrdinal && word.rest.empty() && word.flag.text.empty()) {
      std::string marks(cell.substr(end));
      std::erase(marks, ' ');
      if (const auto flag = ParseFlag(marks)) {
        word.flag = *flag;
        return word;
      }
    }
  }
  return CellParser(cell, style).Parse();
}

}  // namespace labintake::fields
