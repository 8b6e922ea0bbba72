#include "extractors/generic/patient.h"

#include <algorithm>
#include <vector>

#include "model/ascii.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

using terminology::Fold;

bool IsWordByte(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// Runs of letters and runs of digits, apart.
std::vector<std::string_view> Tokens(std::string_view text) {
  std::vector<std::string_view> tokens;
  size_t at = 0;
  while (at < text.size()) {
    if (!IsWordByte(text[at])) {
      ++at;
      continue;
    }
    const bool digits = IsDigit(text[at]);
    size_t end = at;
    while (end < text.size() && IsWordByte(text[end]) && IsDigit(text[end]) == digits) ++end;
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

bool IsDoctorTitle(std::string_view folded) {
  for (std::string_view title : {"dr", "prof", "dra", "drs", "dott", "dottssa", "lek", "uzm", "doctor", "med"}) {
    if (folded == title) return true;
  }
  return false;
}

std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = Fold(name);
  for (std::string_view token : Tokens(folded)) {
    if (IsDigit(token.front()) || terminology::IsTitle(token)) continue;
    words.emplace_back(token);
  }
  return words;
}

// At most one letter put in, left out or changed.
bool NearlyEqual(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const std::string& longer = a.size() >= b.size() ? a : b;
  const std::string& shorter = a.size() >= b.size() ? b : a;
  if (longer.size() - shorter.size() > 1 || shorter.size() < 4) return false;
  size_t i = 0;
  while (i < shorter.size() && shorter[i] == longer[i]) ++i;
  const size_t skip = longer.size() == shorter.size() ? i + 1 : i;
  return shorter.substr(std::min(skip, shorter.size())) == longer.substr(std::min(i + 1, longer.size()));
}

bool WordsAgree(const std::string& a, const std::string& b) {
  if (a.starts_with(b) || b.starts_with(a)) return true;  // initials and cut ends
  return NearlyEqual(a, b);
}

}  // namespace

Demographics ReadDemographics(std::string_view text, fields::DateOrder order, bool bare_age) {
  Demographics out;
  constexpr size_t kLongest = 120;
  text = text.substr(0, kLongest);
  std::string rest(text);
  if (const auto date = fields::FindDate(text, order)) {
    if (!date->ambiguous) out.birth_date = date->iso.substr(0, 10);
    rest.replace(date->begin, date->length, 1, ' ');
  }
  // A second date is none of the patient's.
  if (const auto second = fields::FindDate(rest, order)) rest.resize(second->begin);
  std::vector<std::string> words;
  for (std::string_view token : Tokens(rest)) words.emplace_back(token);
  for (size_t i = 0; i < words.size(); ++i) {
    if (!IsDigit(words[i].front())) {
      if (out.sex.empty()) {
        if (const char sex = terminology::LookUpSex(words[i]); sex != 0) {
          // A lone letter is a sex only where it stands alone or beside an age: initials of names are letters, too.
          const bool short_word = words[i].size() == 1;
          const bool alone =
              words.size() == 1 ||
              (i > 0 && (IsDigit(words[i - 1].front()) || !terminology::LookUpAgeUnit(words[i - 1]).empty())) ||
              (i + 1 < words.size() && IsDigit(words[i + 1].front()));
          if (!short_word || alone) out.sex = std::string(1, sex);
        }
      }
      continue;
    }
    if (!out.age.empty()) {
      if (i + 1 < words.size() && !terminology::LookUpAgeUnit(words[i + 1]).empty()) ++i;  // the months of "5 Y 3 M"
      continue;
    }
    if (words[i].size() > 3) continue;
    const int number = std::stoi(words[i]);
    std::string_view unit;
    if (i + 1 < words.size()) {
      const std::string& next = words[i + 1];
      const char sex = terminology::LookUpSex(next);
      unit = terminology::LookUpAgeUnit(next);
      if (sex != 0 && !unit.empty()) {
        // "58M": months of an infant or a man of 58. Only when nobody counts that many months it is a man.
        constexpr int kMostMonths = 24;
        if (number <= kMostMonths) {
          ++i;
          continue;
        }
        unit = "a";
      } else if (sex != 0) {
        unit = "a";
      } else if (!unit.empty()) {
        ++i;  // "5 Y": the unit is no sex
      }
    }
    if (unit.empty() && bare_age) unit = "a";
    constexpr int kOldest = 130, kMostSmallUnits = 400;
    if (unit.empty() || number > (unit == "a" ? kOldest : kMostSmallUnits)) continue;
    out.age = std::to_string(number) + " " + std::string(unit);
  }
  return out;
}

bool NamesAgree(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = NameWords(a), right = NameWords(b);
  if (left.empty() || right.empty()) return true;
  const std::vector<std::string>& fewer = left.size() <= right.size() ? left : right;
  const std::vector<std::string>& more = left.size() <= right.size() ? right : left;
  std::vector<bool> used(more.size(), false);
  for (const std::string& word : fewer) {
    bool found = false;
    for (size_t i = 0; i < more.size() && !found; ++i) {
      if (used[i] || !WordsAgree(word, more[i])) continue;
      used[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool LooksLikePersonName(std::string_view text) {
  constexpr size_t kLongest = 80, kMostWords = 6;
  if (text.size() < 4 || text.size() > kLongest) return false;
  size_t words = 0;
  bool long_word = false;
  for (char c : text) {
    if (IsDigit(c) || c == '@' || c == '/' || c == ':' || c == '#' || c == '%') return false;
  }
  const std::string folded = Fold(text);
  for (std::string_view token : Tokens(folded)) {
    ++words;
    long_word = long_word || token.size() >= 3;
    if (terminology::IsFunctionWord(token) && token != "de" && token != "van" && token != "der" && token != "den" &&
        token != "von" && token != "la" && token != "di" && token != "da" && token != "dos" && token != "del" &&
        token != "le" && token != "ten" && token != "ter" && token != "do" && token != "das" && token != "al" &&
        token != "los" && token != "an" && token != "zu") {
      return false;
    }
  }
  return words >= 2 && words <= kMostWords && long_word && !terminology::HasOrganisationWord(text) &&
         !terminology::LookUpHeaderLabel(text);
}

bool StartsWithPatientTitle(std::string_view text) {
  const std::string folded = Fold(text.substr(0, 80));
  const std::vector<std::string_view> tokens = Tokens(folded);
  if (tokens.size() < 2 || IsDoctorTitle(tokens[0])) return false;
  for (std::string_view title :
       {"mr",      "mrs", "ms",  "miss", "master",   "mast",   "baby", "smt",  "shri",    "mevr",
        "mevrouw", "dhr", "mme", "mlle", "monsieur", "madame", "frau", "herr", "signora", "sayin"}) {
    if (tokens[0] == title) return true;
  }
  return false;
}

}  // namespace labintake::generic
