// PNG files through libpng, one row in memory at a time.
//
// The only file that knows libpng. Its errors jump over C frames and end here; it prints nothing.
#pragma once

#include <string_view>

#include "extractors/image/picture_size.h"
#include "model/raster.h"

namespace labintake::image {

// The size as stored, from the header. Errors: kDamaged, kTooLarge.
Result<PixelSize> PngSize(std::string_view bytes, const scan::DecodeLimits& limits);

// Upright by its EXIF orientation, over white. Errors: kDamaged, also when it is cut off or a checksum is wrong;
// kTooLarge.
Result<Raster> ReadPng(std::string_view bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
