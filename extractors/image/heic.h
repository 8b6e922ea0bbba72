// HEIC files, which telephones make, through libheif. The only file that knows it.
#pragma once

#include <memory>
#include <string>

#include "extractors/scan/scan_reader.h"

namespace labintake::image {

// Each picture of the file is a page, the one that viewers show first; thumbnails and depth maps are none. libheif
// turns pictures upright by the file's own boxes, and by them alone: the EXIF data of such files repeats what has been
// done. Errors: kDamaged, kUnsupported, kTooLarge.
Result<std::unique_ptr<scan::ImageFile>> OpenHeic(std::string bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
