// One analyte that a report prints more than once: in two units, in a summary and its details, or at several times.
#pragma once

#include <vector>

#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// Two units that disagree, or one name with two results, are doubts; two names for one analyte with two results are
// noted. Series (samples, times, stimulation tests) are neither. Results in two units that agree raise each other's
// confidence, unless the row is doubted for another reason.
void CheckRepeated(std::vector<RowFacts>& rows);

}  // namespace labintake::validation
