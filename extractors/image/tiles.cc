#include "extractors/image/tiles.h"

#include <algorithm>
#include <numeric>

namespace labintake::image {

int Quantile(const Histogram& h, double share) {
  const uint64_t all = std::accumulate(h.begin(), h.end(), uint64_t{0});
  uint64_t seen = 0;
  const auto wanted = static_cast<uint64_t>(share * static_cast<double>(all));
  for (int v = 0; v < 256; ++v) {
    seen += h[static_cast<size_t>(v)];
    if (seen > wanted) return v;
  }
  return 255;
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

Tiles Measure(const Raster& r, int size, double share) {
  Tiles t;
  t.size = size;
  t.columns = (r.width + t.size - 1) / t.size;
  t.rows = (r.height + t.size - 1) / t.size;
  t.values.resize(static_cast<size_t>(t.columns) * t.rows);
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      const Histogram h = HistogramOf(r, i * t.size, j * t.size, std::min((i + 1) * t.size, r.width),
                                      std::min((j + 1) * t.size, r.height));
      t.at(i, j) = Quantile(h, share);
    }
  }
  return t;
}

}  // namespace labintake::image
