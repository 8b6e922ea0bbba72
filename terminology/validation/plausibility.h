// Values, limits and units that nobody's results have: held against the catalogue's limits of belief and its units.
#pragma once

#include <vector>

#include "model/decimal.h"
#include "terminology/catalog/catalog.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// A canonical value outside of what is believed for its analyte, or a printed limit outside of it. The sentence names
// the place of the decimal point that would make it believable, where there is one.
void CheckPlausible(std::vector<RowFacts>& rows);

// A unit that measures something else than the analyte: nothing leads from it to the canonical unit.
void CheckUnits(std::vector<RowFacts>& rows);

// Whether a number in the canonical unit lies in what is believed for the analyte; true where no limit is known.
bool IsBelieved(const terminology::AnalyteEntry& analyte, const Decimal& canonical);

// How many places to the left the point of `number` has to go to be at most `high`, and not below `low`: 1 to 3; 0 for
// none.
int PlacesInto(double number, double low, double high);

}  // namespace labintake::validation
