// Values and ranges in the canonical unit of their analyte.
#pragma once

#include <string_view>

#include "model/report.h"
#include "terminology/catalog/catalog.h"
#include "terminology/ucum/table.h"

namespace labintake::terminology {

// Fills `canonical` of every row whose analyte is known, whose value is a number and whose unit converts. Value and
// range convert together, by one conversion, which is recorded. Where the quantities fit and no honest factor exists
// the row gets the finding not-converted (a note). Printed fields stay as they are. Pure function of its arguments; one
// thread at a time for one `table` copy is not required.
void Normalise(const ucum::Table& table, Report* report);

// The same for one row, without findings.
void NormaliseRow(const ucum::Table& table, Observation* row);

// True when values in `ucum` become values in the canonical unit of `entry`.
bool Converts(const ucum::Table& table, const AnalyteEntry& entry, std::string_view ucum);

}  // namespace labintake::terminology
