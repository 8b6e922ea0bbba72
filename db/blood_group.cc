// The blood groups in results as laboratories write them. A text with any word that is not known says nothing: "not a
// valid sample" has the letter A in it.
#include <algorithm>
#include <array>
#include <set>

#include "db/history_rules.h"
#include "terminology/fold.h"

namespace labintake::db {
namespace {

using std::string_view_literals::operator""sv;

constexpr auto kGroups = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"a", "a"},
    {"a1", "a"},
    {"a2", "a"},
    {"b", "b"},
    {"ab", "ab"},
    {"a1b", "ab"},
    {"a2b", "ab"},
    {"o", "o"},
    {"0", "o"},
});
// Folded: without accents.
constexpr auto kPositive = std::to_array<std::string_view>({"+", "pos", "positive", "positiv", "positif", "positivo",
                                                            "positiva", "positief", "dodatni", "dodatnia", "pozitif"});
constexpr auto kNegative = std::to_array<std::string_view>(
    {"-", "neg", "negative", "negativ", "negatif", "negativo", "negativa", "negatief", "ujemny", "ujemna"});
constexpr auto kAsides =
    std::to_array<std::string_view>({"rh", "rhd", "rhesus", "d", "factor", "faktor", "group", "groupe", "gruppe",
                                     "gruppo", "grupo", "grupa", "type", "blood", "blutgruppe", "kell", "k"});

struct Reading {
  std::set<std::string_view> groups;
  std::set<char> signs;
  bool strange = false;
};

Reading Read(std::string_view text) {
  const std::string folded = terminology::Fold(text);
  Reading reading;
  const auto is_word = [&](size_t i) { return i < folded.size() && terminology::IsWordByte(folded[i]); };
  for (size_t i = 0; i < folded.size();) {
    size_t end = i + 1;
    std::string word(1, folded[i]);
    if (is_word(i)) {
      while (is_word(end)) ++end;
      word = folded.substr(i, end - i);
    } else if (folded[i] != '+' && (folded[i] != '-' || is_word(i + 1))) {
      i = end;  // a hyphen within "Rh-positive" is no sign
      continue;
    }
    i = end;
    const auto is = [&](const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); };
    const auto* group = std::find_if(kGroups.begin(), kGroups.end(), [&](const auto& g) { return g.first == word; });
    if (group != kGroups.end()) {
      reading.groups.insert(group->second);
    } else if (is(kPositive) || is(kNegative)) {
      reading.signs.insert(is(kPositive) ? '+' : '-');
    } else if (!is(kAsides)) {
      reading.strange = true;
    }
  }
  return reading;
}

}  // namespace

std::string AboGroupIn(std::string_view text) {
  const Reading reading = Read(text);
  return reading.strange || reading.groups.size() != 1 ? "" : std::string(*reading.groups.begin());
}

char SignIn(std::string_view text) {
  const Reading reading = Read(text);
  return reading.strange || reading.signs.size() != 1 ? ' ' : *reading.signs.begin();
}

}  // namespace labintake::db
