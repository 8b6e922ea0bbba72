// From the lines of one table to raw rows: which lines belong together, what is a heading, what is a comment.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "extractors/generic/column_fit.h"
#include "model/report.h"

namespace labintake::generic {

// A row before its fields are parsed: what stands in each column.
struct RawRow {
  std::vector<std::vector<Segment>> columns;  // one entry a column of the head, segments in reading order
  std::vector<Segment> floating_flags;
  std::vector<Segment> left_over;    // inside the table, in no column
  std::vector<Segment> unit_below;   // a unit under the name or under the section's heading
  std::vector<Segment> range_below;  // a range in brackets under the name
  std::string unit_of_head;          // of the result's column, where the columns of results have different units
  std::vector<size_t> lines;         // of the page
  std::string panel;
  double fit_cost = 0;
  int parts = 0;            // segments
  bool in_comment = false;  // stands under a note, without unit or range
  bool further = false;     // of the results on its lines the last of several (split_results.h)
};

// One line of the strip of page that belongs to a table.
struct LaneLine {
  size_t index = 0;  // of the page's lines
  double baseline = 0;
  double font_size = 0;
  std::vector<Segment> segments;
  bool heading = false;  // known to be one
};

struct TableReading {
  std::vector<RawRow> rows;
  std::vector<std::pair<size_t, LineClass>> classes;  // line index -> what it was
  std::string last_panel;
};

// Reads `lines` (top to bottom, without heads and furniture) under `head`. `row_edges` are the y of drawn lines and of
// the edges of shaded bands that cross the table; `panel` is the heading in force at the start.
TableReading ReadTable(const std::vector<LaneLine>& lines, const TableHead& head, const std::vector<double>& row_edges,
                       const std::string& panel, const ReadingContext& context);

}  // namespace labintake::generic
