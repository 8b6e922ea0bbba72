// Which column each segment of a line belongs to, by place and by form.
//
// A monotone assignment with the least cost: distance from the column's extent plus the misfit of the segment's form
// with the column's role. Place decides where forms agree (in range / out of range, result / previous); form decides
// where places drift (space-padded tables, values that slide along a bar). Pure functions; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"

namespace labintake::generic {

inline constexpr int kNoColumn = -1;      // belongs to no column of the table
inline constexpr int kFloatingFlag = -2;  // a flag that stands between columns

struct Fit {
  std::vector<Segment> segments;
  std::vector<int> columns;  // index into TableHead::columns, kNoColumn or kFloatingFlag, one a segment
  double cost = 0;

  // The first segment in a column of this role; nullptr for none.
  const Segment* In(const TableHead& head, terminology::ColumnRole role) const;
  // A result of any of the three result roles.
  const Segment* Result(const TableHead& head) const;
};

// 0 where the segment lies within the column's extent, 0.4 where it only touches it, more with distance (in ems).
double PlaceCost(const Segment& s, const Column& c);

// Segments that reach over two columns are cut between words where that lowers the cost.
Fit FitLine(const std::vector<Segment>& segments, const TableHead& head, const ReadingContext& context);

// Widens the columns' extents to what lines that are surely rows put into them.
void LearnExtents(const std::vector<std::vector<Segment>>& lines, TableHead& head, const ReadingContext& context);

}  // namespace labintake::generic
