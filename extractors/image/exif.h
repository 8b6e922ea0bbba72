// The one thing that decoding needs from EXIF data.
#pragma once

#include <string_view>

namespace labintake::image {

// The orientation, 1 to 8, from EXIF data as PNG and WebP hold it: a TIFF header and what follows (JPEG puts "Exif\0\0"
// in front). 1 where it is not stated, or cannot be true. Any bytes are safe.
int ExifOrientation(std::string_view exif);

}  // namespace labintake::image
