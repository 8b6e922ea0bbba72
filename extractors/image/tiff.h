// TIFF files, also those of fax machines, through libtiff. The only file that knows it; it prints nothing.
#pragma once

#include <memory>
#include <string>

#include "extractors/scan/scan_reader.h"

namespace labintake::image {

// Pages are read row by row where the file keeps them so, else in bands of its tiles or strips; with square pixels,
// upright by their orientation tag, 1 bit as 0 and 255.
// Errors: kDamaged, also for pages whose data ends too early; kUnsupported; kTooLarge.
Result<std::unique_ptr<scan::ImageFile>> OpenTiff(std::string bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
