// A picture cut into squares, and what level each of them has.
//
// Pixel coordinates, grey levels 0..255. Pure functions; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/raster.h"

namespace labintake::image {

using Histogram = std::array<uint32_t, 256>;

// Of the pixels with x0 <= x < x1 and y0 <= y < y1. REQUIRES: they lie within the raster.
Histogram HistogramOf(const Raster& raster, int x0, int y0, int x1, int y1);

// The least level that more than `share` of the pixels do not exceed; 255 of none.
int Quantile(const Histogram& histogram, double share);

struct Tiles {
  int size = 0, columns = 0, rows = 0;
  std::vector<int> values;

  int& at(int column, int row) { return values[static_cast<size_t>(row) * columns + column]; }
  int at(int column, int row) const { return values[static_cast<size_t>(row) * columns + column]; }
};

// The side of tiles that are about half a letter wide or more, by the size of the picture.
int TileSize(const Raster& raster);

// The quantile `share` of each tile of `size` pixels; those at the right and lower edge may be smaller. REQUIRES: size
// > 0.
Tiles Measure(const Raster& raster, int size, double share);

// The same for several shares at once, in their order.
std::vector<Tiles> MeasureEach(const Raster& raster, int size, const std::vector<double>& shares);

}  // namespace labintake::image
