// What the edge of the paper leaves along the border of a picture.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Where many specks and hardly a letter stand within a letter height of a border, all that stands there becomes white:
// it is shadow and grain along the paper's edge. Ink is what is darker than `threshold`.
void TakeOutMargin(Raster& raster, double letter_height, int threshold);

}  // namespace labintake::image
