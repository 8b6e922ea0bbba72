#include "extractors/image/pix.h"

#include <leptonica/allheaders.h>

#include <cstring>

namespace labintake::image {

void PixDeleter::operator()(Pix* pix) const { pixDestroy(&pix); }

void Quiet() { setMsgSeverity(L_SEVERITY_NONE); }

// Leptonica keeps four pixels in a word of the machine, the leftmost in the highest byte.
PixPtr ToPix(const Raster& raster) {
  PixPtr pix(pixCreateNoInit(raster.width, raster.height, 8));
  if (!pix) return pix;
  const l_int32 wpl = pixGetWpl(pix.get());
  l_uint32* data = pixGetData(pix.get());
  for (int y = 0; y < raster.height; ++y) {
    l_uint32* line = data + static_cast<size_t>(y) * wpl;
    std::memset(line, 0xff, static_cast<size_t>(wpl) * 4);
    std::memcpy(line, raster.grey.data() + static_cast<size_t>(y) * raster.width, static_cast<size_t>(raster.width));
  }
  pixEndianByteSwap(pix.get());
  return pix;
}

Raster ToRaster(const Pix& pix, double dpi) {
  Raster out;
  out.width = static_cast<int>(pix.w);
  out.height = static_cast<int>(pix.h);
  out.dpi = dpi;
  out.grey.resize(static_cast<size_t>(out.width) * out.height);
  for (int y = 0; y < out.height; ++y) {
    const l_uint32* line = pix.data + static_cast<size_t>(y) * pix.wpl;
    uint8_t* to = out.grey.data() + static_cast<size_t>(y) * out.width;
    for (int x = 0; x < out.width; ++x) to[x] = static_cast<uint8_t>(GET_DATA_BYTE(line, x));
  }
  return out;
}

PixPtr Threshold(const Raster& raster, int threshold) {
  PixPtr binary(pixCreate(raster.width, raster.height, 1));
  if (!binary) return binary;
  const l_int32 wpl = pixGetWpl(binary.get());
  l_uint32* data = pixGetData(binary.get());
  for (int y = 0; y < raster.height; ++y) {
    const uint8_t* from = raster.grey.data() + static_cast<size_t>(y) * raster.width;
    l_uint32* line = data + static_cast<size_t>(y) * wpl;
    for (int x = 0; x < raster.width; ++x)
      if (from[x] < threshold) line[x >> 5] |= 0x80000000U >> (x & 31);
  }
  return binary;
}

}  // namespace labintake::image
