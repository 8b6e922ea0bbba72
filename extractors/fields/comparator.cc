#include "extractors/fields/comparator.h"

#include <array>

#include "extractors/fields/normal_text.h"

namespace labintake::fields {
namespace {

struct Phrase {
  std::string_view words;
  Comparator comparator;
  ComparatorUse use = ComparatorUse::kResult;
};

constexpr auto kLess = Comparator::kLess;
constexpr auto kLessEqual = Comparator::kLessEqual;
constexpr auto kGreater = Comparator::kGreater;
constexpr auto kGreaterEqual = Comparator::kGreaterEqual;
constexpr auto kRange = ComparatorUse::kRange;

// Without accents, as normal_text.h leaves them. A space stands for any number of spaces, none too ("LESSTHAN").
constexpr auto kPhrases = std::to_array<Phrase>({
    {"less than or equal to", kLessEqual},
    {"less than or =", kLessEqual},
    {"less than", kLess},
    {"lower than", kLess},
    {"smaller than", kLess},
    {"fewer than", kLess},
    {"below", kLess, kRange},
    {"under", kLess, kRange},
    {"not more than", kLessEqual},
    {"up to", kLessEqual, kRange},
    {"upto", kLessEqual, kRange},
    {"max.", kLessEqual, kRange},
    {"max", kLessEqual, kRange},
    {"maximum", kLessEqual, kRange},
    {"greater than or equal to", kGreaterEqual},
    {"greater than or =", kGreaterEqual},
    {"greater than", kGreater},
    {"more than or equal to", kGreaterEqual},
    {"more than", kGreater},
    {"higher than", kGreater},
    {"above", kGreater, kRange},
    {"over", kGreater, kRange},
    {"at least", kGreaterEqual, kRange},
    {"min.", kGreaterEqual, kRange},
    {"minimum", kGreaterEqual, kRange},
    // Dutch
    {"kleiner dan of gelijk aan", kLessEqual},
    {"kleiner dan", kLess},
    {"minder dan", kLess},
    {"lager dan", kLess},
    {"groter dan of gelijk aan", kGreaterEqual},
    {"groter dan", kGreater},
    {"meer dan", kGreater},
    {"hoger dan", kGreater},
    {"onder", kLess, kRange},
    {"boven", kGreater, kRange},
    {"tot", kLessEqual, kRange},
    {"vanaf", kGreaterEqual, kRange},
    // German
    {"kleiner gleich", kLessEqual},
    {"kleiner oder gleich", kLessEqual},
    {"kleiner als", kLess},
    {"weniger als", kLess},
    {"grosser gleich", kGreaterEqual},
    {"grosser oder gleich", kGreaterEqual},
    {"grosser als", kGreater},
    {"groesser als", kGreater},
    {"mehr als", kGreater},
    {"unter", kLess, kRange},
    {"uber", kGreater, kRange},
    {"bis zu", kLessEqual, kRange},
    {"bis", kLessEqual, kRange},
    {"ab", kGreaterEqual, kRange},
    // French
    {"inferieur ou egal a", kLessEqual},
    {"inferieure ou egale a", kLessEqual},
    {"inferieur a", kLess},
    {"inferieure a", kLess},
    {"moins de", kLess},
    {"superieur ou egal a", kGreaterEqual},
    {"superieure ou egale a", kGreaterEqual},
    {"superieur a", kGreater},
    {"superieure a", kGreater},
    {"plus de", kGreater},
    {"jusqu'a", kLessEqual, kRange},
    // Spanish and Portuguese
    {"menor o igual a", kLessEqual},
    {"menor o igual que", kLessEqual},
    {"menor ou igual a", kLessEqual},
    {"menor que", kLess},
    {"menor de", kLess},
    {"menor do que", kLess},
    {"menor a", kLess},
    {"menos de", kLess},
    {"inferior o igual a", kLessEqual},
    {"inferior ou igual a", kLessEqual},
    {"inferior a", kLess},
    {"mayor o igual a", kGreaterEqual},
    {"mayor o igual que", kGreaterEqual},
    {"maior ou igual a", kGreaterEqual},
    {"mayor que", kGreater},
    {"mayor de", kGreater},
    {"mayor a", kGreater},
    {"mas de", kGreater},
    {"superior o igual a", kGreaterEqual},
    {"superior ou igual a", kGreaterEqual},
    {"superior a", kGreater},
    {"maior que", kGreater},
    {"maior do que", kGreater},
    {"maior de", kGreater},
    {"mais de", kGreater},
    {"hasta", kLessEqual, kRange},
    {"ate", kLessEqual, kRange},
    // Italian
    {"inferiore o uguale a", kLessEqual},
    {"minore o uguale a", kLessEqual},
    {"inferiore a", kLess},
    {"minore di", kLess},
    {"meno di", kLess},
    {"superiore o uguale a", kGreaterEqual},
    {"maggiore o uguale a", kGreaterEqual},
    {"superiore a", kGreater},
    {"maggiore di", kGreater},
    {"piu di", kGreater},
    {"fino a", kLessEqual, kRange},
    // Polish
    {"mniejsze niz", kLess},
    {"mniej niz", kLess},
    {"ponizej", kLess},
    {"wieksze niz", kGreater},
    {"wiecej niz", kGreater},
    {"powyzej", kGreater},
    {"do", kLessEqual, kRange},
});

constexpr auto kTrailing = std::to_array<Phrase>({
    {"or less", kLessEqual},       {"or lower", kLessEqual},     {"or below", kLessEqual},
    {"and below", kLessEqual},     {"or under", kLessEqual},     {"or more", kGreaterEqual},
    {"or greater", kGreaterEqual}, {"or higher", kGreaterEqual}, {"or above", kGreaterEqual},
    {"and above", kGreaterEqual},  {"of minder", kLessEqual},    {"of lager", kLessEqual},
    {"of meer", kGreaterEqual},    {"of hoger", kGreaterEqual},  {"oder weniger", kLessEqual},
    {"oder mehr", kGreaterEqual},  {"ou moins", kLessEqual},     {"ou plus", kGreaterEqual},
    {"o menos", kLessEqual},       {"o mas", kGreaterEqual},     {"ou menos", kLessEqual},
    {"ou mais", kGreaterEqual},    {"o meno", kLessEqual},       {"o piu", kGreaterEqual},
    {"or older", kGreaterEqual},   {"and older", kGreaterEqual}, {"or younger", kLessEqual},
    {"en ouder", kGreaterEqual},
});

// Length of `words` at the start of `text`, 0 when they do not stand there or are the start of a longer word.
size_t MatchPhrase(std::string_view text, std::string_view words) {
  size_t i = 0;
  for (const char c : words) {
    if (c == ' ') {
      while (CharAt(text, i) == ' ') ++i;
    } else if (CharAt(text, i) == c) {
      ++i;
    } else {
      return 0;
    }
  }
  return IsLetter(text[i - 1]) && IsLetter(CharAt(text, i)) ? 0 : i;
}

template <size_t N>
ScannedComparator Longest(std::string_view lower, const std::array<Phrase, N>& phrases, ComparatorUse use) {
  ScannedComparator best;
  for (const Phrase& phrase : phrases) {
    if (phrase.words[0] != lower[0] || (phrase.use == ComparatorUse::kRange && use == ComparatorUse::kResult)) continue;
    const size_t length = MatchPhrase(lower, phrase.words);
    if (length > best.length) best = {phrase.comparator, length};
  }
  return best;
}

}  // namespace

ScannedComparator ScanComparator(std::string_view lower, ComparatorUse use) {
  if (lower.empty()) return {};
  const auto skip = [&](size_t i) {
    while (CharAt(lower, i) == ' ') ++i;
    return i;
  };
  size_t i = 0;
  if (lower[0] == '=') {  // =<20
    i = skip(1);
    if (CharAt(lower, i) != '<' && CharAt(lower, i) != '>') return {};
    return {lower[i] == '<' ? kLessEqual : kGreaterEqual, i + 1};
  }
  if (lower[0] != '<' && lower[0] != '>') return Longest(lower, kPhrases, use);
  const bool less = lower[0] == '<';
  i = skip(1);
  if (StartsWithAt(lower, i, "or")) i = skip(i + 2);
  if (CharAt(lower, i) == '=') return {less ? kLessEqual : kGreaterEqual, i + 1};
  return {less ? kLess : kGreater, 1};
}

ScannedComparator ScanTrailingComparator(std::string_view lower) {
  if (lower.empty()) return {};
  return Longest(lower, kTrailing, ComparatorUse::kRange);
}

}  // namespace labintake::fields
