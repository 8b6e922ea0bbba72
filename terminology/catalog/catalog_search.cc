#include "terminology/catalog/catalog_search.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "terminology/catalog/name_key.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/printed_name.h"

namespace labintake::terminology {
namespace {

// How far what is typed may be from a name that is offered for it: three letters of a long name, none of a short one.
int MostSlips(size_t typed) { return typed < 4 ? 0 : typed < 7 ? 1 : typed < 10 ? 2 : 3; }

// Letters changed, left out or put in between `typed` and the beginning of `name` that is most like it; the first
// letters are the same, which leaves out nearly all names at once and is true of nearly all slips.
int SlipsOfBeginning(std::string_view typed, std::string_view name) {
  if (typed.empty() || name.empty() || typed[0] != name[0]) return static_cast<int>(typed.size());
  name = name.substr(0, typed.size() + 3);
  std::vector<int> row(name.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= typed.size(); ++i) {
    int diagonal = std::exchange(row[0], static_cast<int>(i));
    for (size_t j = 1; j <= name.size(); ++j) {
      const int change = diagonal + (typed[i - 1] == name[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return *std::min_element(row.begin(), row.end());
}

class Results {
 public:
  explicit Results(size_t limit) : limit_(limit) {}

  void AddId(std::string_view id) {
    if (const auto entry = Catalog::Find(id)) Add(*entry);
  }
  void AddName(std::string_view key) {
    for (const NameMeaning& meaning : Catalog::MeaningsOf(key))
      for (const AnalyteEntry& entry : Catalog::OfComponent(meaning.component)) Add(entry);
  }
  bool full() const { return found_.size() >= limit_; }
  std::vector<AnalyteEntry> Take() { return std::move(found_); }

 private:
  void Add(const AnalyteEntry& entry) {
    const auto same = [&](const AnalyteEntry& a) { return a.id == entry.id; };
    if (!full() && std::none_of(found_.begin(), found_.end(), same)) found_.push_back(entry);
  }

  size_t limit_;
  std::vector<AnalyteEntry> found_;
};

}  // namespace

std::vector<AnalyteEntry> SearchCatalog(std::string_view words, size_t limit) {
  Results results(limit);
  results.AddId(words);
  Catalog::ForEachAnalyte([&](const AnalyteEntry& a) {
    for (const LoincCode& code : Catalog::CodesOf(a.id))
      if (code.loinc == words) results.AddId(a.id);
  });
  for (const NameReading& reading : ReadingsOf(words)) results.AddName(reading.key);
  const std::string key = NameKey(NameTokens(words));
  if (key.empty()) return results.Take();
  const int slips = MostSlips(key.size());
  std::vector<std::string_view> beginning, beginning_nearly;
  Catalog::ForEachName([&](std::string_view name, const std::vector<NameMeaning>&) {
    if (name.starts_with(key)) {
      beginning.push_back(name);
    } else if (slips > 0 && SlipsOfBeginning(key, name) <= std::min(slips, 2)) {
      beginning_nearly.push_back(name);
    }
  });
  std::stable_sort(beginning.begin(), beginning.end(),
                   [](std::string_view a, std::string_view b) { return a.size() < b.size(); });
  for (const std::string_view name : beginning) results.AddName(name);
  const std::vector<NearName> near_names = NearNames(key, slips);
  for (const NearName& near : near_names) {
    if (near.distance == 1) results.AddName(near.key);
  }
  std::stable_sort(beginning_nearly.begin(), beginning_nearly.end(), [&](std::string_view a, std::string_view b) {
    return std::pair(SlipsOfBeginning(key, a), a.size()) < std::pair(SlipsOfBeginning(key, b), b.size());
  });
  for (const std::string_view name : beginning_nearly) results.AddName(name);
  for (const NearName& near : near_names) results.AddName(near.key);
  for (const std::string_view shared : NamesSharingWords(key, limit)) results.AddName(shared);
  return results.Take();
}

}  // namespace labintake::terminology
