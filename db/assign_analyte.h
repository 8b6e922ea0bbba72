// What follows for a row from a person's word on what it measures.
//
// One thread an assignment.
#pragma once

#include <functional>
#include <string>

#include "model/observation.h"

namespace labintake::db {

// Gives the row the analyte with this id: name, specimen, LOINC code for its unit, and the quantity in the canonical
// unit. `match` and the printed fields stay. "" takes analyte and quantity away. False, with the row unchanged, when
// there is no such analyte.
using AssignAnalyteFn = std::function<bool(const std::string& id, Observation& row)>;

// By the catalogue and the table of units of this program. The table is opened when it is first needed; where there is
// none, rows get no quantity and a code only where the unit is the code's own.
AssignAnalyteFn AssignFromCatalog();

}  // namespace labintake::db
