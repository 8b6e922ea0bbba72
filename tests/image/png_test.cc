#include <gtest/gtest.h>

#include "tests/image/corner_marks.h"
#include "tests/image/made_jpeg.h"
#include "tests/image/made_png.h"

namespace labintake::image {
namespace {

// Pixels per metre.
constexpr std::uint32_t kDpi72 = 2835, kDpi96 = 3780, kDpi300 = 11811;

PngToMake GreyPng(const Raster& picture) {
  PngToMake png;
  png.width = picture.width;
  png.height = picture.height;
  png.rows = picture.grey;
  return png;
}

std::vector<std::uint8_t> Pixels(const PngToMake& png) { return Decoded(MakePng(png)).grey; }

TEST(Png, GreyOfEveryDepth) {
  EXPECT_EQ(Pixels({.width = 8, .height = 1, .bits = 1, .rows = {0b10110001}}),
            (std::vector<std::uint8_t>{255, 0, 255, 255, 0, 0, 0, 255}));
  EXPECT_EQ(Pixels({.width = 4, .height = 1, .bits = 2, .rows = {0b00011011}}),
            (std::vector<std::uint8_t>{0, 85, 170, 255}));
  EXPECT_EQ(Pixels({.width = 3, .height = 1, .bits = 4, .rows = {0x0F, 0x80}}),
            (std::vector<std::uint8_t>{0, 255, 136}));
  EXPECT_EQ(Pixels({.width = 3, .height = 1, .bits = 8, .rows = {0, 100, 255}}),
            (std::vector<std::uint8_t>{0, 100, 255}));
  EXPECT_EQ(Pixels({.width = 2, .height = 1, .bits = 16, .rows = {0x80, 0x10, 0xFF, 0xFF}}),
            (std::vector<std::uint8_t>{128, 255}));
}

TEST(Png, ColorsBecomeTheirBrightness) {
  EXPECT_EQ(
      Pixels({.width = 4, .height = 1, .color_type = 2, .rows = {255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255}}),
      (std::vector<std::uint8_t>{255, 76, 150, 29}));
  EXPECT_EQ(Pixels({.width = 1, .height = 1, .bits = 16, .color_type = 2, .rows = {255, 255, 0, 0, 0, 0}}),
            (std::vector<std::uint8_t>{76}));
}

TEST(Png, Palette) {
  const std::vector<std::uint8_t> palette = {255, 255, 255, 0, 0, 0, 255, 0, 0, 10, 10, 10};
  EXPECT_EQ(Pixels({.width = 4, .height = 1, .bits = 2, .color_type = 3, .rows = {0b00011011}, .palette = palette}),
            (std::vector<std::uint8_t>{255, 0, 76, 10}));
  // The second colour is transparent: paper.
  EXPECT_EQ(Pixels({.width = 4,
                    .height = 1,
                    .bits = 8,
                    .color_type = 3,
                    .rows = {0, 1, 2, 3},
                    .palette = palette,
                    .palette_alpha = {255, 0}}),
            (std::vector<std::uint8_t>{255, 255, 76, 10}));
}

TEST(Png, TransparentIsPaper) {
  EXPECT_EQ(Pixels({.width = 3, .height = 1, .color_type = 4, .rows = {0, 255, 0, 0, 0, 102}}),
            (std::vector<std::uint8_t>{0, 255, 153}));
  EXPECT_EQ(Pixels({.width = 3, .height = 1, .color_type = 6, .rows = {0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 102}}),
            (std::vector<std::uint8_t>{0, 255, 153}));
}

TEST(Png, InterlacedIsTheSame) {
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 2}, {5, 9}, {61, 47}}) {
    const Raster picture = PageLike(width, height);
    PngToMake png = GreyPng(picture);
    png.interlaced = true;
    EXPECT_EQ(Pixels(png), picture.grey);
    png.color_type = 6;
    png.rows.clear();
    for (const std::uint8_t value : picture.grey) png.rows.insert(png.rows.end(), {value, value, value, 255});
    EXPECT_EQ(Pixels(png), picture.grey);
  }
}

TEST(Png, ResolutionWhereItCanBeTrue) {
  const auto dpi = [](std::uint32_t x, std::uint32_t y, bool per_metre = true) {
    PngToMake png = GreyPng(PageLike(20, 10));
    png.x_per_metre = x;
    png.y_per_metre = y;
    png.per_metre = per_metre;
    return Decoded(MakePng(png)).dpi;
  };
  EXPECT_NEAR(dpi(kDpi300, kDpi300), 300, 0.1);
  EXPECT_EQ(dpi(0, 0), 0);
  EXPECT_EQ(dpi(kDpi72, kDpi72), 0);
  EXPECT_EQ(dpi(kDpi96, kDpi96), 0);
  EXPECT_EQ(dpi(1, 1, false), 0);
  EXPECT_EQ(dpi(300, 300, false), 0);
  EXPECT_EQ(dpi(kDpi300, kDpi300 / 2), 0);
}

TEST(Png, TurnedByItsExifData) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    PngToMake png = GreyPng(StoredWith(orientation));
    png.exif = Exif(orientation);
    ExpectUpright(Decoded(MakePng(png)), orientation >= 5, 0);
  }
}

TEST(Png, LargeOnesAreReducedWithTheirResolution) {
  scan::DecodeLimits limits;
  limits.target_megapixels = 0.01;
  for (const bool interlaced : {false, true}) {
    PngToMake png = GreyPng(PageLike(400, 200));
    png.interlaced = interlaced;
    png.x_per_metre = png.y_per_metre = 2 * kDpi300;
    const Raster out = Decoded(MakePng(png), limits);
    EXPECT_LE(out.width * out.height, 10'000);
    EXPECT_GE(out.width * out.height, 9'700);
    EXPECT_NEAR(out.dpi, 600.0 * out.width / 400, 0.5);
  }
}

TEST(Png, LimitIsCheckedInTheHeader) {
  const Error error = DecodeError(PngHeader(60000, 60000));
  EXPECT_EQ(error.code, ErrorCode::kTooLarge);
  EXPECT_EQ(error.message, "the picture has 3600 megapixels, the limit is 200; scan it at a lower resolution");
  EXPECT_EQ(DecodeError(PngHeader(0x7fffffff, 0x7fffffff)).code, ErrorCode::kTooLarge);
  EXPECT_EQ(DecodeError(PngHeader(0, 5)).code, ErrorCode::kDamaged);
}

TEST(Png, WrongChecksumIsDamage) {
  std::string bytes = MakePng(GreyPng(PageLike(200, 100)));
  bytes[bytes.rfind("IEND") - 5] ^= 1;  // the last byte of the data's checksum
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kDamaged);
}

}  // namespace
}  // namespace labintake::image
