#include "extractors/scan/arrows.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"

namespace labintake::scan {
namespace {

using image::Blob;
using image::FillBox;

Raster Drawn(bool up) {
  Raster page = image::BlankPage(60, 60);
  image::DrawArrow(page, 10, 36, 26, up);
  return page;
}

Arrow OfOnly(const Raster& page) {
  const std::vector<Blob> blobs = image::FindBlobs(page, 190);
  return blobs.size() == 1 ? ArrowOf(blobs.front(), page) : Arrow::kNone;
}

TEST(Arrows, UpAndDown) {
  EXPECT_EQ(OfOnly(Drawn(true)), Arrow::kUp);
  EXPECT_EQ(OfOnly(Drawn(false)), Arrow::kDown);
  EXPECT_STREQ(ToString(Arrow::kUp), "↑");
  EXPECT_STREQ(ToString(Arrow::kDown), "↓");
}

TEST(Arrows, WithNoise) {
  Raster page = Drawn(true);
  image::AddNoise(page, 12);
  EXPECT_EQ(ArrowOf({10, 10, 17, 26}, page), Arrow::kUp);
}

// A "1" has its stem on one side, a "t" or a dagger no taper, a "Y" no tip, a "T" neither.
TEST(Arrows, LettersAndFiguresAreNone) {
  Raster one = image::BlankPage(60, 60), dagger = one, tee = one, four = one, bar = one, why = one;
  FillBox(one, {22, 10, 3, 26}, 0);
  for (int y = 0; y < 9; ++y) FillBox(one, {21 - y, 11 + y, 3, 1}, 0);
  EXPECT_EQ(OfOnly(one), Arrow::kNone);
  FillBox(dagger, {18, 10, 3, 26}, 0), FillBox(dagger, {11, 17, 17, 3}, 0);
  EXPECT_EQ(OfOnly(dagger), Arrow::kNone);
  FillBox(tee, {18, 10, 3, 26}, 0), FillBox(tee, {11, 10, 17, 3}, 0);
  EXPECT_EQ(OfOnly(tee), Arrow::kNone);
  FillBox(four, {22, 10, 3, 26}, 0), FillBox(four, {10, 27, 18, 3}, 0);
  for (int y = 0; y < 18; ++y) FillBox(four, {21 - y * 11 / 17, 10 + y, 3, 1}, 0);
  EXPECT_EQ(OfOnly(four), Arrow::kNone);
  FillBox(bar, {18, 10, 3, 26}, 0);
  EXPECT_EQ(OfOnly(bar), Arrow::kNone);
  FillBox(why, {18, 20, 3, 16}, 0);
  for (int y = 0; y < 11; ++y)
    FillBox(why, {11 + y * 7 / 10, 10 + y, 3, 1}, 0), FillBox(why, {25 - y * 7 / 10, 10 + y, 3, 1}, 0);
  EXPECT_EQ(OfOnly(why), Arrow::kNone);
}

TEST(Arrows, APlusOfAnyWeightIsNone) {
  for (const int stroke : {2, 3, 4, 5}) {
    Raster plus = image::BlankPage(60, 60);
    FillBox(plus, {18, 10, stroke, 17}, 0), FillBox(plus, {18 + stroke / 2 - 8, 17, 17, stroke}, 0);
    EXPECT_EQ(OfOnly(plus), Arrow::kNone) << stroke;
  }
}

TEST(Arrows, APieceOutsideThePageIsNone) {
  EXPECT_EQ(ArrowOf({-3, 10, 17, 26}, Drawn(true)), Arrow::kNone);
  EXPECT_EQ(ArrowOf({50, 40, 17, 26}, Drawn(true)), Arrow::kNone);
}

}  // namespace
}  // namespace labintake::scan
