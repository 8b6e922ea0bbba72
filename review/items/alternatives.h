// What else a field may say: readings that the program considered and named in a finding.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "model/observation.h"

namespace labintake::review {

// For the field of `row` with this text and box, best first, without the reading itself: second readings of its words,
// and numbers that one misreading would have turned into this one and that a finding of the row names. At most five.
std::vector<std::string> Alternatives(const Observation& row, const std::string& text, const Box& box);

}  // namespace labintake::review
