#include <gtest/gtest.h>

#include <chrono>

#include "tests/image/corner_marks.h"
#include "tests/image/made_jpeg.h"

namespace labintake::image {
namespace {

// One colour all over.
JpegToMake Flat(int components, const std::vector<std::uint8_t>& color) {
  JpegToMake jpeg{.width = 16, .height = 16, .components = components};
  for (int i = 0; i < 16 * 16; ++i) jpeg.samples.insert(jpeg.samples.end(), color.begin(), color.end());
  return jpeg;
}

int Grey(const JpegToMake& jpeg) { return Decoded(MakeJpeg(jpeg)).grey.at(100); }

TEST(Jpeg, GreyBaselineAndProgressive) {
  const Raster picture = PageLike(123, 77);
  ExpectNear(Decoded(MakeJpeg(picture)), picture, 60);
  EXPECT_EQ(Decoded(MakeJpeg(picture, true)).grey, Decoded(MakeJpeg(picture)).grey);
}

TEST(Jpeg, ColorsBecomeTheirBrightness) {
  EXPECT_NEAR(Grey(Flat(3, {255, 255, 255})), 255, 1);
  EXPECT_NEAR(Grey(Flat(3, {255, 0, 0})), 76, 2);
  EXPECT_NEAR(Grey(Flat(3, {0, 0, 0})), 0, 1);
  JpegToMake progressive = Flat(3, {255, 0, 0});
  progressive.progressive = true;
  EXPECT_NEAR(Grey(progressive), 76, 2);
}

TEST(Jpeg, InksInBothPolarities) {
  EXPECT_NEAR(Grey(Flat(4, {255, 255, 255, 255})), 255, 1);  // Adobe: no ink
  EXPECT_NEAR(Grey(Flat(4, {255, 255, 255, 0})), 0, 1);      // black
  EXPECT_NEAR(Grey(Flat(4, {255, 0, 0, 255})), 76, 2);       // magenta and yellow: red
  JpegToMake plain = Flat(4, {0, 0, 0, 0});
  plain.adobe = false;
  EXPECT_NEAR(Grey(plain), 255, 1);
  plain = Flat(4, {0, 0, 0, 255});
  plain.adobe = false;
  EXPECT_NEAR(Grey(plain), 0, 1);
}

TEST(Jpeg, TurnedByItsExifData) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Raster stored = StoredWith(orientation);
    JpegToMake jpeg{.width = stored.width,
                    .height = stored.height,
                    .samples = stored.grey,
                    .exif = Exif(orientation, orientation % 2 == 0)};
    ExpectUpright(Decoded(MakeJpeg(jpeg)), orientation >= 5, 3);
  }
}

TEST(Jpeg, ResolutionWhereItCanBeTrue) {
  const auto dpi = [](int unit, int x, int y) {
    JpegToMake jpeg = Flat(1, {200});
    jpeg.density_unit = unit;
    jpeg.x_density = x;
    jpeg.y_density = y;
    return Decoded(MakeJpeg(jpeg)).dpi;
  };
  EXPECT_EQ(dpi(1, 300, 300), 300);
  EXPECT_NEAR(dpi(2, 118, 118), 299.7, 0.1);
  EXPECT_EQ(dpi(0, 1, 1), 0);
  EXPECT_EQ(dpi(0, 300, 300), 0);
  EXPECT_EQ(dpi(1, 72, 72), 0);
  EXPECT_EQ(dpi(1, 96, 96), 0);
  EXPECT_EQ(dpi(1, 300, 150), 0);
  EXPECT_EQ(dpi(1, 20, 20), 0);
}

TEST(Jpeg, LargeOnesAreReducedWithTheirResolution) {
  const Raster picture = PageLike(800, 600);
  JpegToMake jpeg{
      .width = 800, .height = 600, .density_unit = 1, .x_density = 600, .y_density = 600, .samples = picture.grey};
  for (const double target : {0.48, 0.4, 0.12, 0.1, 0.03, 0.001, 0.00001}) {
    scan::DecodeLimits limits;
    limits.target_megapixels = target;
    const Raster out = Decoded(MakeJpeg(jpeg), limits);
    EXPECT_LE(out.width * out.height, target * 1e6);
    EXPECT_GE((out.width + 1) * (out.height + 1), target * 1e6);
    EXPECT_NEAR(out.dpi, 600.0 * out.width / 800, 0.1);
  }
}

// The transform's own reduction gives what averaging gives.
TEST(Jpeg, ReductionKeepsTheBrightness) {
  const Raster stored = StoredWith(6);
  JpegToMake jpeg{.width = stored.width, .height = stored.height, .samples = stored.grey, .exif = Exif(6)};
  scan::DecodeLimits limits;
  limits.target_megapixels = 48 * 32 / 16e6;
  const Raster out = Decoded(MakeJpeg(jpeg), limits);
  ASSERT_EQ(out.width, 8);
  ASSERT_EQ(out.height, 12);
  EXPECT_NEAR(out.grey[0], 0, 2);
  EXPECT_NEAR(out.grey[7], 120, 2);
  EXPECT_NEAR(out.grey[11 * 8], 255, 2);
}

TEST(Jpeg, LimitIsCheckedInTheHeader) {
  std::string bytes = MakeJpeg(PageLike(64, 64));
  const std::size_t frame = bytes.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  bytes[frame + 5] = bytes[frame + 7] = static_cast<char>(0xEA);  // 60000 by 60000
  bytes[frame + 6] = bytes[frame + 8] = static_cast<char>(0x60);
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kTooLarge);
  bytes[frame + 5] = bytes[frame + 7] = static_cast<char>(0xFF);  // more than libjpeg takes
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kTooLarge);
}

TEST(Jpeg, OnlyTheEndMarkIsMissing) {
  const Raster picture = PageLike(123, 77);
  std::string bytes = MakeJpeg(picture);
  bytes.resize(bytes.size() - 2);
  ExpectNear(Decoded(bytes), picture, 60);
}

TEST(Jpeg, EachRowIsThereOrItIsDamaged) {
  for (const bool progressive : {false, true}) {
    const std::string whole = MakeJpeg(PageLike(123, 77), progressive);
    for (std::size_t size = 4; size + 4 < whole.size(); size += 7) {
      const Error error = DecodeError(whole.substr(0, size));
      ASSERT_EQ(error.code, ErrorCode::kDamaged) << size << " of " << whole.size();
      ASSERT_EQ(error.message, "the picture is damaged (cut off); ask for it again") << size << " of " << whole.size();
    }
  }
}

// A few kilobytes can tell the decoder to go over the picture ten thousand times.
TEST(Jpeg, EndlessScansAreRefusedSoon) {
  std::string bytes = MakeJpeg(PageLike(1000, 1000), true);
  const std::string last_scan = bytes.substr(bytes.rfind("\xff\xda"), bytes.size() - 2 - bytes.rfind("\xff\xda"));
  bytes.resize(bytes.size() - 2);
  for (int i = 0; i < 10'000; ++i) bytes += last_scan.substr(0, 10);
  bytes += "\xff\xd9";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kDamaged);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Jpeg, KindsThatAreNotRead) {
  std::string bytes = MakeJpeg(PageLike(64, 64));
  bytes[bytes.find("\xff\xc0") + 4] = 12;  // bits a sample
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace labintake::image
