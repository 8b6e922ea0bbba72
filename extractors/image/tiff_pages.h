// Which pages a TIFF file has, before libtiff sees it.
//
// libtiff 4.5 looks at a chain of directories in quadratic time, and a file of a few megabytes can hold a million of
// them. The chain is short to walk: this does, and learns the sizes of all pages on the way.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extractors/image/picture_size.h"

namespace labintake::image {

struct TiffPage {
  std::uint64_t directory = 0;  // its offset in the file
  PixelSize stored;
};

// The pages in the order of the file, at least one; reduced copies and masks of pages are none. Any bytes are safe.
// Errors: kDamaged, also when the chain leaves the file or returns to itself; kTooLarge: pages, or one page's pixels.
Result<std::vector<TiffPage>> FindTiffPages(std::string_view bytes, const scan::DecodeLimits& limits);

}  // namespace labintake::image
