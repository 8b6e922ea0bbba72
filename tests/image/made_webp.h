// WebP files made by libwebp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace labintake::image {

// `rgba`: four bytes a pixel. The lossless form keeps them exactly.
std::string MakeWebp(const std::vector<std::uint8_t>& rgba, int width, int height, bool lossless);

// The same picture in the extended form of the file, with EXIF data.
std::string WithExif(const std::string& webp, int width, int height, const std::string& exif);

}  // namespace labintake::image
