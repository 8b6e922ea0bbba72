#include "extractors/image/pix.h"

#include <gtest/gtest.h>

#include "tests/image/corner_marks.h"

namespace labintake::image {
namespace {

TEST(Pix, RastersGoThereAndBack) {
  for (const int width : {1, 2, 3, 4, 5, 63, 64}) {
    Raster picture = PageLike(width, 41);
    picture.dpi = 300;
    const PixPtr pix = ToPix(picture);
    ASSERT_TRUE(pix);
    EXPECT_EQ(pixGetDepth(pix.get()), 8);
    l_uint32 value = 0;
    pixGetPixel(pix.get(), width - 1, 40, &value);
    EXPECT_EQ(value, picture.grey.back());
    const Raster back = ToRaster(*pix);
    EXPECT_EQ(back.width, width);
    EXPECT_EQ(back.dpi, 300);
    EXPECT_EQ(back.grey, picture.grey);
  }
}

TEST(Pix, OneBitIsBlackAndWhite) {
  const PixPtr bits(pixCreate(3, 2, 1));
  pixSetPixel(bits.get(), 1, 0, 1);  // Leptonica's ones are black
  EXPECT_EQ(ToRaster(*bits).grey, (std::vector<std::uint8_t>{255, 0, 255, 255, 255, 255}));
}

TEST(Pix, ThresholdTakesWhatIsDarker) {
  for (const int width : {1, 7, 31, 32, 33, 65}) {
    const Raster picture = PageLike(width, 41);
    for (const int threshold : {-1, 0, 1, 128, 255, 256, 400}) {
      const PixPtr bits = Threshold(picture, threshold);
      ASSERT_TRUE(bits);
      for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < width; ++x) {
          l_uint32 set = 0;
          pixGetPixel(bits.get(), x, y, &set);
          ASSERT_EQ(set != 0, picture.grey[static_cast<std::size_t>(y) * width + x] < threshold) << x << ", " << y;
        }
      }
    }
  }
}

TEST(Pix, NothingGivesNothing) { EXPECT_FALSE(ToPix({})); }

}  // namespace
}  // namespace labintake::image
