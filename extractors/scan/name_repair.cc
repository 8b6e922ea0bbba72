#include "extractors/scan/name_repair.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "extractors/scan/page_language.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"

namespace labintake::scan {
namespace {

using terminology::Catalog;

// Shorter words look like too many others.
constexpr size_t kShortestRepair = 5;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsUpper(c) || (c >= 'a' && c <= 'z'); }
char Lower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

bool IsWordOfNames(const std::string& word) {
  const std::vector<std::string> tokens = terminology::NameTokens(word);
  return !tokens.empty() &&
         std::all_of(tokens.begin(), tokens.end(), [](const std::string& t) { return Catalog::IsNameWord(t); });
}

std::string NameWordFor(const std::string& word) {
  const auto first = std::find_if(word.begin(), word.end(), IsLetter);
  const auto last = std::find_if(word.rbegin(), word.rend(), IsLetter).base();
  if (first == word.end() || last - first < static_cast<std::ptrdiff_t>(kShortestRepair)) return word;
  const std::string letters(first, last);
  if (!std::all_of(letters.begin(), letters.end(), IsLetter) || IsKnownWord(letters) || IsWordOfNames(letters))
    return word;
  std::string folded = letters;
  std::transform(folded.begin(), folded.end(), folded.begin(), Lower);
  // The words of the catalogue have lost the s of a plural.
  for (const std::string& plural : {std::string(), std::string("s")}) {
    if (!folded.ends_with(plural)) continue;
    const std::string stem = folded.substr(0, folded.size() - plural.size());
    const std::vector<std::string_view> alike = Catalog::NameWordsLike(stem);
    if (alike.size() != 1 || alike.front().size() != stem.size()) continue;
    const bool capitals =
        std::count_if(letters.begin(), letters.end(), IsUpper) * 2 > static_cast<std::ptrdiff_t>(letters.size());
    std::string out = letters;
    for (size_t i = 0; i < stem.size(); ++i) {
      if (folded[i] == alike.front()[i]) continue;
      const bool upper = capitals || (i == 0 && IsUpper(letters[0]));
      out[i] = upper ? Upper(alike.front()[i]) : alike.front()[i];
    }
    return std::string(word.begin(), first) + out + std::string(last, word.end());
  }
  return word;
}

std::string NameWithoutConfusion(const std::string& word) {
  static const RE2 kA1c("^(\\(?(?:[A-Z]-)?(?:Hb|HB|hb)?-?A)[lI|](c[),:]*)$"), kThallium("^\\(T[I1|]\\)$");
  std::string out = word;
  RE2::Replace(&out, kA1c, "\\11\\2");
  RE2::Replace(&out, kThallium, "(Tl)");
  // "CKD-EP!": no name has an exclamation mark within capitals.
  static const RE2 kCapital("([A-Z]{2})!");
  RE2::GlobalReplace(&out, kCapital, "\\1I");
  // "Tota!", "A!bumin": nor one beside small letters, where a word of names has an l.
  static const RE2 kSmall("([a-z])!|!([a-z])");
  if (std::string plain = out; RE2::GlobalReplace(&plain, kSmall, "\\1l\\2") && IsWordOfNames(plain)) out = plain;
  // No model has a beta; German ones read the sharp s.
  static const RE2 kBeta("(^|[A-Z]-?)ß(-?[0-9])");
  RE2::GlobalReplace(&out, kBeta, "\\1β\\2");
  return out;
}

bool HidesGreekLetter(const std::string& word) {
  static const RE2 kGreek("(?:IFN|TNF|TGF)[- ]?(?:[ayBbßβ]|8)[0-9]?[,:)]*"), kBeta("[Bß](-[A-Za-z]{4,})[*,:)]*");
  std::string rest;
  return RE2::FullMatch(word, kGreek) ||
         (RE2::FullMatch(word, kBeta, &rest) &&
          !Catalog::MeaningsOf(terminology::NameKey(terminology::NameTokens("β" + rest))).empty());
}

}  // namespace labintake::scan
