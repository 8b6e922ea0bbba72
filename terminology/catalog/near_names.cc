#include "terminology/catalog/near_names.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "model/ascii.h"
#include "terminology/catalog/catalog.h"
#include "terminology/edit_distance.h"
#include "terminology/parts.h"

namespace labintake::terminology {
namespace {

struct Indexed {
  std::string_view key;
  std::uint64_t letters = 0;  // one bit for each letter that occurs
};

std::uint64_t LettersOf(std::string_view key) {
  std::uint64_t letters = 0;
  for (const char c : key) letters |= 1ull << (static_cast<unsigned char>(c) % 64);
  return letters;
}

struct Index {
  std::vector<Indexed> names;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_word;
};

const Index& Names() {
  static const Index index = [] {
    Index made;
    Catalog::ForEachName([&](std::string_view key, const std::vector<NameMeaning>&) {
      const auto number = static_cast<std::uint32_t>(made.names.size());
      made.names.push_back({key, LettersOf(key)});
      ForEachPart(key, ' ', [&](std::string_view word) { made.by_word[word].push_back(number); });
    });
    return made;
  }();
  return index;
}

std::string DigitsOf(std::string_view key) {
  std::string digits;
  for (const char c : key)
    if (IsDigit(c)) digits += c;
  return digits;
}

}  // namespace

std::vector<NearName> NearNames(std::string_view key, int most) {
  std::vector<NearName> near;
  const std::uint64_t letters = LettersOf(key);
  const std::string digits = DigitsOf(key);
  for (const Indexed& name : Names().names) {
    if (std::abs(static_cast<int>(name.key.size()) - static_cast<int>(key.size())) > most) continue;
    if (std::popcount(letters ^ name.letters) > 2 * most) continue;
    const int distance = EditDistance(key, name.key, most);
    if (distance <= most && DigitsOf(name.key) == digits) near.push_back({name.key, distance});
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const NearName& a, const NearName& b) { return a.distance < b.distance; });
  return near;
}

std::vector<std::string_view> NamesSharingWords(std::string_view key, size_t count) {
  // Rare words tell more than common ones.
  std::unordered_map<std::uint32_t, double> score;
  ForEachPart(key, ' ', [&](std::string_view word) {
    const auto it = Names().by_word.find(word);
    if (it == Names().by_word.end()) return;
    for (const std::uint32_t name : it->second) score[name] += 1.0 / static_cast<double>(it->second.size());
  });
  std::vector<std::pair<double, std::uint32_t>> ranked;
  for (const auto& [name, points] : score) {
    const double length = static_cast<double>(Names().names[name].key.size());
    ranked.emplace_back(-points / (length + 4), name);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string_view> best;
  for (const auto& [points, name] : ranked) {
    if (best.size() == count) break;
    best.push_back(Names().names[name].key);
  }
  return best;
}

}  // namespace labintake::terminology
