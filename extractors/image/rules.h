// Drawn lines: found, and taken out so that they do not touch letters.
//
// Pixel coordinates; thread-safe.
#pragma once

#include <vector>

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::image {

// Level and upright lines, at least three (level) or two and a half (upright) letter heights long and thin, painted
// white in `raster`. Returns their boxes. Ink is what is darker than `threshold`.
std::vector<Blob> TakeOutRules(Raster& raster, double letter_height, int threshold);

// Filled areas that are no letters (bars of graphs, bands under headings): wide, higher than a line and mostly ink.
// Where letters stand on one its ground becomes white and they dark, otherwise it is painted white; letters in light
// boxes on it stay. `raster` is changed. Returns how many.
int TakeOutPanels(Raster& raster, double letter_height, int threshold);

}  // namespace labintake::image
