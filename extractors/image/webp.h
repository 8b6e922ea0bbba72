// WebP files through libwebp, which reduces them itself. The only file that knows it.
#pragma once

#include <string_view>

#include "extractors/image/picture_size.h"
#include "model/raster.h"

namespace labintake::image {

// The size as stored, from the header. Errors: kDamaged, kUnsupported (moving pictures), kTooLarge.
Result<PixelSize> WebpSize(std::string_view bytes, const scan::DecodeLimits& limits);

// Upright by its EXIF orientation, over white; dpi is 0, which the format cannot state. Errors: kDamaged, kUnsupported,
// kTooLarge.
Result<Raster> ReadWebp(std::string_view bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
