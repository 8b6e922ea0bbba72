// Files of pictures to grey rasters: which format, and that nothing but a Result comes out.
#pragma once

#include <memory>
#include <string>

#include "extractors/scan/scan_reader.h"

namespace labintake::image {

// See ModuleApi::open_image_file. Sizes of all pages are checked before anything is decoded; damage in the data of a
// page shows when the page is read. Never throws, never prints.
Result<std::unique_ptr<scan::ImageFile>> OpenImageFile(std::string bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
