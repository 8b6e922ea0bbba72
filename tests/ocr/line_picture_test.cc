#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

namespace {

// As Tesseract does with each line.
TEST(LinePictureTest, IsReadBackAsItWas) {
  PIX* pix = pixCreate(7, 3, 8);
  for (l_int32 y = 0; y < 3; ++y)
    for (l_int32 x = 0; x < 7; ++x) pixSetPixel(pix, x, y, static_cast<l_uint32>(40 * y + 20 * x));
  l_uint8* bytes = nullptr;
  size_t size = 0;
  ASSERT_EQ(pixWriteMem(&bytes, &size, pix, IFF_PNG), 0);
  l_int32 format = IFF_UNKNOWN;
  ASSERT_EQ(findFileFormatBuffer(bytes, &format), 0);
  EXPECT_EQ(format, IFF_SPIX) << "Leptonica's own function was called";
  PIX* back = pixReadMem(bytes, size);
  ASSERT_NE(back, nullptr);
  l_int32 same = 0;
  pixEqual(pix, back, &same);
  EXPECT_EQ(same, 1);
  pixDestroy(&pix);
  pixDestroy(&back);
  lept_free(bytes);
}

}  // namespace
