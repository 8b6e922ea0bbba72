#include "tests/image/corner_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "extractors/image/decode.h"

namespace labintake::image {
namespace {

constexpr int kWidth = 48, kHeight = 32, kMark = 16;
constexpr int kGrey = 120;

void Mark(Raster* picture, Corner corner, std::uint8_t value) {
  const int x0 = corner == Corner::kTopLeft || corner == Corner::kBottomLeft ? 0 : picture->width - kMark;
  const int y0 = corner == Corner::kTopLeft || corner == Corner::kTopRight ? 0 : picture->height - kMark;
  for (int y = y0; y < y0 + kMark; ++y)
    std::fill_n(picture->grey.begin() + static_cast<std::ptrdiff_t>(y) * picture->width + x0, kMark, value);
}

}  // namespace

Raster MarkedPicture(Corner black, Corner grey) {
  Raster out;
  out.width = kWidth;
  out.height = kHeight;
  out.grey.assign(kWidth * kHeight, 255);
  Mark(&out, black, 0);
  Mark(&out, grey, kGrey);
  return out;
}

Raster StoredWith(int orientation) {
  using enum Corner;
  switch (orientation) {
    case 2: return MarkedPicture(kTopRight, kTopLeft);        // mirrored
    case 3: return MarkedPicture(kBottomRight, kBottomLeft);  // upside down
    case 4: return MarkedPicture(kBottomLeft, kBottomRight);  // upside down and mirrored
    case 5: return MarkedPicture(kTopLeft, kBottomLeft);      // rows are columns
    case 6: return MarkedPicture(kBottomLeft, kTopLeft);      // to be turned clockwise
    case 7: return MarkedPicture(kBottomRight, kTopRight);    // to be turned and mirrored
    case 8: return MarkedPicture(kTopRight, kBottomRight);    // to be turned anticlockwise
    default: return MarkedPicture(kTopLeft, kTopRight);
  }
}

void ExpectUpright(const Raster& picture, bool turned, int tolerance) {
  Raster expected;
  expected.width = turned ? kHeight : kWidth;
  expected.height = turned ? kWidth : kHeight;
  expected.grey.assign(kWidth * kHeight, 255);
  Mark(&expected, Corner::kTopLeft, 0);
  Mark(&expected, Corner::kTopRight, kGrey);
  ExpectNear(picture, expected, tolerance);
}

Raster Decoded(const std::string& bytes, const scan::DecodeLimits& limits) {
  const auto file = OpenImageFile(bytes, limits);
  if (!file) {
    ADD_FAILURE() << file.error().message;
    return {};
  }
  Result<Raster> out = (*file)->ReadPage(1);
  if (!out) {
    ADD_FAILURE() << out.error().message;
    return {};
  }
  return *std::move(out);
}

Error DecodeError(const std::string& bytes, const scan::DecodeLimits& limits) {
  const auto file = OpenImageFile(bytes, limits);
  if (!file) return file.error();
  for (int page = 1; page <= (*file)->page_count(); ++page) {
    const Result<Raster> picture = (*file)->ReadPage(page);
    if (!picture) return picture.error();
  }
  return {};
}

void ExpectNear(const Raster& actual, const Raster& expected, int tolerance) {
  ASSERT_EQ(actual.width, expected.width);
  ASSERT_EQ(actual.height, expected.height);
  ASSERT_EQ(actual.grey.size(), expected.grey.size());
  int worst = 0;
  std::size_t where = 0;
  for (std::size_t i = 0; i < actual.grey.size(); ++i) {
    const int difference = std::abs(actual.grey[i] - expected.grey[i]);
    if (difference > worst) {
      worst = difference;
      where = i;
    }
  }
  const auto width = static_cast<std::size_t>(actual.width);
  EXPECT_LE(worst, tolerance) << "at " << where % width << ", " << where / width << ": " << int{actual.grey[where]}
                              << " is not " << int{expected.grey[where]};
}

Raster PageLike(int width, int height) {
  Raster out;
  out.width = width;
  out.height = height;
  out.grey.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool line = y % 40 < 24, stroke = (x * 7 + y * 3 + x * y / 64) % 23 < 5;
      if (line && stroke) out.grey[static_cast<std::size_t>(y) * width + x] = static_cast<std::uint8_t>(y % 3 * 20);
    }
  }
  return out;
}

}  // namespace labintake::image
