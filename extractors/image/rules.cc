#include "extractors/image/rules.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

// Thicker than this share of the letter height is a bar of a graph, no rule.
constexpr double kThickest = 0.4;

void Collect(Pix* lines, bool level, double letter_height, Raster& raster, std::vector<Blob>* out) {
  PIXA* pieces = nullptr;
  BOXA* boxes = pixConnComp(lines, &pieces, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    Blob b;
    boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
    Pix* piece = pixaGetPix(pieces, i, L_CLONE);
    l_int32 ink = 0;
    pixCountPixels(piece, &ink, nullptr);
    // A rule that climbs by a pixel here and there is thicker in its box than it is drawn.
    const double length = level ? b.width : b.height;
    const double thickness = ink / std::max(length, 1.0);
    if (thickness <= std::max(3.0, kThickest * letter_height)) {
      out->push_back(b);
      const int fringe = std::max(1, static_cast<int>(std::lround(0.06 * letter_height)));
      const int fx = level ? 1 : fringe, fy = level ? fringe : 1;
      for (int y = 0; y < b.height; ++y) {
        for (int x = 0; x < b.width; ++x) {
          l_uint32 set = 0;
          pixGetPixel(piece, x, y, &set);
          if (set == 0) continue;
          for (int v = std::max(0, b.y + y - fy); v <= std::min(raster.height - 1, b.y + y + fy); ++v)
            for (int u = std::max(0, b.x + x - fx); u <= std::min(raster.width - 1, b.x + x + fx); ++u)
              raster.grey[static_cast<size_t>(v) * raster.width + u] = 255;
        }
      }
    }
    pixDestroy(&piece);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&pieces);
}

}  // namespace

std::vector<Blob> TakeOutRules(Raster& raster, double letter_height, int threshold) {
  std::vector<Blob> out;
  const PixPtr binary = Threshold(raster, threshold);
  if (!binary || letter_height <= 0) return out;
  const PixPtr level(pixOpenBrick(nullptr, binary.get(), std::max(8, static_cast<int>(3 * letter_height)), 1));
  const PixPtr upright(pixOpenBrick(nullptr, binary.get(), 1, std::max(8, static_cast<int>(2.5 * letter_height))));
  if (level) Collect(level.get(), true, letter_height, raster, &out);
  if (upright) Collect(upright.get(), false, letter_height, raster, &out);
  return out;
}

}  // namespace labintake::image
