#include "terminology/catalog/catalog_search.h"

#include <algorithm>

#include "terminology/catalog/name_key.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/printed_name.h"

namespace labintake::terminology {
namespace {

// How far a misspelt word may be from a name that is offered for it.
constexpr int kMostSlips = 3;

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
  std::vector<std::string_view> beginning;
  Catalog::ForEachName([&](std::string_view name, const std::vector<NameMeaning>&) {
    if (name.starts_with(key)) beginning.push_back(name);
  });
  std::stable_sort(beginning.begin(), beginning.end(),
                   [](std::string_view a, std::string_view b) { return a.size() < b.size(); });
  for (const std::string_view name : beginning) results.AddName(name);
  for (const NearName& near : NearNames(key, kMostSlips)) results.AddName(near.key);
  for (const std::string_view shared : NamesSharingWords(key, limit)) results.AddName(shared);
  return results.Take();
}

}  // namespace labintake::terminology
