// What a row gains when other rows bear its number out.
//
// Pure functions; thread-safe.
#pragma once

#include <functional>
#include <string_view>

#include "model/observation.h"

namespace labintake::validation {

// Leaves `left` of what the row's confidence lacks to 1, where that may be: other rows speak for the number alone, so
// that each doubt of the row has to be about a word of its value that may be misread. Of a word that was read in two
// ways `refutes` is asked whether the other number can be excluded; what is no number cannot.
//
// Reads the sentences by which extraction names such words (extractors/generic/row_fields.cc): the other reading is
// nowhere else.
void Raise(Observation* row, double left, const std::function<bool(double other)>& refutes);

// What stands between the n-th pair of quotation marks of a finding's sentence, from 0; "" for none.
std::string_view Quoted(std::string_view message, int n);

}  // namespace labintake::validation
