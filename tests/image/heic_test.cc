#include <gtest/gtest.h>

#include "extractors/image/decode.h"
#include "tests/image/corner_marks.h"
#include "tests/image/made_heic.h"
#include "tests/image/made_jpeg.h"

namespace labintake::image {
namespace {

// Lossy: at the edges of the marks samples differ. libheif 1.15 hands x265 pictures of 64 pixels and more only.
constexpr int kTolerance = 24;

class Heic : public testing::Test {
 protected:
  void SetUp() override {
    if (!MakeHeic({.pictures = {StoredWith(1)}})) GTEST_SKIP() << "libheif has no HEVC encoder here";
  }
};

TEST_F(Heic, BrightnessOfTheFullRange) {
  ExpectUpright(Decoded(*MakeHeic({.pictures = {StoredWith(1)}})), false, kTolerance);
}

TEST_F(Heic, BrightnessOfTheVideoRange) {
  Raster picture = StoredWith(1);
  for (std::uint8_t& value : picture.grey) value = static_cast<std::uint8_t>(16 + value * 219 / 255);
  ExpectUpright(Decoded(*MakeHeic({.pictures = {picture}, .video_range = true})), false, kTolerance);
}

TEST_F(Heic, TurnedByItsBoxes) {
  // Of those with a turn and a mirror libheif 1.15 writes the two boxes in the other order than it reads them.
  for (const int orientation : {1, 2, 3, 4, 6, 8})
    ExpectUpright(Decoded(*MakeHeic({.pictures = {StoredWith(orientation)}, .orientation = orientation})),
                  orientation >= 5, kTolerance);
}

TEST_F(Heic, NotTurnedOnceMoreByItsExifData) {
  ExpectUpright(Decoded(*MakeHeic({.pictures = {StoredWith(6)}, .orientation = 6, .exif = Exif(6)})), true, kTolerance);
  ExpectUpright(Decoded(*MakeHeic({.pictures = {StoredWith(1)}, .exif = Exif(6)})), false, kTolerance);
}

TEST_F(Heic, EachPictureIsAPage) {
  const auto file = OpenImageFile(*MakeHeic({.pictures = {StoredWith(1), StoredWith(3)}}), {});
  ASSERT_TRUE(file.has_value());
  ASSERT_EQ((*file)->page_count(), 2);
  ExpectUpright(*(*file)->ReadPage(1), false, kTolerance);
  ExpectNear(*(*file)->ReadPage(2), StoredWith(3), kTolerance);
}

TEST_F(Heic, LargeOnesAreReduced) {
  scan::DecodeLimits limits;
  limits.target_megapixels = 0.01;
  const Raster out = Decoded(*MakeHeic({.pictures = {PageLike(400, 200)}}), limits);
  EXPECT_LE(out.width * out.height, 10'000);
  EXPECT_GE(out.width * out.height, 9'700);
}

TEST_F(Heic, LimitsAreChecked) {
  const std::string bytes = *MakeHeic({.pictures = {PageLike(400, 200), PageLike(400, 200)}});
  EXPECT_EQ(DecodeError(bytes, {.max_pages = 1}).code, ErrorCode::kTooLarge);
  EXPECT_EQ(DecodeError(bytes, {.max_megapixels = 0.05}).code, ErrorCode::kTooLarge);
}

TEST_F(Heic, CutOff) {
  const std::string bytes = *MakeHeic({.pictures = {PageLike(400, 200)}});
  for (const double part : {0.1, 0.3, 0.5, 0.8, 0.99}) {
    const Error error =
        DecodeError(bytes.substr(0, static_cast<std::size_t>(part * static_cast<double>(bytes.size()))));
    EXPECT_EQ(error.code, ErrorCode::kDamaged) << part;
  }
}

TEST(HeicWithoutEncoder, OtherBoxesAreNoPicture) {
  const std::string bytes(
      "\0\0\0\x10"
      "ftypheic\0\0\0\0"
      "\0\0\0\x08"
      "free",
      24);
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kDamaged);
}

}  // namespace
}  // namespace labintake::image
