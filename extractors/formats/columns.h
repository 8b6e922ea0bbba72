// A table's columns on a page: where the heads that a definition names stand, and how its edges cut lines.
//
// Pure functions; thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extractors/formats/definition.h"
#include "extractors/formats/phrase.h"
#include "extractors/generic/table_head.h"
#include "extractors/layout/line.h"

namespace labintake::formats {

// The heads of a table, ready to be looked for.
class HeadFinder {
 public:
  explicit HeadFinder(const TableRule& table);

  // The tables whose heads begin on line `at`: side by side, left to right; empty for none. All heads that the
  // definition names have to stand there, in its order, each on one line or on lines below each other. A table without
  // heads is never found.
  std::vector<generic::TableHead> Find(std::span<const layout::Line> lines, size_t at, double page_width) const;

  // The table's columns by their edges alone. REQUIRES: the definition has edges.
  generic::TableHead WithoutHeads(double page_width) const;

  // Every column that holds something has both edges.
  bool exact() const;

 private:
  struct Head {
    std::vector<std::string> texts;  // folded, without spaces
    PhraseList expressions;
  };

  const TableRule& table_;
  std::vector<Head> heads_;  // one a column
  bool any_head_ = false;
};

// Cuts and joins the cells of `line` at the edges of the columns of `head`, as `table` gives them: what stands between
// a column's edges is one cell. Words between columns keep their cells, and so does a line of one cell.
void CutAtEdges(const TableRule& table, double page_width, layout::Line* line);

}  // namespace labintake::formats
