#include "extractors/image/two_level.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

TEST(TwoLevel, IsTold) {
  Raster page = BlankPage(200, 100);
  EXPECT_TRUE(IsTwoLevel(page));
  DrawDigits(page, "123", 20, 60, 3);
  EXPECT_TRUE(IsTwoLevel(page));
  FillBox(page, {0, 0, 200, 10}, 128);
  EXPECT_FALSE(IsTwoLevel(page));
  EXPECT_FALSE(IsTwoLevel({}));
}

TEST(TwoLevel, IsolatedDirtGoes) {
  Raster page = BlankPage(200, 100);
  DrawDigits(page, "88", 20, 60, 2);
  FillBox(page, {150, 20, 1, 1}, 0);
  FillBox(page, {120, 80, 2, 2}, 0);
  FillBox(page, {180, 90, 3, 3}, 0);
  // Dirt beside dirt is dirt.
  FillBox(page, {160, 50, 2, 1}, 0);
  FillBox(page, {166, 50, 1, 2}, 0);
  SmoothTwoLevel(page);
  EXPECT_EQ(InkShare(page, {70, 0, 130, 100}, 255), 0);
  EXPECT_GT(InkShare(page, {20, 46, 22, 14}, 128), 0.3);
}

TEST(TwoLevel, DecimalPointsStay) {
  for (const int side : {2, 3}) {
    Raster page = BlankPage(200, 100);
    DrawDigits(page, "4", 20, 60, 2);
    DrawDigits(page, "4", 40, 60, 2);
    FillBox(page, {33, 60 - side, side, side}, 0);
    SmoothTwoLevel(page);
    EXPECT_EQ(InkShare(page, {33, 60 - side, side, side}, 192), 1);
  }
}

TEST(TwoLevel, AGapOfOnePixelCloses) {
  Raster page = BlankPage(60, 60);
  FillBox(page, {20, 10, 3, 40}, 0);
  FillBox(page, {20, 30, 3, 1}, 255);
  SmoothTwoLevel(page);
  // Darker than the paper, so that a threshold for faxes joins the two parts.
  EXPECT_LT(GreyAt(page, 21, 30), 225);
  EXPECT_EQ(FindBlobs(page, 225).size(), 1U);
}

TEST(TwoLevel, PiecesOfABrokenStrokeStay) {
  Raster page = BlankPage(60, 60);
  for (int y = 10; y < 50; y += 3) FillBox(page, {20, y, 2, 2}, 0);
  FillBox(page, {20, 50, 10, 2}, 0);
  SmoothTwoLevel(page);
  EXPECT_EQ(InkShare(page, {20, 46, 2, 2}, 192), 1);
}

TEST(TwoLevel, SmallPicturesAreSafe) {
  for (const int side : {1, 2, 3}) {
    Raster page = BlankPage(side, side, 0);
    SmoothTwoLevel(page);
    EXPECT_EQ(page.grey.size(), static_cast<size_t>(side) * side);
  }
}

TEST(Soften, KeepsFlatAreasAndTheSum) {
  Raster page = BlankPage(9, 9);
  FillBox(page, {4, 4, 1, 1}, 95);
  Soften(page);
  EXPECT_EQ(GreyAt(page, 4, 4), 215);
  EXPECT_EQ(GreyAt(page, 3, 4), 235);
  EXPECT_EQ(GreyAt(page, 3, 3), 245);
  EXPECT_EQ(GreyAt(page, 1, 4), 255);
}

}  // namespace
}  // namespace labintake::image
