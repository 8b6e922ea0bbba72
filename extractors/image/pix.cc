#include "extractors/image/pix.h"

#include <cmath>
#include <cstring>

namespace labintake::image {

void SilenceLeptonica() {
  setMsgSeverity(L_SEVERITY_NONE);
  leptSetStderrHandler([](const char*) {});  // some messages ask for no severity
}

PixPtr ToPix(const Raster& picture) {
  SilenceLeptonica();
  if (picture.empty()) return nullptr;
  PixPtr pix(pixCreateNoInit(picture.width, picture.height, 8));
  if (!pix) return nullptr;
  const auto dpi = static_cast<l_int32>(std::lround(picture.dpi));
  pixSetResolution(pix.get(), dpi, dpi);
  l_uint32* const data = pixGetData(pix.get());
  const std::ptrdiff_t words = pixGetWpl(pix.get());
  for (int y = 0; y < picture.height; ++y) {
    l_uint32* const row = data + y * words;
    row[words - 1] = 0;  // padding
    std::memcpy(row, picture.grey.data() + static_cast<std::size_t>(y) * picture.width,
                static_cast<std::size_t>(picture.width));
  }
  // The first pixel is in the highest byte of a word.
  pixEndianByteSwap(pix.get());
  return pix;
}

Raster ToRaster(const Pix& pix) {
  SilenceLeptonica();
  Raster out;
  // pixConvertTo8() does not change its argument, and gives another owner of it where it has 8 bits already.
  const PixPtr grey(pixConvertTo8(const_cast<Pix*>(&pix), 0));
  if (!grey) return out;
  out.width = pixGetWidth(grey.get());
  out.height = pixGetHeight(grey.get());
  out.dpi = pixGetXRes(grey.get());
  out.grey.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  std::uint8_t* pixel = out.grey.data();
  const l_uint32* row = pixGetData(grey.get());
  for (int y = 0; y < out.height; ++y, row += pixGetWpl(grey.get())) {
    for (int x = 0; x < out.width; ++x) *pixel++ = static_cast<std::uint8_t>(GET_DATA_BYTE(row, x));
  }
  return out;
}

PixPtr Threshold(const Raster& picture, int threshold) {
  SilenceLeptonica();
  PixPtr binary(pixCreate(picture.width, picture.height, 1));
  if (!binary) return binary;
  const l_int32 words = pixGetWpl(binary.get());
  l_uint32* const data = pixGetData(binary.get());
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* from = picture.grey.data() + static_cast<std::size_t>(y) * picture.width;
    l_uint32* line = data + static_cast<std::size_t>(y) * words;
    for (int x = 0; x < picture.width; ++x)
      if (from[x] < threshold) line[x >> 5] |= 0x80000000U >> (x & 31);
  }
  return binary;
}

}  // namespace labintake::image
