#include "terminology/catalog/name_search.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/parts.h"

namespace labintake::terminology {
namespace {

// Letters that the words which differ must have before one, or two, wrong ones are believed to be slips.
constexpr size_t kLettersForOneSlip = 5, kLettersForTwoSlips = 10;

std::vector<std::string> Words(std::string_view key) {
  std::vector<std::string> words;
  ForEachPart(key, ' ', [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

// How many slips are believed between a name and a key of the catalogue: by the letters of the words they do not share.
int SlipsBelieved(const std::vector<std::string>& tokens, std::string_view key) {
  const std::vector<std::string> words = Words(key);
  const auto letters_of = [](const std::vector<std::string>& of, const std::vector<std::string>& without) {
    size_t letters = 0;
    for (const std::string& word : of)
      if (std::find(without.begin(), without.end(), word) == without.end()) letters += word.size();
    return letters;
  };
  const size_t letters = std::min(letters_of(tokens, words), letters_of(words, tokens));
  return letters >= kLettersForTwoSlips ? 2 : letters >= kLettersForOneSlip ? 1 : 0;
}

// One name in its context; a step of Resolver::Resolve.
class NameSearch {
 public:
  NameSearch(const NameContext& context, const UnitKinds& units) : context_(context), units_(units) {}

  FoundName Find(std::string_view name) const {
    FoundName found = Listed(name);
    if (!found.choice.fitting.empty()) return found;
    FoundName parted = InParts(name);
    if (!parted.choice.fitting.empty()) return parted;
    if (found.known) return found;
    FoundName misspelt = Misspelt(name);
    if (misspelt.known) return misspelt;
    return parted.choice.others.empty() ? found : parted;
  }

 private:
  // The first reading of the whole name that the tables have and that fits here; else the first they have.
  FoundName Listed(std::string_view name) const {
    FoundName first;
    for (const NameReading& reading : ReadingsOf(name)) {
      const std::vector<NameMeaning> meanings = Catalog::MeaningsOf(reading.key);
      if (meanings.empty()) continue;
      FoundName found{ChooseAnalyte(meanings, reading, context_, units_), NameMatch::kListed, true};
      if (!found.choice.fitting.empty()) return found;
      if (!first.known) first = std::move(found);
    }
    return first;
  }

  // Names with parts: what the known parts have in common. A part with words of the catalogue that is no name of its
  // own changes the meaning in a way that is not known.
  FoundName InParts(std::string_view name) const {
    const std::vector<std::string_view> parts = PartsOf(name);
    FoundName joined;
    bool open = false;
    if (parts.size() > 1) {
      for (const std::string_view part : parts) {
        // What stands beside a part still tells specimen and kind of result.
        const FoundName found = Listed(part);
        if (found.known) {
          Join(found, &joined);
        } else if (!IsAside(part)) {
          const std::vector<std::string> tokens = NameTokens(part);
          open = open ||
                 std::any_of(tokens.begin(), tokens.end(), [](const std::string& t) { return Catalog::IsNameWord(t); });
        }
      }
    }
    if (joined.known && !open) {
      NarrowBySides(name, &joined);
      joined.match = NameMatch::kListed;
      return joined;
    }
    if (joined.known) {
      for (AnalyteEntry& a : joined.choice.fitting) joined.choice.others.push_back(std::move(a));
      joined.choice.fitting.clear();
      joined.known = false;
    }
    for (const auto& [before, after] : HalvesOf(name)) {
      const FoundName a = Listed(before), b = Listed(after);
      if (a.choice.fitting.size() != 1 || b.choice.fitting.size() != 1) continue;
      if (a.choice.fitting[0].component != b.choice.fitting[0].component) continue;
      FoundName both = a;
      both.known = true;
      NarrowBySides(name, &both);
      return both;
    }
    return joined;
  }

  // Keeps what both mean; nothing in common leaves all that either means, which is ambiguous.
  static void Join(const FoundName& found, FoundName* joined) {
    if (!joined->known) {
      *joined = found;
      return;
    }
    std::vector<AnalyteEntry> common;
    for (const AnalyteEntry& a : joined->choice.fitting) {
      const auto same = [&](const AnalyteEntry& b) { return a.component == b.component; };
      if (std::any_of(found.choice.fitting.begin(), found.choice.fitting.end(), same)) common.push_back(a);
    }
    if (!common.empty()) {
      joined->choice.fitting = std::move(common);
      return;
    }
    for (const AnalyteEntry& b : found.choice.fitting) joined->choice.fitting.push_back(b);
  }

  // "Neutrophils (Absolute)", "Glucose, urine": kind and specimen may be told by another part than the name.
  void NarrowBySides(std::string_view name, FoundName* found) const {
    if (found->choice.fitting.size() != 1) return;
    const std::string_view component = found->choice.fitting.front().component;
    NameReading all;
    for (const NameReading& reading : ReadingsOf(name)) {
      if (!reading.kind.empty()) all.kind = reading.kind;
      if (reading.specimen_taken && all.specimen.empty()) {
        all.specimen = reading.specimen;
        all.specimen_taken = true;
      }
    }
    if (all.kind.empty() && all.specimen.empty()) return;
    Choice again = ChooseAnalyte({{component, ""}}, all, context_, units_);
    if (!again.fitting.empty()) found->choice = std::move(again);
  }

  // A name but for a few signs, when nothing else is as near.
  FoundName Misspelt(std::string_view name) const {
    for (const NameReading& reading : ReadingsOf(name)) {
      const std::vector<std::string> tokens = Words(reading.key);
      std::vector<std::string_view> keys = Catalog::KeysLike(SkeletonKey(tokens));
      std::erase_if(keys, [&](std::string_view key) { return SlipsBelieved(tokens, key) == 0; });
      if (keys.empty()) {
        // One more than is believed: a second name just behind the first makes both doubtful.
        const std::vector<NearName> near = NearNames(reading.key, 3);
        if (near.empty() || near.front().distance > SlipsBelieved(tokens, near.front().key)) continue;
        for (const NearName& n : near)
          if (n.distance <= near.front().distance + 1) keys.push_back(n.key);
      }
      std::set<std::string_view> components;
      std::vector<NameMeaning> meanings;
      for (const std::string_view key : keys) {
        for (const NameMeaning& meaning : Catalog::MeaningsOf(key)) {
          components.insert(meaning.component);
          meanings.push_back(meaning);
        }
      }
      FoundName found{ChooseAnalyte(meanings, reading, context_, units_), NameMatch::kMisspelt, true};
      if (components.size() > 1) {
        for (AnalyteEntry& a : found.choice.fitting) found.choice.others.push_back(std::move(a));
        found.choice.fitting.clear();
        found.known = false;
        found.match = NameMatch::kNone;
      }
      return found;
    }
    return {};
  }

  const NameContext& context_;
  const UnitKinds& units_;
};

}  // namespace

FoundName FindName(std::string_view name, const NameContext& context, const UnitKinds& units) {
  return NameSearch(context, units).Find(name);
}

}  // namespace labintake::terminology
