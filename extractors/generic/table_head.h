// Column heads: the line (or two, or three) that says what the columns of a table hold.
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/layout/line.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {

struct Column {
  terminology::ColumnRole role = terminology::ColumnRole::kName;
  Box head;                      // of the head's words; Box{} for a column without a head
  std::string text;              // the head as printed
  std::string unit;              // a unit printed in the head: "Result (mg/L)"
  std::vector<Word> unit_words;  // of that unit, or of what stands in its place and is none that is known
  double x0 = 0, x1 = 0;         // extent, at first the head's, later the column's
  bool guessed = false;          // the text is no head that is known; the column is taken for the names' by its place
  bool unknown = false;          // the text is no head that is known
  bool dated = false;            // the head is a date
  std::string date;              // ISO, of a dated column
  bool bars = false;             // of ranges: the limits stand over the ends of drawn bars (range_bars.h)
};

bool IsResultRole(terminology::ColumnRole role);

// One table's columns, left to right. Tables side by side are several heads on one line.
struct TableHead {
  std::vector<Column> columns;
  double x0 = 0, x1 = 0;                 // the strip of the page that belongs to this table
  size_t first_line = 0, last_line = 0;  // of the page's lines
  std::string title;                     // a panel name that stands in the place of the name column's head
  bool inferred = false;                 // from content, not printed

  bool Has(terminology::ColumnRole role) const;
};

// The heads that begin at line `at`, or none. A head has at least two different roles and says where results or ranges
// stand; most of its cells must be known heads.
std::vector<TableHead> FindHeads(const std::vector<layout::Line>& lines, size_t at, double page_width);

}  // namespace labintake::generic
