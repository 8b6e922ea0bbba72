#include <gtest/gtest.h>

#include "tests/image/corner_marks.h"
#include "tests/image/made_jpeg.h"
#include "tests/image/made_webp.h"

namespace labintake::image {
namespace {

std::vector<std::uint8_t> Rgba(const Raster& picture) {
  std::vector<std::uint8_t> out;
  for (const std::uint8_t value : picture.grey) out.insert(out.end(), {value, value, value, 255});
  return out;
}

TEST(Webp, LosslessAndLossy) {
  const Raster picture = PageLike(91, 57);
  EXPECT_EQ(Decoded(MakeWebp(Rgba(picture), 91, 57, true)).grey, picture.grey);
  ExpectUpright(Decoded(MakeWebp(Rgba(StoredWith(1)), 48, 32, false)), false, 12);
}

TEST(Webp, TransparentIsPaper) {
  const std::vector<std::uint8_t> rgba = {0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 102, 255, 0, 0, 255};
  EXPECT_EQ(Decoded(MakeWebp(rgba, 4, 1, true)).grey, (std::vector<std::uint8_t>{0, 255, 153, 76}));
}

TEST(Webp, TurnedByItsExifData) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string webp = WithExif(MakeWebp(Rgba(StoredWith(orientation)), 48, 32, true), 48, 32, Exif(orientation));
    ExpectUpright(Decoded(webp), orientation >= 5, 0);
  }
}

TEST(Webp, LargeOnesAreReduced) {
  scan::DecodeLimits limits;
  limits.target_megapixels = 0.01;
  const Raster picture = PageLike(400, 200);
  for (const bool lossless : {true, false}) {
    const Raster out = Decoded(MakeWebp(Rgba(picture), 400, 200, lossless), limits);
    EXPECT_LE(out.width * out.height, 10'000);
    EXPECT_GE(out.width * out.height, 9'700);
    EXPECT_EQ(out.dpi, 0);
  }
}

TEST(Webp, LimitIsCheckedInTheHeader) {
  std::string bytes = MakeWebp(Rgba(PageLike(64, 64)), 64, 64, true);
  // "VP8L", its size, a signature, and 14 bits each of width and height.
  for (std::size_t i = 21; i < 25; ++i) bytes[i] |= static_cast<char>(i < 24 ? 0xFF : 0x0F);
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace labintake::image
