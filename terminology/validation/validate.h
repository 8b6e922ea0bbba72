// The last look at a report before it is decided what a person has to see: its results against the catalogue, against
// their ranges and flags, against each other.
//
// Works on rows whose analytes are resolved and whose values are normalised; rows without analyte are held against
// their own range only. What it finds becomes findings of the rows (of the report, for dates). A doubt brings the row's
// confidence below any threshold in use; a note leaves it. Arithmetic that holds raises it. It sets no status: that
// follows from the confidence. How far each check goes, and what it catches: docs/decisions/0015.
#pragma once

#include "model/report.h"

namespace labintake::validation {

// A function of the report alone; thread-safe. To be called once on a report: findings are added, not replaced.
// REQUIRES: `report` is not null.
void Validate(Report* report);

}  // namespace labintake::validation
