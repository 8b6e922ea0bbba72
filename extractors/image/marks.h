// Drawn marks of the size of a letter that are none: tick boxes, squares of a colour scale, the ends of bars.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Frames with four straight sides and corners, and filled rectangles, each at least as high as a small letter and at
// most two lines, that stand apart from letters, become white; a letter inside a frame stays. White become also the
// filled parts of other pieces of that height that stand apart. Where many letters have filled parts nothing is done.
// Ink is what is darker than `threshold`. Returns how many went.
int TakeOutMarks(Raster& raster, double letter_height, int threshold);

}  // namespace labintake::image
