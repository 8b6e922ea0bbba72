// Bands of dark ground with light letters, as heads of tables have.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Bands that are wide, at least a line high, and mostly filled become dark on white. `ground` is the level of the page.
// Returns how many.
int ReverseBands(Raster& raster, int ground);

}  // namespace labintake::image
