// What a recognised row gains when the catalogue bears out a name or a unit that may be misread.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// A word of a unit that may be misread is borne out where it is one of the analyte's usual units, none of the others
// looks nearly the same, and value and range are believed in it; a word of a name where the whole is a name of the
// catalogue and no name of anything else is a letter away. Rows all of whose doubts are of that kind lose most of them.
//
// To be called after the checks that may doubt the row.
void RaiseFitting(std::vector<RowFacts>& rows);

}  // namespace labintake::validation
