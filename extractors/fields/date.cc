#include "extractors/fields/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "model/ascii.h"
#include "terminology/vocabulary.h"

namespace labintake::fields {
namespace {

// No report holds a date further in than this; bounds the work on damaged input.
constexpr size_t kLongestText = 4096;
constexpr int kFirstYear = 1900, kLastYear = 2099;
// A year of two digits is one of 1970..2069.
constexpr int kPivot = 70;

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Part of a word in any script; the bytes of spaces and dashes outside ASCII are told apart by SpaceAt and DashAt.
bool IsLetterByte(char c) { return IsAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// What tells which order a date was printed in.
enum class Evidence {
  kNone,        // a month in letters, or year first
  kEither,      // both numbers could be a month
  kSame,        // 05/05/2024
  kDayFirst,    // 28/05/2024
  kMonthFirst,  // 05/28/2024
  kDots,        // 03.04.2024: written day first wherever dots are used
};

struct Parts {
  int year = 0, month = 0, day = 0;
  Evidence evidence = Evidence::kNone;
  size_t end = 0;  // byte after the date
};

struct Time {
  int hour = 0, minute = 0;
  size_t end = 0;
  bool has_meridiem = false;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  char At(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  size_t size() const { return text_.size(); }
  std::string_view Cut(size_t begin, size_t end) const { return text_.substr(begin, end - begin); }

  // Length in bytes of the white space at `i`, 0 for none.
  size_t SpaceAt(size_t i) const {
    const char c = At(i);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return 1;
    if (Is(i, "\xC2\xA0")) return 2;
    if (Is(i, "\xE2\x80\xAF")) return 3;
    if (Is(i, "\xE2\x80") && static_cast<unsigned char>(At(i + 2)) >= 0x80 &&
        static_cast<unsigned char>(At(i + 2)) <= 0x8A)
      return 3;
    return 0;
  }
  // Length in bytes of the hyphen or dash at `i`, 0 for none.
  size_t DashAt(size_t i) const {
    if (At(i) == '-') return 1;
    if (Is(i, "\xC2\xAD")) return 2;
    for (std::string_view dash : {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x88\x92"}) {
      if (Is(i, dash)) return 3;
    }
    return 0;
  }
  size_t SkipSpaces(size_t i, size_t most = 4) const {
    for (size_t n = 0; n < most; ++n) {
      const size_t length = SpaceAt(i);
      if (length == 0) break;
      i += length;
    }
    return i;
  }
  bool Is(size_t i, std::string_view what) const { return text_.substr(std::min(i, text_.size())).starts_with(what); }

  // The digits at `i`, at most `most` of them and no more following; 0 digits when there are none or too many.
  size_t DigitsAt(size_t i, size_t most) const {
    size_t n = 0;
    while (n <= most && IsDigit(At(i + n))) ++n;
    return n > most ? 0 : n;
  }
  int Number(size_t i, size_t digits) const {
    int value = 0;
    for (size_t k = 0; k < digits; ++k) value = value * 10 + (At(i + k) - '0');
    return value;
  }
  // The end of the word of letters at `i`.
  size_t WordEnd(size_t i) const {
    while (i < size() && IsLetterByte(At(i)) && SpaceAt(i) == 0 && DashAt(i) == 0) ++i;
    return i;
  }

 private:
  std::string_view text_;
};

bool Exists(int year, int month, int day) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[static_cast<size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// A year at `i` that nothing runs on from: not the hour of a time, not the first part of a longer number.
std::optional<std::pair<int, size_t>> YearAt(const Scanner& s, size_t i) {
  if (s.At(i) == '\'') ++i;
  if (s.Is(i, "\xE2\x80\x99")) i += 3;
  const size_t n = s.DigitsAt(i, 4);
  if (n != 2 && n != 4) return std::nullopt;
  int year = s.Number(i, n);
  const size_t end = i + n;
  const char next = s.At(end);
  if (next == 'T' && IsDigit(s.At(end + 1)))
    return std::pair{n == 2 ? (year < kPivot ? 2000 + year : 1900 + year) : year, end};
  // Of letters, only the marks of a year may follow: "2024r." (Polish), "2024 г" has a space.
  if (IsLetterByte(next) && s.SpaceAt(end) == 0 && s.DashAt(end) == 0) {
    const size_t word = s.WordEnd(end);
    if (n == 2 || !(word == end + 1 && next == 'r')) return std::nullopt;
  }
  if (n == 2) {
    if (next == ':' || next == '%') return std::nullopt;
    if ((next == '.' || next == ',' || next == '/' || s.DashAt(end) == 1) && IsDigit(s.At(end + 1)))
      return std::nullopt;
    year += year < kPivot ? 2000 : 1900;
  } else if ((next == '/' || s.DashAt(end) == 1 || next == '.') && IsDigit(s.At(end + 1)) &&
             IsDigit(s.At(end + 2)) == false) {
    return std::nullopt;
  }
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return std::pair{year, end};
}

// The month in letters at `i`, with its full stop: its number and the byte after it.
std::optional<std::pair<int, size_t>> MonthAt(const Scanner& s, size_t i) {
  const size_t end = s.WordEnd(i);
  constexpr size_t kLongestMonth = 24;
  if (end == i || end - i > kLongestMonth) return std::nullopt;
  const int month = terminology::MonthNumber(terminology::Fold(s.Cut(i, end)));
  if (month == 0) return std::nullopt;
  return std::pair{month, s.At(end) == '.' ? end + 1 : end};
}

bool IsWord(const Scanner& s, size_t i, size_t end, std::initializer_list<std::string_view> words) {
  const std::string folded = terminology::Fold(s.Cut(i, end));
  return std::find(words.begin(), words.end(), folded) != words.end();
}

// What may stand between the parts of a date with a month in letters: space, dash, slash, comma, stop, "de", "of".
size_t SkipJoint(const Scanner& s, size_t i) {
  for (int n = 0; n < 6; ++n) {
    if (const size_t space = s.SpaceAt(i); space > 0) {
      i += space;
    } else if (const size_t dash = s.DashAt(i); dash > 0) {
      i += dash;
    } else if (s.At(i) == '/' || s.At(i) == ',' || s.At(i) == '.') {
      ++i;
    } else if (s.At(i) == 'd' || s.At(i) == 'D' || s.At(i) == 'o' || s.At(i) == 'O') {
      const size_t end = s.WordEnd(i);
      if (s.SpaceAt(end) == 0 || !IsWord(s, i, end, {"de", "of", "del"})) break;
      i = end;
    } else {
      break;
    }
  }
  return i;
}

// The byte after an ordinal ending ("1st", "1er", "1º", "1.") of a day whose digits end at `i`.
size_t SkipOrdinal(const Scanner& s, size_t i) {
  if (s.At(i) == '.') return i + 1;
  for (std::string_view sign : {"\xC2\xBA", "\xC2\xB0", "\xC2\xAA"}) {
    if (s.Is(i, sign)) return i + 2;
  }
  const size_t end = s.WordEnd(i);
  if (end > i && end - i <= 3 && IsWord(s, i, end, {"st", "nd", "rd", "th", "er", "e"})) return end;
  return i;
}

std::optional<Parts> NumericAfterDay(const Scanner& s, size_t after_first, int first) {
  // The separator: one sign, alike at both places. Spaces may stand around it only before a year of four digits.
  size_t i = s.SkipSpaces(after_first, 2);
  const bool spaced_before = i != after_first;
  const auto separator = [&](size_t at) -> std::pair<char, size_t> {
    if (s.At(at) == '/' || s.At(at) == '.') return {s.At(at), 1};
    if (const size_t dash = s.DashAt(at); dash > 0) return {'-', dash};
    return {'\0', 0};
  };
  const auto [mark, length] = separator(i);
  if (length == 0) return std::nullopt;
  size_t j = s.SkipSpaces(i + length, 2);
  bool spaced = spaced_before || j != i + length;
  const size_t second_digits = s.DigitsAt(j, 2);
  if (second_digits == 0) return std::nullopt;
  const int second = s.Number(j, second_digits);
  size_t k = s.SkipSpaces(j + second_digits, 2);
  spaced = spaced || k != j + second_digits;
  const auto [mark2, length2] = separator(k);
  if (length2 == 0 || mark2 != mark) return std::nullopt;
  size_t y = s.SkipSpaces(k + length2, 2);
  spaced = spaced || y != k + length2;
  const auto year = YearAt(s, y);
  if (!year) return std::nullopt;
  if (spaced && year->second - y < 4) return std::nullopt;
  Parts parts;
  parts.year = year->first;
  parts.end = year->second;
  const bool day_first = Exists(parts.year, second, first), month_first = Exists(parts.year, first, second);
  if (!day_first && !month_first) return std::nullopt;
  parts.day = first;
  parts.month = second;
  if (first == second) {
    parts.evidence = Evidence::kSame;
  } else if (day_first && month_first) {
    parts.evidence = mark == '.' ? Evidence::kDots : Evidence::kEither;
  } else if (day_first) {
    parts.evidence = Evidence::kDayFirst;
  } else {
    std::swap(parts.day, parts.month);
    parts.evidence = Evidence::kMonthFirst;
  }
  return parts;
}

// 2024-05-01, 2024/5/1, 2024.05.01, 2024-May-01.
std::optional<Parts> YearFirst(const Scanner& s, size_t i, size_t digits) {
  if (digits != 4) return std::nullopt;
  Parts parts;
  parts.year = s.Number(i, 4);
  size_t at = i + 4;
  const char mark = s.At(at);
  const size_t dash = s.DashAt(at);
  if (mark != '/' && mark != '.' && dash == 0) return std::nullopt;
  at += dash > 0 ? dash : 1;
  if (const auto month = MonthAt(s, at)) {
    parts.month = month->first;
    at = month->second;
    const size_t n = s.DashAt(at) > 0 ? s.DashAt(at) : (s.At(at) == '/' || s.At(at) == '.' ? 1 : 0);
    if (n == 0 && s.At(at - 1) != '.') return std::nullopt;
    at += n;
  } else {
    const size_t n = s.DigitsAt(at, 2);
    if (n == 0) return std::nullopt;
    parts.month = s.Number(at, n);
    at += n;
    const size_t second = s.DashAt(at) > 0 ? s.DashAt(at) : (s.At(at) == '/' || s.At(at) == '.' ? 1 : 0);
    if (second == 0 || (s.At(at) != mark && dash == 0) || (dash > 0) != (s.DashAt(at) > 0)) return std::nullopt;
    at += second;
  }
  const size_t n = s.DigitsAt(at, 2);
  if (n == 0) return std::nullopt;
  parts.day = s.Number(at, n);
  parts.end = at + n;
  const char next = s.At(parts.end);
  if (IsLetterByte(next) && next != 'T' && next != 'Z' && s.SpaceAt(parts.end) == 0 && s.DashAt(parts.end) == 0)
    return std::nullopt;
  if ((next == '.' || next == '/' || next == '-') && IsDigit(s.At(parts.end + 1))) return std::nullopt;
  if (!Exists(parts.year, parts.month, parts.day)) return std::nullopt;
  return parts;
}

// 20240501, when `s` holds nothing else but perhaps a time.
std::optional<Parts> Compact(const Scanner& s, size_t i) {
  if (s.DigitsAt(i, 8) != 8) return std::nullopt;
  if (s.SkipSpaces(0, s.size()) != i) return std::nullopt;
  Parts parts;
  parts.year = s.Number(i, 4);
  parts.month = s.Number(i + 4, 2);
  parts.day = s.Number(i + 6, 2);
  parts.end = i + 8;
  if (!Exists(parts.year, parts.month, parts.day)) return std::nullopt;
  return parts;
}

// The date that starts at `i`, which is the start of a number or word.
std::optional<Parts> DateAt(const Scanner& s, size_t i) {
  if (IsDigit(s.At(i))) {
    const size_t digits = s.DigitsAt(i, 4);
    if (const auto parts = YearFirst(s, i, digits)) return parts;
    if (digits == 1 || digits == 2) {
      const int first = s.Number(i, digits);
      if (const auto parts = NumericAfterDay(s, i + digits, first)) return parts;
      size_t at = SkipJoint(s, SkipOrdinal(s, i + digits));
      const auto month = MonthAt(s, at);
      if (!month) return std::nullopt;
      at = SkipJoint(s, month->second);
      const auto year = YearAt(s, at);
      if (!year || !Exists(year->first, month->first, first)) return std::nullopt;
      return Parts{year->first, month->first, first, Evidence::kNone, year->second};
    }
    return std::nullopt;
  }
  const auto month = MonthAt(s, i);
  if (!month) return std::nullopt;
  size_t at = SkipJoint(s, month->second);
  if (at == month->second && s.At(at - 1) != '.' && !IsDigit(s.At(at))) return std::nullopt;
  const size_t digits = s.DigitsAt(at, 2);
  if (digits == 0) return std::nullopt;
  const int day = s.Number(at, digits);
  const size_t ordinal = SkipOrdinal(s, at + digits);
  at = SkipJoint(s, ordinal);
  const auto year = YearAt(s, at);
  if (!year || at == ordinal || !Exists(year->first, month->first, day)) return std::nullopt;
  return Parts{year->first, month->first, day, Evidence::kNone, year->second};
}

// "AM", "p.m." at `i` (after spaces): 'a' or 'p' and the byte after it.
std::optional<std::pair<char, size_t>> MeridiemAt(const Scanner& s, size_t i) {
  i = s.SkipSpaces(i, 2);
  const char c = Lower(s.At(i));
  if (c != 'a' && c != 'p') return std::nullopt;
  size_t end = i + 1;
  if (s.At(end) == '.') ++end;
  if (Lower(s.At(end)) != 'm') return std::nullopt;
  ++end;
  if (IsLetterByte(s.At(end)) && s.SpaceAt(end) == 0 && s.DashAt(end) == 0) return std::nullopt;
  if (s.At(end) == '.' && s.At(i + 1) == '.') ++end;
  return std::pair{c, end};
}

bool OnlyZoneFollows(const Scanner& s, size_t i) {
  const size_t at = s.SkipSpaces(i, s.size());
  if (at == s.size()) return true;
  if (at == i) return false;
  const size_t end = s.WordEnd(at);
  constexpr size_t kLongestZone = 5;
  return end > at && end - at <= kLongestZone && s.SkipSpaces(end, s.size()) == s.size();
}

// 08:30, 11:03:00AM, 2:31 PM, 08h30, 08.30 Uhr, 0812 (before a time zone or the end of the text).
std::optional<Time> TimeAt(const Scanner& s, size_t i) {
  Time time;
  if (const size_t four = s.DigitsAt(i, 4); four == 4) {
    time.hour = s.Number(i, 2);
    time.minute = s.Number(i + 2, 2);
    time.end = i + 4;
    if (time.hour > 23 || time.minute > 59 || !OnlyZoneFollows(s, time.end)) return std::nullopt;
    return time;
  }
  const size_t digits = s.DigitsAt(i, 2);
  if (digits == 0) return std::nullopt;
  time.hour = s.Number(i, digits);
  size_t at = i + digits;
  const char mark = s.At(at);
  const size_t spaced = s.SkipSpaces(at, 1);
  const bool loose = mark != ':' && s.At(spaced) == ':' && IsDigit(s.At(s.SkipSpaces(spaced + 1, 1)));  // "08 : 30"
  if (mark == ':' || mark == 'h' || mark == 'H' || (mark == '.' && digits == 2) || loose) {
    at = loose ? s.SkipSpaces(spaced + 1, 1) : at + 1;
    if (s.DigitsAt(at, 2) != 2) return std::nullopt;
    time.minute = s.Number(at, 2);
    at += 2;
    if (s.At(at) == mark && (mark == ':' || mark == '.') && s.DigitsAt(at + 1, 2) == 2) {
      if (s.Number(at + 1, 2) > 59) return std::nullopt;
      at += 3;
      if (s.At(at) == '.' && IsDigit(s.At(at + 1))) {
        const size_t fraction = s.DigitsAt(at + 1, 9);
        at += 1 + fraction;
      }
    }
    time.end = at;
    if (const auto meridiem = MeridiemAt(s, at)) {
      time.has_meridiem = true;
      time.end = meridiem->second;
      if (time.hour <= 12) time.hour = time.hour % 12 + (meridiem->first == 'p' ? 12 : 0);
    } else if (mark == '.') {
      const size_t word = s.SkipSpaces(at, 2);
      if (!IsWord(s, word, s.WordEnd(word), {"uhr", "uur", "h", "hrs", "hours"})) return std::nullopt;
    }
  } else if (const auto meridiem = MeridiemAt(s, at); meridiem && time.hour >= 1 && time.hour <= 12) {
    time.hour = time.hour % 12 + (meridiem->first == 'p' ? 12 : 0);  // "2 PM"
    time.has_meridiem = true;
    time.end = meridiem->second;
  } else {
    return std::nullopt;
  }
  const char next = s.At(time.end);
  if (time.hour > 23 || time.minute > 59 || IsDigit(next) || (next == ':' && IsDigit(s.At(time.end + 1))))
    return std::nullopt;
  return time;
}

// The time behind a date that ends at `i`.
std::optional<Time> TimeAfter(const Scanner& s, size_t i) {
  size_t at = i;
  bool parted = false;
  if (s.At(at) == 'T' || s.At(at) == 'r') {
    ++at;
    parted = true;
  }
  for (int n = 0; n < 8; ++n) {
    if (const size_t space = s.SpaceAt(at); space > 0) {
      at += space;
    } else if (const size_t dash = s.DashAt(at); dash > 0) {
      at += dash;
    } else if (s.At(at) == ',' || s.At(at) == '@' || s.At(at) == '|' || s.At(at) == '/' || s.At(at) == '(' ||
               s.At(at) == ';' || s.At(at) == ':' || s.At(at) == '.') {
      ++at;
    } else if (IsLetterByte(s.At(at))) {
      const size_t end = s.WordEnd(at);
      if (!IsWord(s, at, end,
                  {"at", "om", "um", "a", "las", "alle", "ore", "as", "godz", "saat", "uur", "time", "h", "o", "r"}))
        break;
      at = end;
    } else {
      break;
    }
    parted = true;
  }
  if (!parted || !IsDigit(s.At(at))) return std::nullopt;
  auto time = TimeAt(s, at);
  // The digits may be the next date ("05/01/2024 12.05.2024") rather than a time.
  if (time && DateAt(s, at)) return std::nullopt;
  return time;
}

bool StartsToken(const Scanner& s, size_t i) {
  if (i == 0) return true;
  const char before = s.At(i - 1);
  if (IsDigit(s.At(i))) {
    if (IsDigit(before)) return false;
    if (IsAsciiLetter(before)) return false;
    // Inside a longer number or a chain such as 1.2.3.2024 or 815/05/01/2024.
    if ((before == '.' || before == ',' || before == '/' || before == '-') && i >= 2 && IsDigit(s.At(i - 2)))
      return false;
    return true;
  }
  if (!IsLetterByte(s.At(i)) || s.SpaceAt(i) > 0 || s.DashAt(i) > 0) return false;
  if (IsDigit(before)) return false;  // "5 mg": the date would have begun at the digit
  if (!IsLetterByte(before)) return true;
  // A multi-byte space or dash before a letter also ends a word.
  for (size_t back = 2; back <= 3 && back <= i; ++back) {
    if (s.SpaceAt(i - back) == back || s.DashAt(i - back) == back) return true;
  }
  return false;
}

struct Found {
  Parts date;
  std::optional<Time> time;
  size_t begin = 0, end = 0;
};

std::optional<Found> FindFrom(const Scanner& s, size_t from) {
  for (size_t i = from; i < s.size(); ++i) {
    if (!StartsToken(s, i)) continue;
    Found found;
    found.begin = i;
    if (IsDigit(s.At(i))) {
      if (const auto compact = Compact(s, i)) {
        const auto time = TimeAfter(s, compact->end);
        const size_t end = time ? time->end : compact->end;
        if (s.SkipSpaces(end, s.size()) == s.size() || OnlyZoneFollows(s, end)) {
          found.date = *compact;
          found.time = time;
          found.end = end;
          return found;
        }
      }
      // "02:31 PM 02 Dec, 2024"
      const auto before = TimeAt(s, i);
      if (before && (before->has_meridiem || s.DigitsAt(i, 2) == 2)) {
        size_t at = before->end;
        for (int n = 0; n < 5 && (s.SpaceAt(at) > 0 || s.DashAt(at) > 0 || s.At(at) == ',' || s.At(at) == '|'); ++n) {
          at += std::max({s.SpaceAt(at), s.DashAt(at), size_t{1}});
        }
        if (at > before->end) {
          if (const auto date = DateAt(s, at)) {
            const auto after = TimeAfter(s, date->end);
            found.date = *date;
            found.time = after ? after : before;
            if (after) found.begin = at;
            found.end = after ? after->end : date->end;
            return found;
          }
        }
      }
    }
    const auto date = DateAt(s, i);
    if (!date) continue;
    found.date = *date;
    found.time = TimeAfter(s, date->end);
    found.end = found.time ? found.time->end : date->end;
    return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ScannedDate> FindDate(std::string_view text, DateOrder order) {
  const Scanner scanner(text.substr(0, kLongestText));
  const auto found = FindFrom(scanner, 0);
  if (!found) return std::nullopt;
  ScannedDate date;
  date.begin = found->begin;
  date.length = found->end - found->begin;
  int month = found->date.month, day = found->date.day;
  if (found->date.evidence == Evidence::kEither) {
    date.ambiguous = order == DateOrder::kUnknown;
    if (order != DateOrder::kDayFirst) std::swap(month, day);
  } else if (found->date.evidence == Evidence::kDots && order == DateOrder::kMonthFirst) {
    std::swap(month, day);
  }
  std::array<char, 40> buffer{};
  if (found->time) {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02dT%02d:%02d", found->date.year, month, day,
                  found->time->hour, found->time->minute);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", found->date.year, month, day);
  }
  date.iso = buffer.data();
  return date;
}

DateOrder InferDateOrder(std::span<const std::string> texts) {
  bool day_first = false, month_first = false, dots = false;
  for (const std::string& text : texts) {
    const Scanner scanner(std::string_view(text).substr(0, kLongestText));
    size_t from = 0;
    while (const auto found = FindFrom(scanner, from)) {
      day_first = day_first || found->date.evidence == Evidence::kDayFirst;
      month_first = month_first || found->date.evidence == Evidence::kMonthFirst;
      dots = dots || found->date.evidence == Evidence::kDots;
      from = std::max(found->end, from + 1);
    }
  }
  if (day_first && month_first) return DateOrder::kUnknown;
  if (month_first) return DateOrder::kMonthFirst;
  return day_first || dots ? DateOrder::kDayFirst : DateOrder::kUnknown;
}

}  // namespace labintake::fields
