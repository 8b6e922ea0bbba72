// Pieces of ink to runs of text: what stands on one line without a wide gap.
//
// Pixel coordinates of a straight picture; pure functions; thread-safe.
#pragma once

#include <vector>

#include "extractors/image/blobs.h"

namespace labintake::scan {

struct TextRun {
  std::vector<image::Blob> blobs;
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // around the blobs
  double baseline = 0;
  double row = 0;            // the baseline of the row: of all runs that stand beside this one
  double letter_height = 0;  // of capitals and digits; of the page's text where the run is of that size
};

// Runs in reading order by their baseline. `letter_height` is that of most of the page's text.
std::vector<TextRun> FindRuns(const std::vector<image::Blob>& blobs, double letter_height);

}  // namespace labintake::scan
