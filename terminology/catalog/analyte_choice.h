// Which of the analytes of a name is meant, by specimen, kind of result, panel and unit; and which of its LOINC codes.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/observation.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/catalog/unit_kinds.h"

namespace labintake::terminology {

// What stands around a name.
struct NameContext {
  std::string_view row_specimen;         // of the row's section or panel; "" unknown
  std::string_view report_specimen;      // of the report's header
  std::vector<std::string_view> panels;  // tags of the row's panel, then those of the rows around it
  const Observation* row = nullptr;      // unit, value and range
};

struct Choice {
  std::vector<AnalyteEntry> fitting;  // one: known; several: ambiguous; none: nothing fits
  std::vector<AnalyteEntry> others;   // what the name may also mean, for people
  bool specimen_told = false;         // by name, section or unit, or because the analyte has only one
};

// REQUIRES: context.row is not null.
Choice ChooseAnalyte(const std::vector<NameMeaning>& meanings, const NameReading& reading, const NameContext& context,
                     const UnitKinds& units);

// The one of the analyte's `codes` for the row's unit and kind of value; nullptr where none has this property.
const LoincCode* ChooseCode(const AnalyteEntry& analyte, const std::vector<LoincCode>& codes, const Observation& row,
                            const UnitKinds& units);

// The unit that is meant where `ucum` is printed for the analyte: for one that is reported by creatinine, mg/g is
// mg/g{creat}.
std::string UnitFor(const AnalyteEntry& analyte, std::string_view ucum);

// True when `printed` can be a unit of the analyte.
bool UnitFits(const AnalyteEntry& analyte, std::string_view printed, const UnitKinds& units);

}  // namespace labintake::terminology
