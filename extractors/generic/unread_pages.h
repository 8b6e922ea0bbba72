// Pages of which no reader made a row, or hardly one, although they hold results, in a form that nobody has taught the
// program.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/layout/line.h"

namespace labintake::generic {

// The names of tests in the catalogue beside or above figures, where there are at least two such names; empty for a
// page of prices. One entry a line in both. Lines that are rows are for the caller to leave out.
std::vector<const Segment*> NamesOfUnreadPage(const std::vector<layout::Line>& lines,
                                              const std::vector<std::vector<Segment>>& segments);

}  // namespace labintake::generic
