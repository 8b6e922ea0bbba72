// Ranges drawn as bars: the low limit is printed small over the bar's left end and the high one over its right end, a
// little above, below or on the line of the row, without a dash.
//
// Pure functions; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"
#include "extractors/generic/table_rows.h"

namespace labintake::generic {

// Where most rows of `lines` (and three at least) have two numbers and nothing else under the head of the ranges, all
// at one distance from their rows: puts "low - high" into each row, takes the numbers from the lines where they stood,
// leaves out what recognition made of the bars, marks the column in `head` and returns the lines that are empty now.
// A row with one number of the two gets it with a dash, which is no range and sends it to review.
std::vector<size_t> TakeRangeBars(std::vector<LaneLine>& lines, TableHead& head, const ReadingContext& context);

}  // namespace labintake::generic
