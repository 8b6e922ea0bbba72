#include "extractors/image/cubic.h"

#include <gtest/gtest.h>

#include <cmath>

namespace labintake::image {
namespace {

// A ground with a slope, a wave and an edge.
Raster Uneven() {
  Raster r;
  r.width = 40;
  r.height = 30;
  for (int y = 0; y < r.height; ++y)
    for (int x = 0; x < r.width; ++x)
      r.grey.push_back(static_cast<uint8_t>(x < 20 ? 60 + 3 * x + 40 * std::sin(0.7 * y) : 250 - 2 * y));
  return r;
}

// The same in real numbers.
double Exact(const Raster& r, double x, double y) {
  const auto weight = [](double d) {
    d = std::abs(d);
    if (d < 1) return 1.5 * d * d * d - 2.5 * d * d + 1;
    return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0.0;
  };
  double sum = 0;
  for (int v = static_cast<int>(std::floor(y)) - 1; v <= std::floor(y) + 2; ++v) {
    for (int u = static_cast<int>(std::floor(x)) - 1; u <= std::floor(x) + 2; ++u) {
      const bool in = u >= 0 && v >= 0 && u < r.width && v < r.height;
      sum += weight(x - u) * weight(y - v) * (in ? r.grey[static_cast<size_t>(v) * r.width + u] : 255);
    }
  }
  return std::min(255.0, std::max(0.0, sum));
}

TEST(Cubic, IsWithinThreeLevelsOfRealNumbers) {
  const Raster r = Uneven();
  // Places that the table has exactly; others are moved by up to 1/128 of a pixel.
  for (double y = -2.5; y < r.height + 2; y += 0.921875)
    for (double x = -2.5; x < r.width + 2; x += 0.734375)
      ASSERT_NEAR(SampleCubic(r, static_cast<float>(x), static_cast<float>(y)), Exact(r, x, y), 3) << x << " " << y;
}

TEST(Cubic, OnAPixelIsThePixel) {
  const Raster r = Uneven();
  for (int y = 0; y < r.height; ++y)
    for (int x = 0; x < r.width; ++x)
      ASSERT_EQ(SampleCubic(r, static_cast<float>(x), static_cast<float>(y)),
                r.grey[static_cast<size_t>(y) * r.width + x]);
}

TEST(Cubic, APlainGroundStays) {
  Raster r;
  r.width = r.height = 12;
  r.grey.assign(144, 201);
  for (float x = 2; x < 9; x += 0.0371F) ASSERT_EQ(SampleCubic(r, x, 11 - x), 201) << x;
}

TEST(Cubic, OutsideIsWhite) {
  const Raster r = Uneven();
  for (const float x : {-9.3F, 60.0F}) EXPECT_EQ(SampleCubic(r, x, 5.5F), 255);
}

}  // namespace
}  // namespace labintake::image
