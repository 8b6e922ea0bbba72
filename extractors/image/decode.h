// Files of pictures to grey rasters.
#pragma once

#include <memory>
#include <string>

#include "extractors/scan/scan_reader.h"

namespace labintake::image {

// See ModuleApi::open_image_file.
Result<std::unique_ptr<scan::ImageFile>> OpenImageFile(std::string bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
