#include "extractors/image/bars.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 4;
constexpr int kHeight = 7 * kUnit;
constexpr int kInk = 190;

Raster WithLetters() {
  Raster page = BlankPage(700, 200);
  DrawDigits(page, "90.71", 60, 100, kUnit);
  DrawDigits(page, "1", 400, 100, kUnit);
  return page;
}

TEST(Bars, LettersAloneStay) {
  const Raster letters = WithLetters();
  Raster page = letters;
  TakeOutBars(page, kHeight, kInk);
  EXPECT_EQ(page.grey, letters.grey);
}

TEST(Bars, ATintThatTouchesLettersBecomesWhite) {
  Raster page = BlankPage(700, 200);
  FillBox(page, {40, 100, 300, 22}, 160);
  DrawDigits(page, "90.71", 60, 100, kUnit);
  DrawDigits(page, "48", 200, 118, kUnit);
  TakeOutBars(page, kHeight, kInk);
  Raster expected = BlankPage(700, 200);
  DrawDigits(expected, "90.71", 60, 100, kUnit);
  DrawDigits(expected, "48", 200, 118, kUnit);
  EXPECT_EQ(FindBlobs(page, kInk).size(), FindBlobs(expected, kInk).size());
  EXPECT_EQ(InkShare(page, {0, 0, 700, 200}, kInk), InkShare(expected, {0, 0, 700, 200}, kInk));
}

TEST(Bars, ADarkBarLowerThanALineGoes) {
  Raster page = WithLetters();
  const Raster letters = page;
  FillBox(page, {200, 110, 150, 20}, 20);
  TakeOutBars(page, kHeight, kInk);
  EXPECT_EQ(page.grey, letters.grey);
}

TEST(Bars, TheDarkerEndOfATintGoes) {
  Raster page = WithLetters();
  FillBox(page, {200, 140, 150, 20}, 170);
  FillBox(page, {345, 140, 6, 20}, 60);
  TakeOutBars(page, kHeight, kInk);
  EXPECT_EQ(InkShare(page, {150, 130, 300, 40}, kInk), 0);
}

TEST(Bars, AOneAtTheEdgeOfAShadedColumnStays) {
  Raster page = BlankPage(700, 200);
  FillBox(page, {0, 0, 395, 200}, 200);
  FillBox(page, {400, 72, 6, kHeight}, 0);
  TakeOutBars(page, kHeight, kInk);
  EXPECT_EQ(InkShare(page, {400, 72, 6, kHeight}, kInk), 1);
}

// The strokes of small blurred letters leave no white between them.
TEST(Bars, LettersThatRunTogetherStay) {
  Raster page = BlankPage(700, 200);
  FillBox(page, {60, 72, 300, kHeight}, 170);
  for (int x = 60; x < 360; x += 12) FillBox(page, {x, 72, 5, kHeight}, 40);
  const Raster letters = page;
  TakeOutBars(page, kHeight, kInk);
  EXPECT_EQ(page.grey, letters.grey);
}

}  // namespace
}  // namespace labintake::image
