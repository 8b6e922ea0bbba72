#include "extractors/image/two_level.h"

#include <algorithm>

#include "extractors/image/blobs.h"

namespace labintake::image {
namespace {

// Pixels of a fax of about 200 dpi, whose letters are 12 to 20 high.
constexpr int kDirt = 3;        // a side of what may be dirt; a decimal point is as large
constexpr int kReach = 12;      // a decimal point has ink within so many
constexpr int kSpeck = 2;       // a side of what is too small for a point at this resolution
constexpr int kSpeckReach = 3;  // but a part of a broken stroke has ink within so many

// Is there ink other than dirt near `b`? REQUIRES: dirt itself is not in `ink`.
bool Alone(const Raster& ink, const Blob& b) {
  const int reach = b.width + b.height <= kSpeck + 1 ? kSpeckReach : kReach;
  for (int y = std::max(0, b.y - reach); y < std::min(ink.height, b.bottom() + reach); ++y)
    for (int x = std::max(0, b.x - reach); x < std::min(ink.width, b.right() + reach); ++x)
      if (ink.grey[static_cast<size_t>(y) * ink.width + x] < 128) return false;
  return true;
}

void Paint(Raster& r, const Blob& b, uint8_t grey) {
  for (int y = b.y; y < b.bottom(); ++y)
    std::fill_n(r.grey.begin() + static_cast<std::ptrdiff_t>(y) * r.width + b.x, b.width, grey);
}

}  // namespace

bool IsTwoLevel(const Raster& raster) {
  size_t between = 0;
  for (const uint8_t v : raster.grey) between += v > 20 && v < 235;
  return !raster.empty() && between * 50 < raster.grey.size();
}

void SmoothTwoLevel(Raster& r) {
  std::vector<Blob> dirt;
  for (const Blob& b : FindBlobs(r, 128))
    if (b.width <= kDirt && b.height <= kDirt) dirt.push_back(b);
  Raster ink = r;
  for (const Blob& b : dirt) Paint(ink, b, 255);
  for (const Blob& b : dirt)
    if (Alone(ink, b)) Paint(r, b, 255);
  Soften(r);
}

void Soften(Raster& r) {
  std::vector<uint16_t> above(static_cast<size_t>(r.width)), here = above, below = above;
  const auto fold = [&](int y, std::vector<uint16_t>& out) {
    const uint8_t* line = r.grey.data() + static_cast<size_t>(std::clamp(y, 0, r.height - 1)) * r.width;
    for (int x = 0; x < r.width; ++x)
      out[static_cast<size_t>(x)] =
          static_cast<uint16_t>(line[std::max(0, x - 1)] + 2 * line[x] + line[std::min(r.width - 1, x + 1)]);
  };
  fold(0, above);
  fold(0, here);
  for (int y = 0; y < r.height; ++y) {
    fold(y + 1, below);
    uint8_t* to = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = 0; x < r.width; ++x) {
      const auto i = static_cast<size_t>(x);
      to[x] = static_cast<uint8_t>((above[i] + 2 * here[i] + below[i] + 8) / 16);
    }
    std::swap(above, here);
    std::swap(here, below);
  }
}

}  // namespace labintake::image
