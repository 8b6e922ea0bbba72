#include "extractors/image/filled.h"

#include <algorithm>

#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

// What a square of half a letter height fits into, of a picture with one bit a pixel. Null when there is no memory.
PixPtr Filled(const PixPtr& binary, double h) {
  const int square = std::max(3, static_cast<int>(0.5 * h));
  return PixPtr(binary ? pixOpenBrick(nullptr, binary.get(), square, square) : nullptr);
}

}  // namespace

std::vector<Blob> FindFilled(const Raster& raster, double h, int threshold) {
  std::vector<Blob> out;
  const PixPtr filled = Filled(Threshold(raster, threshold), h);
  BOXA* boxes = filled ? pixConnComp(filled.get(), nullptr, 8) : nullptr;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    Blob b;
    boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
    out.push_back(b);
  }
  boxaDestroy(&boxes);
  return out;
}

void PaintFilledWhite(Raster& raster, const Blob& box, double h, int threshold) {
  const PixPtr filled = Filled(Threshold(CutOut(raster, box), threshold), h);
  if (!filled) return;
  const int edge = std::max(3, static_cast<int>(0.3 * h) | 1);
  const PixPtr wider(pixDilateBrick(nullptr, filled.get(), edge, edge));
  if (!wider) return;
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      l_uint32 set = 0;
      pixGetPixel(wider.get(), x, y, &set);
      if (set != 0) raster.grey[static_cast<size_t>(box.y + y) * raster.width + box.x + x] = 255;
    }
  }
}

}  // namespace labintake::image
