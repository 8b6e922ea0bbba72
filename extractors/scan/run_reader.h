// A run of text on a page to words.
#pragma once

#include <vector>

#include "extractors/ocr/recognizer.h"
#include "extractors/scan/text_runs.h"
#include "model/raster.h"

namespace labintake::scan {

// How a run is cut out and shown to the recogniser; two different views give two readings whose errors differ.
struct View {
  double above = 1.45, below = 0.5;  // of the baseline, in letter heights
  double beside = 0.4;
  double scale = 1;
  int soft = 0;      // times smoothed
  bool raw = false;  // see Recognizer::ReadLine
};

// Words with x0 and x1 in pixels of `page`. Ink of neighbours that reaches into the run's box is not shown.
std::vector<ocr::ReadWord> ReadRun(ocr::Recognizer& recognizer, const Raster& page, const std::vector<TextRun>& runs,
                                   size_t which, const View& view);

}  // namespace labintake::scan
