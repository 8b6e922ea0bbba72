#include "pipeline/picture_part.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace labintake::pipeline {

Raster CutOut(const Raster& picture, const Box& area, Box* part) {
  const double x_scale = picture.width / area.width(), y_scale = picture.height / area.height();
  const auto pixel = [](double at, int size) {
    return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(size)));
  };
  const int x0 = pixel(std::floor((part->x0 - area.x0) * x_scale), picture.width);
  const int x1 = pixel(std::ceil((part->x1 - area.x0) * x_scale), picture.width);
  const int y0 = pixel(std::floor((part->y0 - area.y0) * y_scale), picture.height);
  const int y1 = pixel(std::ceil((part->y1 - area.y0) * y_scale), picture.height);
  *part = {area.x0 + x0 / x_scale, area.y0 + y0 / y_scale, area.x0 + x1 / x_scale, area.y0 + y1 / y_scale};
  Raster out;
  if (x1 <= x0 || y1 <= y0) return out;
  out.width = x1 - x0;
  out.height = y1 - y0;
  out.dpi = picture.dpi;
  out.grey.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  for (int y = y0; y < y1; ++y) {
    const auto from = picture.grey.begin() + static_cast<std::ptrdiff_t>(y) * picture.width + x0;
    out.grey.insert(out.grey.end(), from, from + out.width);
  }
  return out;
}

}  // namespace labintake::pipeline
