// What a recognised row gains when the catalogue bears out a name or a unit that may be misread.
//
// Pure function; thread-safe.
#pragma once

#include "model/report.h"
#include "terminology/ucum/table.h"

namespace labintake::validation {

// A word of a unit that may be misread is borne out where it is one of the analyte's usual units, value and range are
// believed in it, and in no other usual unit that looks nearly the same ("14.1 g/L" of hemoglobin); a word of a name
// where the whole is a name of the catalogue and no name of anything else is a letter away. Rows all of whose doubts
// are of that kind lose most of them.
//
// To be called after Validate.
void RaiseFitting(const ucum::Table& table, Report* report);

}  // namespace labintake::validation
