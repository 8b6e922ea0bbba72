#include "extractors/fields/flag.h"

#include "extractors/fields/normal_text.h"
#include "extractors/fields/number_token.h"
#include "extractors/fields/titer.h"
#include "terminology/flags.h"

namespace labintake::fields {
namespace {

std::string_view Trim(std::string_view s) {
  while (s.starts_with(' ')) s.remove_prefix(1);
  while (s.ends_with(' ')) s.remove_suffix(1);
  return s;
}

// The code of a text whose brackets, stars and exclamation marks are decoration.
std::optional<std::string> CodeOf(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return std::nullopt;
  if (auto code = terminology::LookUpFlag(text)) return code;
  const char last = text.back();
  if ((text.front() == '(' && last == ')') || (text.front() == '[' && last == ']')) {
    return CodeOf(text.substr(1, text.size() - 2));
  }
  if (last == '*' || last == '!' || last == ':' || last == '.') return CodeOf(text.substr(0, text.size() - 1));
  if (text.front() == '*') return CodeOf(text.substr(1));
  if (last == ')') {  // "High (A)": both must be flags; the word leads
    const size_t open = text.rfind('(');
    if (open != std::string_view::npos && open > 0 && CodeOf(text.substr(open))) return CodeOf(text.substr(0, open));
  }
  return std::nullopt;
}

// A stretch of the number line; an absent end is open.
struct Stretch {
  std::optional<Decimal> low, high;
  bool low_inclusive = true, high_inclusive = true;
};

std::optional<Decimal> WholeNumber(std::string_view s) {
  if (s.empty()) return std::nullopt;
  for (const char c : s) {
    if (!IsDigit(c)) return std::nullopt;
  }
  return Decimal::Parse(s);
}

// Where the dilution of a titer begins, behind "1:" or "1/"; npos for none.
size_t DilutionAt(std::string_view text) {
  for (size_t at = text.find('1'); at != std::string_view::npos; at = text.find('1', at + 1)) {
    const char mark = CharAt(text, at + 1);
    if ((mark != ':' && mark != '/') || (at > 0 && IsDigit(text[at - 1]))) continue;
    size_t i = at + 2;
    while (CharAt(text, i) == ' ' || CharAt(text, i) == '<' || CharAt(text, i) == '>' || CharAt(text, i) == '=') ++i;
    const size_t end = std::min(text.find_first_not_of("0123456789", i), text.size());
    if (end > i && (mark == ':' || IsDilution(text.substr(i, end - i)))) return i;
  }
  return std::string_view::npos;
}

bool IsTiterText(std::string_view text) { return DilutionAt(text) != std::string_view::npos; }

void Bound(Stretch& s, Comparator comparator, const Decimal& number) {
  if (comparator == Comparator::kNone || comparator == Comparator::kGreater ||
      comparator == Comparator::kGreaterEqual) {
    s.low = number;
    s.low_inclusive = comparator != Comparator::kGreater;
  }
  if (comparator == Comparator::kNone || comparator == Comparator::kLess || comparator == Comparator::kLessEqual) {
    s.high = number;
    s.high_inclusive = comparator != Comparator::kLess;
  }
}

// Where the value can lie, in the range's own terms (a titer by its reciprocal); nullopt when it has no place on a
// line.
std::optional<Stretch> StretchOf(const Value& value, const ReferenceRange& range) {
  Stretch out;
  const bool titer_range = IsTiterText(range.text);
  switch (value.kind) {
    case ValueKind::kQuantity:
      if (!value.number || titer_range) return std::nullopt;
      Bound(out, value.comparator, *value.number);
      return out;
    case ValueKind::kTiter: {
      if (!titer_range) return std::nullopt;
      const NormalText normal(value.text);
      const std::string& s = normal.text();
      const size_t dilution = DilutionAt(s);
      if (dilution == std::string::npos) return std::nullopt;
      const auto number = WholeNumber(Trim(std::string_view(s).substr(dilution)));
      if (!number) return std::nullopt;
      Bound(out, value.comparator, *number);
      return out;
    }
    case ValueKind::kInterval: {
      if (titer_range) return std::nullopt;
      const NormalText normal(value.text);
      const std::string& s = normal.text();
      const size_t dash = s.find('-');
      if (dash == std::string::npos) return std::nullopt;
      out.low = WholeNumber(Trim(std::string_view(s).substr(0, dash)));
      out.high = WholeNumber(Trim(std::string_view(s).substr(dash + 1)));
      if (!out.low || !out.high) return std::nullopt;
      return out;
    }
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Flag> ParseFlag(std::string_view text) {
  constexpr size_t kLongest = 64;
  text = Trim(text);
  if (text.size() > kLongest) return std::nullopt;
  auto code = CodeOf(text);
  if (!code) return std::nullopt;
  Flag flag;
  flag.text = std::string(text);
  flag.code = std::move(*code);
  return flag;
}

std::string DeriveFlag(const Value& value, const ReferenceRange& range) {
  if (!range.low && !range.high) return "";
  const auto stretch = StretchOf(value, range);
  if (!stretch) return "";
  const auto& [low, high, low_inclusive, high_inclusive] = *stretch;
  // Everything the value can be lies above the upper limit, or below the lower one.
  if (range.high && low && (*low > *range.high || (*low == *range.high && !(low_inclusive && range.high_inclusive)))) {
    return "H";
  }
  if (range.low && high && (*high < *range.low || (*high == *range.low && !(high_inclusive && range.low_inclusive)))) {
    return "L";
  }
  // "<10" against "0-30": what has 0 as its lower limit has no values below it.
  const bool from_zero = range.low && range.low_inclusive && *range.low == *Decimal::Parse("0") && !low;
  const bool low_safe = !range.low || from_zero ||
                        (low && (*low > *range.low || (*low == *range.low && (range.low_inclusive || !low_inclusive))));
  const bool high_safe =
      !range.high ||
      (high && (*high < *range.high || (*high == *range.high && (range.high_inclusive || !high_inclusive))));
  return low_safe && high_safe ? "N" : "";
}

bool FlagContradicts(const Flag& flag, const Value& value, const ReferenceRange& range) {
  const std::string truth = DeriveFlag(value, range);
  if (truth.empty()) return false;
  if (flag.code == "H" || flag.code == "HH") return truth != "H";
  if (flag.code == "L" || flag.code == "LL") return truth != "L";
  if (flag.code == "N") return truth != "N";
  return false;
}

}  // namespace labintake::fields
