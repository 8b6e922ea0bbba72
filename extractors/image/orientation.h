// Pictures turned upright.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// `orientation` as TIFF and EXIF number it, 1 to 8: which side of the page the first row and the first column as stored
// are. Others leave the picture as it is.
Raster Upright(Raster picture, int orientation);

}  // namespace labintake::image
