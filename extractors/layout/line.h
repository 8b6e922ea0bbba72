// Lines and cells: words that stand together, in reading order.
//
// A Line holds the words of one baseline across the page, left to right, split into Cells where the gap is wider than a
// space between words can be, or where a drawn vertical rule stands between them. Boxes as in geometry.h.
#pragma once

#include <string>
#include <vector>

#include "model/page.h"

namespace labintake::layout {

struct Cell {
  std::vector<Word> words;  // at least one
  Box box;
  std::string text;  // words joined by the spaces that the page shows

  bool bold() const;  // every word
};

struct Line {
  int page = 0;  // 1-based
  Box box;
  double baseline = 0;
  double font_size = 0;     // of most characters
  std::vector<Cell> cells;  // at least one, left to right

  std::string Text() const;  // cells joined by two spaces
};

// The lines of a page, top to bottom. Deterministic: equal pages give equal lines.
std::vector<Line> BuildLines(const Page& page);

}  // namespace labintake::layout
