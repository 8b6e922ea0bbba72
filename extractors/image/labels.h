// Bars with a light label on them that has dark text: scales on which the result stands where it lies.
//
// Pure function; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Paints such bars as light as the page, `ground`, and leaves the labels; bars that have letters of their own stay. To
// be called before bands of light letters on dark are reversed, which would turn the labels too.
void TakeOutLabelledBars(Raster& raster, int ground);

}  // namespace labintake::image
