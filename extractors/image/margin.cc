#include "extractors/image/margin.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

#include "extractors/image/blobs.h"

namespace labintake::image {
namespace {

// In letter heights.
constexpr double kStrip = 1.0;
constexpr double kSpeck = 0.45;
constexpr double kSpread = 10;   // along the border
constexpr int kMostLetters = 5;  // for so many specks one piece of the size of a letter: specks that touch
constexpr size_t kLeast = 12;

void PaintWhite(Raster& raster, const Blob& b) {
  for (int y = std::max(0, b.y - 1); y < std::min(raster.height, b.bottom() + 1); ++y)
    for (int x = std::max(0, b.x - 1); x < std::min(raster.width, b.right() + 1); ++x)
      raster.grey[static_cast<size_t>(y) * raster.width + x] = 255;
}

}  // namespace

void TakeOutMargin(Raster& raster, double h, int threshold) {
  if (h <= 0) return;
  const std::vector<Blob> blobs = FindBlobs(raster, threshold);
  const double strip = kStrip * h;
  const std::vector<std::function<bool(const Blob&)>> borders = {
      [&](const Blob& b) { return b.right() < strip; }, [&](const Blob& b) { return b.x > raster.width - strip; },
      [&](const Blob& b) { return b.bottom() < strip; }, [&](const Blob& b) { return b.y > raster.height - strip; }};
  for (size_t side = 0; side < borders.size(); ++side) {
    std::vector<Blob> along;
    std::copy_if(blobs.begin(), blobs.end(), std::back_inserter(along), borders[side]);
    if (along.size() < kLeast) continue;
    const auto specks = static_cast<size_t>(std::count_if(
        along.begin(), along.end(), [&](const Blob& b) { return b.height < kSpeck * h && b.width < kSpeck * h; }));
    const auto place = [&](const Blob& b) { return side < 2 ? b.y : b.x; };
    const auto [first, last] = std::minmax_element(along.begin(), along.end(),
                                                   [&](const Blob& a, const Blob& b) { return place(a) < place(b); });
    if ((along.size() - specks) * kMostLetters > specks || place(*last) - place(*first) < kSpread * h) continue;
    for (const Blob& b : along) PaintWhite(raster, b);
  }
}

}  // namespace labintake::image
