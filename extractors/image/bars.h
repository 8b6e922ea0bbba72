// Bars and tints that are lower than a line of text, or that letters touch: range bars, gauges, watermarks.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// A tint that is wide and on which few strokes stand becomes white, and the letters on it keep their contrast. Bars
// that are dark go whole, and with a tint the darker ends of it. Letters are told from bars by their strokes, which are
// thinner than half a letter height; text whose letters run together stays. Ink is what is darker than `threshold`.
void TakeOutBars(Raster& raster, double letter_height, int threshold);

}  // namespace labintake::image
