// Arrows, the flags that no model of the recogniser has: it reads them as "1", "4" or "t".
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::scan {

enum class Arrow { kNone, kUp, kDown };

// By its shape: a head that widens from its tip, and a thin stem in the middle of the rest. `blob` is one piece of ink
// of `page` (dark on white), which may lie in part outside.
Arrow ArrowOf(const image::Blob& blob, const Raster& page);

// A word that ends in an arrow.
struct ArrowEnd {
  Arrow arrow = Arrow::kNone;
  image::Blob ink;
  std::string rest;    // the text without what the arrow was read as; "" where the arrow is all of it
  int rest_right = 0;  // the right edge of the ink before the arrow
};

// "4021", "402" and "402}", all of "402↑", or "4" of "↑" alone. `blobs` are the word's. nullopt where the last tall one
// is no arrow, and where the text before it is no number or has not the figures that the ink has.
std::optional<ArrowEnd> FindArrowEnd(const std::string& text, std::vector<image::Blob> blobs, const Raster& page,
                                     double letter_height);

// "↑", "↓", "".
const char* ToString(Arrow arrow);

}  // namespace labintake::scan
