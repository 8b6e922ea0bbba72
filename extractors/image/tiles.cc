#include "extractors/image/tiles.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace labintake::image {

int Quantile(const Histogram& h, double share) {
  const uint64_t all = std::accumulate(h.begin(), h.end(), uint64_t{0});
  const auto wanted = static_cast<uint64_t>(share * static_cast<double>(all));
  // From the top, because most of a page is light.
  uint64_t below = all;
  for (int v = 255; v > 0; --v) {
    below -= h[static_cast<size_t>(v)];
    if (below <= wanted) return v;
  }
  return 0;
}

Histogram HistogramOf(const Raster& r, int x0, int y0, int x1, int y1) {
  Histogram h{};
  for (int y = y0; y < y1; ++y) {
    const uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = x0; x < x1; ++x) ++h[line[x]];
  }
  return h;
}

int TileSize(const Raster& r) { return std::clamp(std::min(r.width, r.height) / 100, 6, 24); }

std::vector<Tiles> MeasureEach(const Raster& r, int size, const std::vector<double>& shares) {
  Tiles empty;
  empty.size = size;
  empty.columns = (r.width + size - 1) / size;
  empty.rows = (r.height + size - 1) / size;
  empty.values.resize(static_cast<size_t>(empty.columns) * empty.rows);
  std::vector<Tiles> all(shares.size(), empty);
  for (int j = 0; j < empty.rows; ++j) {
    for (int i = 0; i < empty.columns; ++i) {
      const Histogram h =
          HistogramOf(r, i * size, j * size, std::min((i + 1) * size, r.width), std::min((j + 1) * size, r.height));
      for (size_t k = 0; k < shares.size(); ++k) all[k].at(i, j) = Quantile(h, shares[k]);
    }
  }
  return all;
}

Tiles Measure(const Raster& r, int size, double share) { return std::move(MeasureEach(r, size, {share}).front()); }

}  // namespace labintake::image
