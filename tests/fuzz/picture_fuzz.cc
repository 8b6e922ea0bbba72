// Any bytes as a file of pictures: opening and reading never crashes, hangs, throws or prints, and what comes out keeps
// to the limits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extractors/image/decode.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  labintake::scan::DecodeLimits limits;
  limits.max_pages = 8;
  limits.max_megapixels = 1;
  limits.target_megapixels = 0.01;
  const auto file = labintake::image::OpenImageFile(std::string(reinterpret_cast<const char*>(data), size), limits);
  if (!file) {
    if (file.error().message.empty()) std::abort();
    return 0;
  }
  if ((*file)->page_count() < 1 || (*file)->page_count() > limits.max_pages) std::abort();
  for (int page = 1; page <= (*file)->page_count(); ++page) {
    const labintake::Result<labintake::Raster> picture = (*file)->ReadPage(page);
    if (!picture) {
      if (picture.error().message.empty()) std::abort();
      continue;
    }
    const labintake::Raster& raster = *picture;
    if (raster.width < 1 || raster.height < 1) std::abort();
    const size_t pixels = static_cast<size_t>(raster.width) * static_cast<size_t>(raster.height);
    if (pixels > 10'000 || raster.grey.size() != pixels) std::abort();
    if (raster.dpi != 0 && !(raster.dpi > 0 && raster.dpi <= 1200)) std::abort();
  }
  return 0;
}
