// Connected pieces of ink.
//
// Pixel coordinates of the raster, origin top left. Pure functions; thread-safe.
#pragma once

#include <vector>

#include "model/raster.h"

namespace labintake::image {

struct Blob {
  int x = 0, y = 0, width = 0, height = 0;
  int right() const { return x + width; }
  int bottom() const { return y + height; }
};

// The pieces whose pixels are darker than `threshold`, touching also at corners; in no promised order.
std::vector<Blob> FindBlobs(const Raster& raster, int threshold);

// What is within `box`, which lies within the raster.
Raster CutOut(const Raster& raster, const Blob& box);

// The height of capital letters and digits of most of the text; 0 where there is none to tell from.
double LetterHeight(const std::vector<Blob>& blobs);

// Those that can be a letter, a part of one, or letters that run together: neither dots nor lines nor pictures.
std::vector<Blob> Letters(const std::vector<Blob>& blobs, double letter_height);

}  // namespace labintake::image
