#include "extractors/image/pix.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

namespace labintake::image {
namespace {

// Eight bytes that are 0 or 1 to as many bits, the first one highest. The factor moves byte i from bit 8 i to bit
// 63 - i, and nothing else there.
std::uint32_t EightBits(const std::uint8_t* bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t all = 0;
  std::memcpy(&all, bytes, sizeof all);
  return static_cast<std::uint32_t>(all * 0x8040201008040201U >> 56);
}

}  // namespace

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
  if (threshold <= 0) return binary;
  const auto lightest = static_cast<std::uint8_t>(std::min(threshold - 1, 255));
  // Of each pixel 0 or 1, in whole words.
  std::vector<std::uint8_t> dark(static_cast<std::size_t>(words) * 32);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* from = picture.grey.data() + static_cast<std::size_t>(y) * picture.width;
    for (int x = 0; x < picture.width; ++x)
      dark[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(from[x] <= lightest);
    l_uint32* line = data + static_cast<std::size_t>(y) * words;
    for (std::size_t word = 0; word < static_cast<std::size_t>(words); ++word) {
      const std::uint8_t* const of_word = dark.data() + 32 * word;
      line[word] = EightBits(of_word) << 24 | EightBits(of_word + 8) << 16 | EightBits(of_word + 16) << 8 |
                   EightBits(of_word + 24);
    }
  }
  return binary;
}

}  // namespace labintake::image
