// Which runs of text stand in one row.
//
// Pixel coordinates of a straight picture; pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/scan/text_runs.h"

namespace labintake::scan {

// Sets TextRun::row. Cells of one row stand at heights that differ by a part of a letter: a page is never quite flat,
// and columns are printed in fonts of different size. Each run goes to the row of the run beside it, nearest first; the
// row then has one baseline. A sign that hangs high by itself, an asterisk in a column of flags, is of the row whose
// letters reach from below to above it. `h` is the height of the page's letters.
void LevelRows(std::vector<TextRun>& runs, double h);

}  // namespace labintake::scan
