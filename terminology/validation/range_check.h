// A value against the range that is printed beside it, and against the habits of its report: where decimals went
// missing, and where a flag is missing that the report's other rows have.
//
// High results are common (CRP, CK, ferritin, D-dimer can be a hundred times their limit), so that distance alone is no
// doubt. What counts is a sign of the print: fewer decimals than the limits have, no exponent where the limits have
// one, a zero before a whole number, no flag where others are flagged.
#pragma once

#include <vector>

#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// At most one finding a row; rows that are doubted already get none.
void CheckAgainstRange(std::vector<RowFacts>& rows);

}  // namespace labintake::validation
