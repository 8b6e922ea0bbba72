#include "extractors/fields/result_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "extractors/fields/flag.h"
#include "extractors/fields/normal_text.h"
#include "terminology/vocabulary.h"

namespace labintake::fields {

using terminology::LookUpResultWord;
using terminology::ResultWord;

bool IsOneOf(std::string_view text, std::string_view chars) {
  return !text.empty() && text.find_first_not_of(chars) == std::string_view::npos;
}

bool IsNumberFlag(const Flag& flag) {
  static constexpr auto kCodes = std::to_array<std::string_view>({"H", "L", "HH", "LL", "A", "AA", "N"});
  return std::find(kCodes.begin(), kCodes.end(), flag.code) != kCodes.end();
}

bool IsResultCode(const Flag& flag) {
  static constexpr auto kCodes = std::to_array<std::string_view>({"POS", "NEG", "RR", "WR", "NR", "DET", "ND"});
  return std::find(kCodes.begin(), kCodes.end(), flag.code) != kCodes.end();
}

bool IsOrdinalWord(std::string_view text) {
  if (LookUpResultWord(text) == ResultWord::kOrdinal) return true;
  const auto flag = ParseFlag(text);
  return flag && IsResultCode(*flag);
}

bool AreOrdinalWords(std::string_view text) {
  if (IsOrdinalWord(text)) return true;
  bool any = false;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (part.empty()) return false;
    const std::string folded = terminology::Fold(part);
    if (folded != "not quantified" && folded != "not quantifiable" && folded != "unquantified" &&
        !IsOrdinalWord(part)) {
      return false;
    }
    any = true;
  }
  return any;
}

size_t DateAt(std::string_view s, size_t at) {
  size_t i = at;
  char mark = 0;
  std::array<size_t, 3> sizes{};
  for (size_t k = 0; k < 3; ++k) {
    const size_t begin = i;
    while (IsDigit(CharAt(s, i))) ++i;
    sizes[k] = i - begin;
    if (sizes[k] == 0 || sizes[k] > 4) return 0;
    if (k == 2) break;
    const char c = CharAt(s, i);
    if ((c != '/' && c != '-' && c != '.') || (mark != 0 && c != mark)) return 0;
    mark = c;
    ++i;
  }
  const bool year_last = sizes[0] <= 2 && sizes[1] <= 2 && (sizes[2] == 2 || sizes[2] == 4);
  const bool year_first = sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2;
  if (!year_last && !year_first) return 0;
  return IsDigit(CharAt(s, i)) || IsLetter(CharAt(s, i)) || CharAt(s, i) == mark ? 0 : i - at;
}

bool IsGrade(std::string_view s) {
  if (s.size() >= 2 && s[0] == 'G' && s[1] >= '1' && s[1] <= '5') return s.size() == 2 || s == "G3a" || s == "G3b";
  if (s == "+/-" || s == "-/+" || s == "(+)" || s == "\xC2\xB1") return true;
  if (s.size() <= 4 && IsOneOf(s, "+")) return true;
  return s.size() == 2 && s[0] >= '1' && s[0] <= '5' && s[1] == '+';
}

bool IsArrowAt(std::string_view s, size_t i) {
  return StartsWithAt(s, i, "\xE2\x86\x91") || StartsWithAt(s, i, "\xE2\x86\x93") ||  // U+2191, U+2193
         StartsWithAt(s, i, "\xE2\xAC\x86") || StartsWithAt(s, i, "\xE2\xAC\x87") ||  // U+2B06, U+2B07
         StartsWithAt(s, i, "\xE2\x96\xB2") || StartsWithAt(s, i, "\xE2\x96\xBC");    // U+25B2, U+25BC
}

}  // namespace labintake::fields
