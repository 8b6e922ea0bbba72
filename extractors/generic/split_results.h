// Rows that print one test's result twice, in two units.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/table_rows.h"

namespace labintake::generic {

// Two results on one line, each with its unit and perhaps its range ("5.2 %  33 mmol/mol", "54,2 %  40 - 75   3,32 G/L
// 1,8 - 7,5"): each becomes a row of the same name. Lines that do not read as such pairs from left to right are left as
// they are. Returns the rows of all results but the last, which stays in `row`; empty when the row has one result.
std::vector<RawRow> SplitResults(RawRow& row, const TableHead& head);

}  // namespace labintake::generic
