// Parts of rows that the table's heads do not account for: columns without a known head, and labelled references on
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

// Gives columns whose heads are not known the role that the rows of `reading` show: ranges where no head says so, units
// where none does. True when a column has a new role.
bool NameUnknownColumns(TableHead& head, const TableReading& reading);

// "RESULT" over "mg/dL": gives the units of a line right under the heads to their columns of results and ranges and takes
// the line out of `lines`, and the line after it where a unit goes on there ("umol/g" over "creatinine"). Returns the
// lines' indexes, none when there is no such line. `head_line` is the last line of the head.
std::vector<size_t> TakeUnitsUnderHead(const layout::Line& head_line, std::vector<LaneLine>& lines, TableHead& head);

// Results drawn with pins: "2.9" on a bar half a line above "Indoleacetic Acid   <= 4.2". The places in `lines` of the
// pins, each right before its row; empty when there are fewer than three.
std::vector<size_t> FindPins(const std::vector<LaneLine>& lines);

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
