// UnitKinds by the table of UCUM, with what laboratories print for one another.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "terminology/catalog/unit_kinds.h"
#include "terminology/ucum/table.h"

namespace labintake::terminology {

// The units that a printed unit may stand for, itself first: laboratories print IU for U and U for IU, and leave the
// word of a ratio or index away.
std::vector<std::string> UnitVariants(std::string_view ucum);

class UcumKinds : public UnitKinds {
 public:
  explicit UcumKinds(ucum::Table table) : table_(std::move(table)) {}
  bool SameKind(std::string_view a, std::string_view b) const override;
  bool Believable(const AnalyteEntry& analyte, const Observation& row) const override;

 private:
  // The dimensions of a unit's variants; none for what is no unit.
  const std::vector<std::string>& DimensionsOf(std::string_view ucum) const;

  ucum::Table table_;
  mutable std::unordered_map<std::string, std::vector<std::string>> cache_;  // one thread a process uses it
};

}  // namespace labintake::terminology
