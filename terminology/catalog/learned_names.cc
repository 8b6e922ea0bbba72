#include "terminology/catalog/learned_names.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "terminology/catalog/printed_name.h"
#include "terminology/fold.h"

namespace labintake::terminology {
namespace {

constexpr const char* kNoLab = "-";

// True where nothing that is stated speaks against it.
bool Applies(const LearnedName& learned, const NameInContext& name) {
  if (!learned.lab.empty() && learned.lab != name.lab) return false;
  if (!learned.panel.empty() && learned.panel != name.panel) return false;
  return learned.specimen.empty() || name.specimen.empty() ||
         SpecimenGroup(learned.specimen) == SpecimenGroup(name.specimen);
}

// The laboratory tells more than the panel does.
int Closeness(const LearnedName& learned) { return (learned.lab.empty() ? 0 : 2) + (learned.panel.empty() ? 0 : 1); }

}  // namespace

std::string LabKey(std::string_view printed_lab) {
  std::string key = Key(printed_lab);
  return key.empty() ? kNoLab : key;
}

LearnedNames::LearnedNames(std::int64_t number, std::vector<LearnedName> names)
    : number_(number), names_(std::move(names)) {
  std::sort(names_.begin(), names_.end(), [](const LearnedName& a, const LearnedName& b) {
    return std::tie(a.key, a.lab, a.panel, a.specimen, a.analyte) <
           std::tie(b.key, b.lab, b.panel, b.specimen, b.analyte);
  });
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::vector<std::string_view> LearnedNames::Meanings(const NameInContext& name) const {
  std::vector<std::string_view> analytes;
  int closest = 0;
  auto it = std::lower_bound(names_.begin(), names_.end(), name.key,
                             [](const LearnedName& learned, std::string_view key) { return learned.key < key; });
  for (; it != names_.end() && it->key == name.key; ++it) {
    if (!Applies(*it, name)) continue;
    if (Closeness(*it) > closest) {
      closest = Closeness(*it);
      analytes.clear();
    }
    const bool known = std::find(analytes.begin(), analytes.end(), it->analyte) != analytes.end();
    if (Closeness(*it) == closest && !known) analytes.push_back(it->analyte);
  }
  return analytes;
}

}  // namespace labintake::terminology
