// The printed flag of a row against its value and range. One piece of code for whoever reads a row, and for whoever
// changes its value to see what is noticed.
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>

#include "extractors/fields/range.h"
#include "model/observation.h"

namespace labintake::fields {

// Where no flag is printed, sets the code that value and range imply. Otherwise leaves the flag, and says in a sentence
// what is wrong with it; nullopt when nothing is.
//
// Of several bands one may be a target, not the reference, and so may a single limit ("Desirable <200"): a code is
// implied by a range with two ends only, or by one with `single_limits`, where the report is known to print no targets
// in their place. A flag beside bands is never wrong.
std::optional<std::string> SettleFlag(Observation* row, RangeKind range_kind, bool single_limits = false);

}  // namespace labintake::fields
