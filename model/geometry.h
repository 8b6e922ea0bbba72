// Boxes on a page.
//
// One coordinate system everywhere in labintake: PDF points (1/72 inch), origin at the top left, x to the right, y
// down, page as displayed (after rotation and crop box). x0 <= x1 and y0 <= y1 hold for every box that a stage emits.
// Plain values; any thread may use them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace labintake {

struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  double center_x() const { return (x0 + x1) / 2; }
  double center_y() const { return (y0 + y1) / 2; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  bool operator==(const Box&) const = default;

  // The smallest box that holds both; a box of zero area at the origin is "nothing yet".
  Box Union(const Box& o) const {
    if (*this == Box{}) return o;
    if (o == Box{}) return *this;
    return {std::min(x0, o.x0), std::min(y0, o.y0), std::max(x1, o.x1), std::max(y1, o.y1)};
  }
  double OverlapX(const Box& o) const { return std::max(0.0, std::min(x1, o.x1) - std::max(x0, o.x0)); }
  double OverlapY(const Box& o) const { return std::max(0.0, std::min(y1, o.y1) - std::max(y0, o.y0)); }
};

// A projective map of the plane: x' = (m0 x + m1 y + m2) / (m6 x + m7 y + m8), and y' likewise with m3 to m5.
struct Projection {
  std::array<double, 9> m = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  bool operator==(const Projection&) const = default;
  bool identity() const { return *this == Projection{}; }
  // First `first`, then this.
  Projection After(const Projection& first) const {
    Projection out;
    for (size_t i = 0; i < 3; ++i)
      for (size_t j = 0; j < 3; ++j) {
        out.m[3 * i + j] = 0;
        for (size_t k = 0; k < 3; ++k) out.m[3 * i + j] += m[3 * i + k] * first.m[3 * k + j];
      }
    return out;
  }
  // The upright box around the image of `b`; Box{} stays Box{}.
  Box Map(const Box& b) const {
    if (b == Box{}) return b;
    Box out{1e300, 1e300, -1e300, -1e300};
    for (const double x : {b.x0, b.x1}) {
      for (const double y : {b.y0, b.y1}) {
        const double w = m[6] * x + m[7] * y + m[8];
        const double u = (m[0] * x + m[1] * y + m[2]) / w, v = (m[3] * x + m[4] * y + m[5]) / w;
        out = {std::min(out.x0, u), std::min(out.y0, v), std::max(out.x1, u), std::max(out.y1, v)};
      }
    }
    return out;
  }
};

}  // namespace labintake
