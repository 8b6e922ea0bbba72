#include "extractors/image/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 4;
constexpr double kHeight = 7 * kUnit;

Raster Table() {
  Raster page = BlankPage(700, 400);
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 3; ++column) DrawDigits(page, "90.71", 60 + 200 * column, 80 + 60 * row, kUnit);
  return page;
}

TEST(Rules, AGridGoesAndItsLettersStay) {
  const Raster letters = Table();
  Raster page = letters;
  for (int row = 0; row <= 5; ++row) FillBox(page, {40, 36 + 60 * row, 600, 2}, 0);
  for (int column = 0; column <= 3; ++column) FillBox(page, {40 + 200 * column, 36, 2, 302}, 0);
  const std::vector<Blob> rules = TakeOutRules(page, kHeight, 128);
  EXPECT_EQ(page.grey, letters.grey);
  EXPECT_EQ(std::count_if(rules.begin(), rules.end(), [](const Blob& b) { return b.width > 590 && b.height <= 4; }), 6);
  EXPECT_EQ(std::count_if(rules.begin(), rules.end(), [](const Blob& b) { return b.height > 290 && b.width <= 4; }), 4);
}

TEST(Rules, LettersAloneStay) {
  const Raster letters = Table();
  Raster page = letters;
  EXPECT_TRUE(TakeOutRules(page, kHeight, 128).empty());
  EXPECT_EQ(page.grey, letters.grey);
}

TEST(Rules, AShortDashStays) {
  Raster page = BlankPage(300, 100);
  FillBox(page, {50, 50, 2 * static_cast<int>(kHeight), 3}, 0);
  const Raster before = page;
  EXPECT_TRUE(TakeOutRules(page, kHeight, 128).empty());
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Rules, AThickBarStays) {
  Raster page = BlankPage(700, 200);
  FillBox(page, {50, 50, 500, 30}, 0);
  const Raster before = page;
  EXPECT_TRUE(TakeOutRules(page, kHeight, 128).empty());
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Rules, ARuleThatClimbsByAPixelGoes) {
  Raster page = BlankPage(700, 200);
  for (int x = 50; x < 650; ++x) FillBox(page, {x, 100 + x / 150, 1, 2}, 0);
  EXPECT_FALSE(TakeOutRules(page, kHeight, 128).empty());
  EXPECT_LT(InkShare(page, {50, 90, 600, 20}, 128), 0.002);
}

TEST(Rules, UnderlinedTextSurvives) {
  Raster page = BlankPage(700, 200);
  const int right = DrawDigits(page, "4807", 60, 100, kUnit);
  const Raster letters = page;
  FillBox(page, {40, 99, 400, 2}, 0);  // through the feet
  const std::vector<Blob> rules = TakeOutRules(page, kHeight, 128);
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_NEAR(rules[0].y, 99, 1);
  const Blob text{60, 100 - static_cast<int>(kHeight), right - 60, static_cast<int>(kHeight)};
  EXPECT_GT(InkShare(page, text, 128), 0.85 * InkShare(letters, text, 128));
  EXPECT_EQ(InkShare(page, {300, 90, 200, 20}, 128), 0);
  EXPECT_EQ(FindBlobs(page, 128).size(), 4U);
}

TEST(Rules, PiecesOfABrokenRuleGoWithIt) {
  Raster page = BlankPage(900, 200);
  DrawDigits(page, "4-8", 500, 90, kUnit);
  const Raster letters = page;
  FillBox(page, {40, 120, 200, 3}, 0);
  for (const int x : {260, 320, 500}) FillBox(page, {x, 121, 30, 3}, 0);
  TakeOutRules(page, kHeight, 128);
  EXPECT_EQ(page.grey, letters.grey);
}

// Of a dotted hair line a scan leaves specks, and here and there a stretch that looks like a dash.
TEST(Rules, ADashOnALineOfSpecksGoes) {
  Raster page = Table();
  for (int x = 40; x < 640; x += 6) FillBox(page, {x, 94, 3, 3}, 225);
  FillBox(page, {300, 94, 14, 3}, 90);
  TakeOutRules(page, kHeight, 128);
  EXPECT_EQ(InkShare(page, {300, 94, 14, 3}, 128), 0);
}

TEST(Rules, ADashOnPaperStaysWhateverIsBesideIt) {
  Raster page = Table();
  FillBox(page, {300, 94, 14, 3}, 90);
  for (int y = 200; y < 260; ++y) FillBox(page, {40, y, 600, 1}, y % 2 == 0 ? 225 : 235);  // a stain
  FillBox(page, {350, 229, 14, 3}, 90);
  const Raster before = page;
  TakeOutRules(page, kHeight, 128);
  for (const Blob& dash : {Blob{300, 94, 14, 3}, Blob{350, 229, 14, 3}})
    EXPECT_EQ(InkShare(page, dash, 128), InkShare(before, dash, 128));
}

TEST(Rules, AGreyRuleBetweenColumnsGoesWithItsGaps) {
  const Raster letters = Table();
  Raster page = letters;
  for (int y = 36; y < 338; ++y)
    if (y % 23 != 0) FillBox(page, {240, y, 2, 1}, static_cast<uint8_t>(y % 7 == 0 ? 130 : 160));
  EXPECT_EQ(TakeOutRules(page, kHeight, 128).size(), 1U);
  EXPECT_EQ(page.grey, letters.grey);
}

TEST(Rules, StrokesUnderEachOtherAreNoGreyRule) {
  Raster page = BlankPage(300, 500);
  for (int line = 0; line < 6; ++line) FillBox(page, {100, 40 + 45 * line, 4, static_cast<int>(kHeight)}, 100);
  const Raster before = page;
  EXPECT_TRUE(TakeOutRules(page, kHeight, 128).empty());
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Rules, NothingWithoutALetterHeight) {
  Raster page = Table();
  EXPECT_TRUE(TakeOutRules(page, 0, 128).empty());
  Raster none;
  EXPECT_TRUE(TakeOutRules(none, 20, 128).empty());
}

}  // namespace
}  // namespace labintake::image
