#include "model/row_reducer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace labintake {
namespace {

Raster Made(int width, int height, std::vector<uint8_t> grey) { return {width, height, 0, std::move(grey)}; }

TEST(RowReducer, SmallPicturesStay) {
  const Raster picture = Made(3, 2, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(Reduced(picture, 6).grey, picture.grey);
  RowReducer reducer(3, 2, 100);
  reducer.AddRow(picture.grey.data());
  reducer.AddRow(picture.grey.data() + 3);
  EXPECT_EQ(reducer.Take().grey, picture.grey);
}

TEST(RowReducer, HalfTheSizeIsTheMeanOfFour) {
  const Raster half = Reduced(Made(4, 2, {0, 100, 255, 255, 100, 200, 255, 255}), 2);
  EXPECT_EQ(half.width, 2);
  EXPECT_EQ(half.height, 1);
  EXPECT_EQ(half.grey, (std::vector<uint8_t>{100, 255}));
}

// Each pixel against the integral over its area.
TEST(RowReducer, AnySizeIsTheMeanOfTheArea) {
  std::mt19937 random(3);
  for (const auto& [width, height, pixels] : {std::tuple{7, 5, 11.0}, {100, 3, 37.0}, {61, 83, 900.0}, {50, 50, 1.0}}) {
    Raster in = Made(width, height, {});
    for (int i = 0; i < width * height; ++i) in.grey.push_back(static_cast<uint8_t>(random()));
    const Raster out = Reduced(in, pixels);
    ASSERT_LE(out.width * out.height, std::max(pixels, 1.0));
    const double sx = static_cast<double>(width) / out.width, sy = static_cast<double>(height) / out.height;
    for (int y = 0; y < out.height; ++y) {
      for (int x = 0; x < out.width; ++x) {
        double sum = 0;
        for (int v = 0; v < height; ++v) {
          for (int u = 0; u < width; ++u) {
            const double w = std::max(0.0, std::min(u + 1.0, (x + 1) * sx) - std::max(u + 0.0, x * sx)) *
                             std::max(0.0, std::min(v + 1.0, (y + 1) * sy) - std::max(v + 0.0, y * sy));
            sum += w * in.grey[static_cast<std::size_t>(v * width + u)];
          }
        }
        EXPECT_NEAR(out.grey[static_cast<std::size_t>(y * out.width + x)], sum / (sx * sy), 1.6);
      }
    }
  }
}

TEST(RowReducer, MissingRowsAreWhite) {
  RowReducer reducer(8, 8, 16);
  const std::vector<uint8_t> black(8, 0);
  for (int i = 0; i < 4; ++i) reducer.AddRow(black.data());
  const Raster out = reducer.Take();
  EXPECT_EQ(out.grey, (std::vector<uint8_t>{0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}));
}

TEST(RowReducer, ResolutionGoesWithTheSize) {
  Raster picture = Made(100, 100, std::vector<uint8_t>(10'000, 7));
  picture.dpi = 300;
  const Raster out = Reduced(picture, 2'500);
  EXPECT_EQ(out.width, 50);
  EXPECT_EQ(out.dpi, 150);
  EXPECT_EQ(std::accumulate(out.grey.begin(), out.grey.end(), 0), 7 * 2'500);
}

}  // namespace
}  // namespace labintake
