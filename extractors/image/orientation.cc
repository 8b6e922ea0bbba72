#include "extractors/image/orientation.h"

#include <algorithm>

namespace labintake::image {
namespace {

void MirrorRows(Raster* picture) {
  for (auto row = picture->grey.begin(); row != picture->grey.end(); row += picture->width)
    std::reverse(row, row + picture->width);
}

void TurnUpsideDown(Raster* picture) {
  for (int top = 0, bottom = picture->height - 1; top < bottom; ++top, --bottom) {
    const auto row = picture->grey.begin() + static_cast<std::ptrdiff_t>(top) * picture->width;
    std::swap_ranges(row, row + picture->width,
                     picture->grey.begin() + static_cast<std::ptrdiff_t>(bottom) * picture->width);
  }
}

// Rows become columns.
Raster Transposed(const Raster& picture) {
  Raster out;
  out.width = picture.height;
  out.height = picture.width;
  out.dpi = picture.dpi;
  out.grey.resize(picture.grey.size());
  // In squares, so that both sides stay in the cache.
  constexpr int kSide = 64;
  for (int y0 = 0; y0 < out.height; y0 += kSide) {
    for (int x0 = 0; x0 < out.width; x0 += kSide) {
      const int y1 = std::min(y0 + kSide, out.height), x1 = std::min(x0 + kSide, out.width);
      for (int y = y0; y < y1; ++y) {
        std::uint8_t* const row = out.grey.data() + static_cast<std::size_t>(y) * out.width;
        for (int x = x0; x < x1; ++x) row[x] = picture.grey[static_cast<std::size_t>(x) * picture.width + y];
      }
    }
  }
  return out;
}

}  // namespace

Raster Upright(Raster picture, int orientation) {
  if (orientation < 2 || orientation > 8) return picture;
  if (orientation >= 5) {
    picture = Transposed(picture);
    orientation -= 4;  // what is left to do is the same
  }
  switch (orientation) {
    case 2: MirrorRows(&picture); break;
    case 3: std::reverse(picture.grey.begin(), picture.grey.end()); break;
    case 4: TurnUpsideDown(&picture); break;
    default: break;
  }
  return picture;
}

}  // namespace labintake::image
