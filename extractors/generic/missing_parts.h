// Parts of rows that the table's heads do not account for: a range column without a head, and labelled references on
// the lines under a row. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"
#include "extractors/generic/table_rows.h"
#include "extractors/layout/line.h"
#include "model/report.h"

namespace labintake::generic {

// A range column for a head that has none, when most rows of `reading` leave one range over at the same place of the
// line; nullopt otherwise.
std::optional<Column> MissingRangeColumn(const TableHead& head, const TableReading& reading);

// The unit of "All biomarkers reported in mmol/mol creatinine unless otherwise noted."; "" when the line states none.
std::string StatedUnit(const std::string& line);

// "Reference Range : 13 - 45" on the line under a row, or "Reference Range :" and bands on the lines under that:
// the segments of the reference and the indexes of their lines, both empty when there is none. `last` is the row's last
// line.
struct ReferenceBelow {
  std::vector<Segment> segments;
  std::vector<size_t> lines;
};
ReferenceBelow FindReferenceBelow(size_t last, const std::vector<layout::Line>& lines,
                                  const std::vector<std::vector<Segment>>& segments,
                                  const std::vector<std::optional<LineClass>>& classes, const ReadingContext& context);

}  // namespace labintake::generic
