#include "terminology/catalog/greek_names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"

namespace labintake::terminology {
namespace {

constexpr size_t kMostPlaces = 3;
constexpr size_t kFewestCapitals = 3;  // of "IFNy" and "TNFa", before the letter

struct GreekLetter {
  std::string_view letter, word;
  std::array<std::string_view, 7> readings;  // unused ones are ""
};

// As both models read them, on scans of all qualities.
constexpr GreekLetter kLetters[] = {
    {"α", "alpha", {"a", "o", "A", "O", "0", "q", "x"}},
    {"β", "beta", {"B", "b", "ß", "8", "ßB", "Bß", "p"}},
    {"γ", "gamma", {"y", "Y", "v", "V", "7", "", ""}},
    {"δ", "delta", {"8", "6", "d", "5", "S", "s", "ô"}},
};

// What may be a Greek letter: `text` from `from` on, `length` bytes.
struct Place {
  size_t from = 0, length = 0;
};

bool IsReading(std::string_view text) {
  return std::any_of(std::begin(kLetters), std::end(kLetters), [&](const GreekLetter& greek) {
    return std::find(greek.readings.begin(), greek.readings.end(), text) != greek.readings.end();
  });
}

// A word by itself ("a-", " B "), before figures ("o1-"), or behind capitals ("IFNy").
std::vector<Place> PlacesOf(std::string_view name) {
  constexpr std::string_view kBetween = " -,()[]/";
  std::vector<Place> places;
  for (size_t from = 0; from < name.size();) {
    const size_t to = std::min(name.find_first_of(kBetween, from), name.size());
    const std::string_view word = name.substr(from, to - from);
    const size_t digits = word.size() - std::min(word.size(), word.find_last_not_of("0123456789") + 1);
    const std::string_view letters = word.substr(0, word.size() - digits);
    const bool after_capitals =
        letters.size() > kFewestCapitals && digits == 0 &&
        std::all_of(letters.begin(), letters.end() - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!word.empty() && IsReading(word)) {
      places.push_back({from, word.size()});
    } else if (digits > 0 && !letters.empty() && IsReading(letters)) {
      places.push_back({from, letters.size()});
    } else if (after_capitals && IsReading(letters.substr(letters.size() - 1))) {
      places.push_back({from + letters.size() - 1, 1});
    }
    from = to + 1;
  }
  if (places.size() > kMostPlaces) places.resize(kMostPlaces);
  return places;
}

struct Found {
  std::string name, component;
};

// All names that letters put into the first `left` places of `name` make; `spelt` is the same with words for letters.
// Places are filled from the last one, so that the earlier ones stay where they are.
void Fill(const std::string& name, const std::string& spelt, const std::vector<Place>& places, size_t left,
          std::vector<Found>* found) {
  if (left == 0) {
    if (name == spelt) return;  // no letter
    for (const std::string& form : {name, spelt}) {
      for (const NameMeaning& meaning : Catalog::MeaningsOf(NameKey(NameTokens(form))))
        found->push_back({name, std::string(meaning.component)});
    }
    return;
  }
  Fill(name, spelt, places, left - 1, found);
  const Place& place = places[left - 1];
  const std::string read = name.substr(place.from, place.length);
  for (const GreekLetter& greek : kLetters) {
    if (std::find(greek.readings.begin(), greek.readings.end(), read) == greek.readings.end()) continue;
    std::string with_letter = name, with_word = spelt;
    with_letter.replace(place.from, place.length, greek.letter);
    with_word.replace(place.from, place.length, std::string(greek.word) + "-");
    Fill(with_letter, with_word, places, left - 1, found);
  }
}

}  // namespace

std::string WithGreekLetters(const std::string& name) {
  const std::vector<Place> places = PlacesOf(name);
  std::vector<Found> found;
  Fill(name, name, places, places.size(), &found);
  if (found.empty() ||
      std::any_of(found.begin(), found.end(), [&](const Found& f) { return f.component != found.front().component; }))
    return "";
  return found.front().name;
}

}  // namespace labintake::terminology
