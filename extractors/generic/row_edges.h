// Drawn row borders of a table.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/table_head.h"
#include "model/page.h"

namespace labintake::generic {

// The y of drawn lines and of edges of shaded bands that cross most of the table, from `top` to a little below
// `bottom`, ascending.
std::vector<double> RowEdges(const std::vector<Rule>& rules, const TableHead& head, double top, double bottom);

}  // namespace labintake::generic
