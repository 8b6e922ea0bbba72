#include "extractors/image/row_scaler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/image/corner_marks.h"

namespace labintake::image {
namespace {

Raster Scaled(const Raster& picture, const PixelSize& to) {
  RowScaler scaler({picture.width, picture.height}, to);
  for (int y = 0; y < picture.height; ++y)
    scaler.Add(picture.grey.data() + static_cast<std::size_t>(y) * picture.width);
  return scaler.Take();
}

Raster Noise(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Raster out;
  out.width = width;
  out.height = height;
  out.grey.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::uint8_t& pixel : out.grey) pixel = static_cast<std::uint8_t>(random());
  return out;
}

double Mean(const Raster& picture, int x0, int y0, int x1, int y1) {
  double sum = 0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) sum += picture.grey[static_cast<std::size_t>(y) * picture.width + x];
  return sum / ((x1 - x0) * (y1 - y0));
}

TEST(RowScaler, SameSizeIsTheSame) {
  const Raster picture = Noise(37, 23, 1);
  EXPECT_EQ(Scaled(picture, {37, 23}).grey, picture.grey);
}

TEST(RowScaler, FewerPixelsAreAverages) {
  const Raster picture = Noise(60, 40, 2);
  const Raster half = Scaled(picture, {20, 10});
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 20; ++x) {
      EXPECT_NEAR(half.grey[static_cast<std::size_t>(y) * 20 + x], Mean(picture, 3 * x, 4 * y, 3 * x + 3, 4 * y + 4),
                  0.51);
    }
  }
}

TEST(RowScaler, PartsOfPixelsCountByTheirArea) {
  // Three pixels to two: each takes one and half of the middle one.
  const Raster picture{3, 3, 0, {0, 90, 240, 0, 90, 240, 0, 90, 240}};
  EXPECT_EQ(Scaled(picture, {2, 3}).grey, (std::vector<std::uint8_t>{30, 190, 30, 190, 30, 190}));
  const Raster turned{3, 3, 0, {0, 0, 0, 90, 90, 90, 240, 240, 240}};
  EXPECT_EQ(Scaled(turned, {3, 2}).grey, (std::vector<std::uint8_t>{30, 30, 30, 190, 190, 190}));
}

TEST(RowScaler, MorePixelsLieOnLines) {
  const Raster row{2, 1, 0, {0, 200}};
  EXPECT_EQ(Scaled(row, {4, 1}).grey, (std::vector<std::uint8_t>{0, 50, 150, 200}));
  const Raster column{1, 2, 0, {0, 200}};
  EXPECT_EQ(Scaled(column, {1, 4}).grey, (std::vector<std::uint8_t>{0, 50, 150, 200}));
}

TEST(RowScaler, AnySizeToAnySize) {
  std::mt19937 random(3);
  for (int i = 0; i < 400; ++i) {
    const auto side = [&] { return static_cast<int>(random() % (random() % 4 == 0 ? 200 : 20)) + 1; };
    const PixelSize from{side(), side()}, to{side(), side()};
    // What is one grey all over stays so, to the last pixel.
    const auto value = static_cast<std::uint8_t>(random());
    Raster flat{from.width, from.height, 0, {}};
    flat.grey.assign(static_cast<std::size_t>(from.width * from.height), value);
    const Raster out = Scaled(flat, to);
    ASSERT_EQ(out.width, to.width);
    ASSERT_EQ(out.height, to.height);
    ASSERT_EQ(std::count(out.grey.begin(), out.grey.end(), value), to.width * to.height);
  }
}

TEST(RowScaler, BothDirectionsAreTheSame) {
  const Raster picture = Noise(50, 50, 4);
  Raster turned = picture;
  for (int y = 0; y < 50; ++y)
    for (int x = 0; x < 50; ++x)
      turned.grey[static_cast<std::size_t>(y) * 50 + x] = picture.grey[static_cast<std::size_t>(x) * 50 + y];
  for (const PixelSize to : {PixelSize{31, 77}, PixelSize{77, 31}, PixelSize{50, 120}, PixelSize{17, 50}}) {
    const Raster a = Scaled(picture, to), b = Scaled(turned, {to.height, to.width});
    for (int y = 0; y < to.height; ++y) {
      for (int x = 0; x < to.width; ++x) {
        ASSERT_NEAR(a.grey[static_cast<std::size_t>(y) * to.width + x],
                    b.grey[static_cast<std::size_t>(x) * to.height + y], 1);
      }
    }
  }
}

}  // namespace
}  // namespace labintake::image
