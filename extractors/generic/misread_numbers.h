// Numbers of recognised rows that lost their decimal point, or gained a figure that is an arrow: what the rest of the
// row and the report's other rows say was printed.
//
// Pure function; thread-safe.
#pragma once

#include "model/report.h"

namespace labintake::generic {

// Only rows that were recognised (Origin::kOcr) and already wait are touched (confidence below `accepted`), and of
// these only a number that is in doubt: a word of it may be misread, its point may be lost, or its flag says otherwise.
// A value or a range takes as many decimals as its counterpart in the row has, where that agrees with the printed flag
// and with what the report does elsewhere. Each change is a finding that says what was read (kPowerOfTen), and leaves
// at most half of the confidence: it is a proposal for the person who looks at the row. To be called before the report
// is validated.
void MendMisreadNumbers(double accepted, Report* report);

}  // namespace labintake::generic
