// Signs that recognition loses without a trace in a single row, by what the other rows of the page have.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// Of recognised rows:
//  - a result with limits and without a unit, of an analyte that is measured in one, on a page where nearly all rows
//  have none: the head
//    that gives it may not have been read;
//  - a unit of a letter or two on such a page: it may be a piece of a line or a stain;
//  - "< 5" on a page that prints its other limits "≤ 5": the bar is what a fax loses first.
// Each is doubted.
void CheckLostSigns(std::vector<RowFacts>& rows);

}  // namespace labintake::validation
