#include "extractors/fields/number.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extractors/fields/normal_text.h"
#include "extractors/fields/number_token.h"
#include "terminology/units.h"

namespace labintake::fields {
namespace {

// No number that Decimal takes is longer than this in print; longer input is not looked at.
constexpr size_t kLongest = 192;

size_t DigitsAt(std::string_view s, size_t i) {
  size_t n = 0;
  while (IsDigit(CharAt(s, i + n))) ++n;
  return n;
}

bool IsMark(char c) { return c == '.' || c == ',' || c == '\''; }

// The exponent after the mantissa that ends at `at` ("E3", "x10^9", " x 10E9"): its end, `at` when there is none.
// "x10E3/uL" is a unit and no exponent.
size_t ScanExponent(std::string_view s, size_t at, std::string* exponent) {
  size_t i = at;
  bool times = false;
  if (s[at - 1] != ' ' && (CharAt(s, i) == 'e' || CharAt(s, i) == 'E')) {
    ++i;
  } else {
    if (CharAt(s, i) == ' ') ++i;
    if (CharAt(s, i) != 'x' && CharAt(s, i) != 'X' && CharAt(s, i) != '*') return at;
    ++i;
    if (CharAt(s, i) == ' ') ++i;
    if (!StartsWithAt(s, i, "10")) return at;
    i += 2;
    if (StartsWithAt(s, i, "**")) ++i;
    const char power = CharAt(s, i);
    if (power != '^' && power != '*' && power != 'e' && power != 'E') return at;
    ++i;
    times = true;
  }
  const size_t begin = i;
  if (CharAt(s, i) == '+' || CharAt(s, i) == '-') ++i;
  const size_t digits = DigitsAt(s, i);
  if (digits == 0 || digits > 2) return at;
  i += digits;
  if (IsLetter(CharAt(s, i)) || (IsMark(CharAt(s, i)) && IsDigit(CharAt(s, i + 1)))) return at;
  if (times) {
    size_t next = i;
    if (CharAt(s, next) == ' ') ++next;
    if (CharAt(s, next) == '/') return at;
  }
  *exponent = std::string(s.substr(begin, i - begin));
  return i;
}

// The digit groups of a body between its marks.
struct Groups {
  std::vector<std::string_view> parts;
  std::string marks;  // parts.size() - 1 characters
};

Groups Split(std::string_view body) {
  Groups out;
  size_t begin = 0;
  for (size_t i = 0; i <= body.size(); ++i) {
    if (i < body.size() && !IsMark(body[i])) continue;
    out.parts.push_back(body.substr(begin, i - begin));
    if (i < body.size()) out.marks += body[i];
    begin = i + 1;
  }
  return out;
}

bool IsFirstGroup(std::string_view part) { return !part.empty() && part.size() <= 3 && part[0] != '0'; }

// True when the first `count` parts are groups of thousands, or of lakhs where the mark is a comma (12,34,567).
bool AreThousands(const Groups& g, size_t count) {
  if (count < 2 || !IsFirstGroup(g.parts[0]) || g.parts[count - 1].size() != 3) return false;
  const auto middle = [&](size_t size) {
    return std::all_of(g.parts.begin() + 1, g.parts.begin() + static_cast<std::ptrdiff_t>(count) - 1,
                       [&](std::string_view p) { return p.size() == size; });
  };
  if (middle(3)) return true;
  return g.marks[0] == ',' && g.parts[0].size() <= 2 && middle(2);
}

std::string Join(const Groups& g, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += g.parts[i];
  return out;
}

bool AllSame(std::string_view marks) { return marks.find_first_not_of(marks[0]) == std::string_view::npos; }

// Digits with at most a point, for Decimal::Parse; `doubtful` says that another reading is possible.
std::optional<std::string> PlainDigits(std::string_view body, NumberStyle style, bool* doubtful) {
  const Groups g = Split(body);
  const size_t n = g.parts.size();
  if (n == 1) return std::string(body);
  const char last = g.marks.back();
  const std::string_view fraction = g.parts.back();
  if (n == 2 && last != '\'') {
    const DecimalMark own = last == '.' ? DecimalMark::kPoint : DecimalMark::kComma;
    const std::string decimal = std::string(g.parts[0]) + "." + std::string(fraction);
    if (!IsFirstGroup(g.parts[0]) || fraction.size() != 3) {  // cannot be thousands
      // 4,69 in a document of points is not to be believed at once; 4.69 among commas is common and can mean one thing.
      *doubtful = style.mark == DecimalMark::kPoint && own == DecimalMark::kComma;
      return decimal;
    }
    if (style.mark == own) return decimal;
    if (style.mark == DecimalMark::kUnknown) {
      *doubtful = true;
      return own == DecimalMark::kPoint ? decimal : Join(g, 2);
    }
    *doubtful = style.mark == DecimalMark::kComma;  // many European reports mix in points
    return Join(g, 2);
  }
  if (AllSame(g.marks)) {
    if (!AreThousands(g, n)) return std::nullopt;
    *doubtful =
        (last == ',' && style.mark == DecimalMark::kComma) || (last == '.' && style.mark == DecimalMark::kPoint);
    return Join(g, n);
  }
  // Two kinds of mark: the last is the decimal mark and stands once.
  if (last == '\'' || g.marks.find(last) != g.marks.size() - 1) return std::nullopt;
  if (!AllSame(std::string_view(g.marks).substr(0, g.marks.size() - 1)) || !AreThousands(g, n - 1)) return std::nullopt;
  return Join(g, n - 1) + "." + std::string(fraction);
}

}  // namespace

std::optional<NumberToken> ScanNumberToken(std::string_view text, bool spaced) {
  const std::string_view s = text.substr(0, kLongest);
  NumberToken token;
  size_t i = 0;
  if (CharAt(s, 0) == '+' || CharAt(s, 0) == '-') token.body += s[i++];
  const size_t begin = i;
  while (i < s.size()) {
    const char c = s[i];
    if (IsDigit(c)) {
      token.body += c;
    } else if (IsMark(c) && IsDigit(CharAt(s, i + 1)) && (i > begin || c == '.')) {
      token.body += c;
    } else if (c == ' ' && spaced && i > begin && DigitsAt(s, i + 1) == 3) {
      const std::string_view before = s.substr(begin, i - begin);
      const bool first = !token.spaced && IsFirstGroup(before) && DigitsAt(before, 0) == before.size();
      if (!first && !token.spaced) break;
      token.body += '\'';
      token.spaced = true;
    } else {
      break;
    }
    ++i;
  }
  if (i == begin) return std::nullopt;
  const size_t end = ScanExponent(s, i, &token.exponent);
  // 10E3/uL, 10*9/L and 10^9 are powers of units.
  const bool ten = token.body == "10";
  if (ten && !token.exponent.empty() && CharAt(s, end) == '/') return std::nullopt;
  token.length = end;
  return token;
}

std::optional<NumberReading> ReadNumber(const NumberToken& token, NumberStyle style) {
  std::string_view body = token.body;
  std::string text;
  if (body.starts_with('+') || body.starts_with('-')) {
    text += body[0];
    body.remove_prefix(1);
  }
  NumberReading out;
  const auto digits = PlainDigits(body, style, &out.doubtful);
  if (!digits) return std::nullopt;
  text += *digits;
  if (!token.exponent.empty()) text += "e" + token.exponent;
  const auto value = Decimal::Parse(text);
  if (!value) return std::nullopt;
  out.value = *value;
  out.doubtful |= token.spaced;
  return out;
}

Glue GlueAt(std::string_view text, size_t end) {
  const char c = CharAt(text, end), next = CharAt(text, end + 1);
  if (end >= text.size() || c == ' ') return Glue::kNone;
  if (IsLetter(c)) return Glue::kLetters;
  if (static_cast<unsigned char>(c) >= 0x80) {
    // Arrows (U+2190..) and footnote daggers may stand beside a number.
    const std::string_view rest = text.substr(end);
    return rest.starts_with("\xE2\x86") || rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\xAC")
               ? Glue::kNone
               : Glue::kLetters;
  }
  switch (c) {
    case '%':
    case '(':
    case ')':
    case '[':
    case ']':
    case '!':
    case ';':
    case '|':
    case '#': return Glue::kNone;
    case '/': return IsDigit(next) ? Glue::kBad : Glue::kLetters;
    case ':':
    case '*': return IsDigit(next) || next == '<' ? Glue::kBad : Glue::kNone;
    case '-':
    case '~': return next == '\0' || IsLetter(next) ? Glue::kBad : Glue::kNone;
    case '.':
    case ',': return IsDigit(next) ? Glue::kBad : Glue::kNone;
    default: return Glue::kBad;
  }
}

std::optional<ScannedNumber> ScanNumber(std::string_view text, NumberStyle style) {
  const NormalText normal(text.substr(0, std::min(text.size(), kLongest + 64)));
  const auto token = ScanNumberToken(normal.text(), style.mark == DecimalMark::kComma);
  if (!token) return std::nullopt;
  switch (GlueAt(normal.text(), token->length)) {
    case Glue::kBad: return std::nullopt;
    case Glue::kLetters:
      if (terminology::ScanUnit(normal.PrintedFrom(token->length)) == 0) return std::nullopt;
      break;
    case Glue::kNone: break;
  }
  const auto reading = ReadNumber(*token, style);
  if (!reading) return std::nullopt;
  return ScannedNumber{reading->value, normal.Printed(0, token->length).size(), reading->doubtful};
}

DecimalMark InferDecimalMark(std::span<const std::string> texts) {
  size_t points = 0, commas = 0;
  for (const std::string& source : texts) {
    const NormalText normal(source);
    const std::string& s = normal.text();
    for (size_t i = 0; i < s.size();) {
      if (!IsDigit(s[i]) && !(s[i] == '.' && IsDigit(CharAt(s, i + 1)))) {
        ++i;
        continue;
      }
      const size_t begin = i;
      while (i < s.size() && (IsDigit(s[i]) || (IsMark(s[i]) && IsDigit(CharAt(s, i + 1))))) ++i;
      // Digits of names (B12, 1,25-dihydroxy) and of units (min/1.73) say nothing.
      const char before = begin > 0 ? s[begin - 1] : ' ';
      if (IsLetter(before) || before == '/' || before == '^' || IsLetter(CharAt(s, i))) continue;
      if (CharAt(s, i) == '-' && (IsLetter(CharAt(s, i + 1)) || CharAt(s, i + 1) == '(')) continue;
      const std::string_view token = std::string_view(s).substr(begin, i - begin);
      if (token.size() > kLongest) continue;
      const Groups g = Split(token);
      if (g.marks.empty()) continue;
      bool as_point = false, as_comma = false;
      const auto says = [&](DecimalMark mark) {
        bool doubtful = false;
        return PlainDigits(token, {mark}, &doubtful).has_value() && !doubtful;
      };
      const size_t n = g.parts.size();
      if (n == 2 && g.marks[0] != '\'') {
        const bool open = IsFirstGroup(g.parts[0]) && g.parts[1].size() == 3;
        as_point = !open && g.marks[0] == '.';
        as_comma = !open && g.marks[0] == ',';
      } else if (AllSame(g.marks)) {
        as_point = g.marks[0] == ',' && says(DecimalMark::kPoint);
        as_comma = g.marks[0] == '.' && says(DecimalMark::kComma);
      } else if (says(DecimalMark::kUnknown)) {
        as_point = g.marks.back() == '.';
        as_comma = g.marks.back() == ',';
      }
      points += as_point;
      commas += as_comma;
    }
  }
  if (points > 0 && points >= 3 * commas) return DecimalMark::kPoint;
  if (commas > 0 && commas >= 3 * points) return DecimalMark::kComma;
  return DecimalMark::kUnknown;
}

}  // namespace labintake::fields
