// Grey levels between pixels, by Catmull-Rom's cubic in both directions (Computer Aided Geometric Design, 1974).
//
// Pure functions; thread-safe. The weights are whole numbers out of 128 and places are rounded to 1/64 of a pixel,
// which costs less than real numbers and changes a grey level by three at most.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "model/raster.h"

namespace labintake::image {

inline constexpr int kCubicPlaces = 64, kCubicUnit = 128;

using CubicWeights = std::array<int, 4>;

// The weights for each place behind the second of four samples.
constexpr std::array<CubicWeights, kCubicPlaces> MakeCubicWeights() {
  std::array<CubicWeights, kCubicPlaces> table{};
  for (int i = 0; i < kCubicPlaces; ++i) {
    const double t = static_cast<double>(i) / kCubicPlaces, t2 = t * t, t3 = t2 * t;
    const std::array<double, 4> w = {-0.5 * t3 + t2 - 0.5 * t, 1.5 * t3 - 2.5 * t2 + 1, -1.5 * t3 + 2 * t2 + 0.5 * t,
                                     0.5 * t3 - 0.5 * t2};
    CubicWeights& rounded = table[static_cast<size_t>(i)];
    int sum = 0;
    for (size_t k = 0; k < 4; ++k) {
      rounded[k] = static_cast<int>(w[k] * kCubicUnit + (w[k] < 0 ? -0.5 : 0.5));
      sum += rounded[k];
    }
    // A plain ground stays what it is.
    rounded[t < 0.5 ? 1 : 2] += kCubicUnit - sum;
  }
  return table;
}
inline constexpr std::array<CubicWeights, kCubicPlaces> kCubicWeights = MakeCubicWeights();

// As std::floor(), which is a call on the plainest x86-64.
inline int FloorOf(float v) {
  const int whole = static_cast<int>(v);
  return whole - (static_cast<float>(whole) > v ? 1 : 0);
}

// The level at (x, y), in pixels from the middle of the first one. Outside the picture is white.
inline uint8_t SampleCubic(const Raster& r, float x, float y) {
  const int px = FloorOf(x * kCubicPlaces + 0.5F), py = FloorOf(y * kCubicPlaces + 0.5F);
  const int left = (px >> 6) - 1, top = (py >> 6) - 1;
  static_assert(kCubicPlaces == 1 << 6);
  const CubicWeights &wx = kCubicWeights[static_cast<size_t>(px & (kCubicPlaces - 1))],
                     &wy = kCubicWeights[static_cast<size_t>(py & (kCubicPlaces - 1))];
  const bool inside = left >= 0 && top >= 0 && left + 3 < r.width && top + 3 < r.height;
  int sum = 0;
  for (int j = 0; j < 4; ++j) {
    int row = 0;
    if (inside) {
      const uint8_t* p = r.grey.data() + static_cast<size_t>(top + j) * static_cast<size_t>(r.width) + left;
      row = wx[0] * p[0] + wx[1] * p[1] + wx[2] * p[2] + wx[3] * p[3];
    } else {
      for (int i = 0; i < 4; ++i) {
        const int sx = left + i, sy = top + j;
        const bool in = sx >= 0 && sy >= 0 && sx < r.width && sy < r.height;
        row += wx[static_cast<size_t>(i)] *
               (in ? r.grey[static_cast<size_t>(sy) * static_cast<size_t>(r.width) + static_cast<size_t>(sx)] : 255);
      }
    }
    sum += wy[static_cast<size_t>(j)] * row;
  }
  constexpr int kUnit = kCubicUnit * kCubicUnit;
  return static_cast<uint8_t>(std::clamp((sum + kUnit / 2) / kUnit, 0, 255));
}

}  // namespace labintake::image
