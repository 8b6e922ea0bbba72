// A row with a person's corrections in place of the machine's reading. Pure function; thread-safe.
#pragma once

#include "db/assign_analyte.h"
#include "db/review_item.h"
#include "model/observation.h"

namespace labintake::db {

// Corrected fields are parsed again by the same grammars as printed ones; what they do not parse keeps its text only.
// A flag that was derived is derived again; a printed one stays unless it was corrected. The analyte is what the person
// said it is; without his word it stays with the name that it was found by, and its quantity is made anew by `assign`.
Observation WithCorrections(Observation row, const CorrectedFields& corrected, const AssignAnalyteFn& assign);

}  // namespace labintake::db
