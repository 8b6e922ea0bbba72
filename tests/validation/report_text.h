// Reports for tests of validation, resolved and normalised by hand.
//
// One row a line: analyte, value, range, flag, unit, factor and offset, with spaces between them; "-" for what is not
// printed. Without a unit the row is in the catalogue's canonical unit; the factor "none" stands for a unit that does
// not convert. A line that begins with '@' is a panel, and one that begins with '#' a remark.
//
//   hemoglobin-blood 141 135-175 - g/L 0.1
//   leukocytes-blood 6.5 4.0-10.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace labintake::validation {

Report MakeReport(std::string_view text);

// The row of an analyte. REQUIRES: there is one.
Observation& RowOf(Report& report, std::string_view analyte);

// "hemoglobin-blood power-of-ten: ..." of each doubt of the rows, then of the report.
std::vector<std::string> Doubts(const Report& report);
std::vector<std::string> Notes(const Report& report);

}  // namespace labintake::validation
