// Filled areas: bars, bands and blocks. What is filled is what a square of half a letter height fits into: no stroke of
// a letter is so thick.
//
// Pixel coordinates; ink is what is darker than `threshold`; thread-safe.
#pragma once

#include <vector>

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::image {

// The filled parts of the page; none where there is no memory.
std::vector<Blob> FindFilled(const Raster& raster, double letter_height, int threshold);

// Paints white the filled parts within `box`, and their edges. Letters that touch them keep their strokes. REQUIRES:
// `box` lies within the raster.
void PaintFilledWhite(Raster& raster, const Blob& box, double letter_height, int threshold);

}  // namespace labintake::image
