// JPEG files through libjpeg: reduced by the transform itself, one row in memory at a time.
//
// The only file that knows libjpeg. Its errors jump over C frames and end here; it prints nothing.
#pragma once

#include <string_view>

#include "extractors/image/picture_size.h"
#include "model/raster.h"

namespace labintake::image {

// The size as stored, from the header. Errors: kDamaged, kUnsupported, kTooLarge.
Result<PixelSize> JpegSize(std::string_view bytes, const scan::DecodeLimits& limits);

// Upright by its EXIF orientation. Baseline and progressive; grey, colour and inks. Errors: kDamaged, also when the
// data ends too early or contradicts itself; kUnsupported, kTooLarge.
Result<Raster> ReadJpeg(std::string_view bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
