#include "extractors/image/marks.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 4;
constexpr int kHeight = 7 * kUnit;
constexpr int kInk = 128;

void DrawFrame(Raster& page, const Blob& b, int thickness) {
  FillBox(page, b, 0);
  FillBox(page, {b.x + thickness, b.y + thickness, b.width - 2 * thickness, b.height - 2 * thickness}, 255);
}

// Digits with room to their right.
Raster Digits() {
  Raster page = BlankPage(500, 120);
  DrawDigits(page, "90.71", 40, 78, kUnit);
  return page;
}

TEST(Marks, BoxesBehindAResultGoAndItStays) {
  const Raster digits = Digits();
  Raster page = digits;
  DrawFrame(page, {240, 50, kHeight, kHeight}, 3);
  FillBox(page, {280, 50, kHeight, kHeight}, 0);
  FillBox(page, {282 + kHeight, 50, kHeight, kHeight}, 60);  // the next is hardly apart
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 3);
  EXPECT_EQ(page.grey, digits.grey);
}

// A frame at (240, 50) that leans.
void DrawLeaningFrame(Raster& page) {
  for (int y = 0; y < kHeight; ++y) {
    FillBox(page, {240 + y / 10, 50 + y, 2, 1}, 0);
    FillBox(page, {240 + y / 10 + kHeight - 4, 50 + y, 2, 1}, 0);
  }
  FillBox(page, {240, 50, kHeight - 4, 2}, 0);
  FillBox(page, {240, 48 + kHeight, kHeight - 2, 2}, 0);
  FillBox(page, {254, 48 + kHeight, 2, 2}, 255);
}

TEST(Marks, ABoxThatLeansGoesWhereOthersAreWhole) {
  Raster page = Digits();
  DrawLeaningFrame(page);
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 0) << "by itself it may be a blurred letter";
  for (int k = 0; k < 3; ++k) DrawFrame(page, {300 + 60 * k, 50, kHeight, kHeight}, 2);
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 4);
}

// A blood group.
TEST(Marks, ARoundLetterStays) {
  Raster page = Digits();
  const double r = kHeight / 2.0;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kHeight; ++x) {
      const double d = std::hypot(x + 0.5 - r, y + 0.5 - r);
      if (d <= r && d > r - kUnit) FillBox(page, {240 + x, 50 + y, 1, 1}, 0);
    }
  }
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 0);
}

TEST(Marks, ADarkEndOfABarGoes) {
  Raster page = Digits();
  FillBox(page, {300, 45, kHeight / 2 + 4, 3 * kHeight / 2}, 30);
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 1);
  EXPECT_EQ(page.grey, Digits().grey);
}

TEST(Marks, AnEndOfABarGoesFromItsOutlineAndFromADigit) {
  Raster page = Digits();
  FillBox(page, {10, 52, kHeight, kHeight}, 30);
  FillBox(page, {10, 50 + kHeight, 200, 2}, 0);  // touches the end and the feet of the digits
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 1);
  EXPECT_EQ(InkShare(page, {10, 52, 24, 24}, kInk), 0);
  EXPECT_GT(InkShare(page, {40, 52, 110, kHeight}, kInk), 0.9 * InkShare(Digits(), {40, 52, 110, kHeight}, kInk));
}

TEST(Marks, InHeavyTypeNothingIsTakenForAMark) {
  // Letters whose strokes have run together, and one that stands apart.
  Raster page = BlankPage(600, 120);
  for (int i = 0; i < 8; ++i) FillBox(page, {40 + i * (kHeight + 6), 50, kHeight, kHeight}, 30);
  DrawDigits(page, "90.71", 320, 78, kUnit);
  FillBox(page, {520, 50, kHeight, kHeight}, 30);
  const Raster before = page;
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 0);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Marks, WhatStandsInAFrameStays) {
  Raster page = BlankPage(300, 120);
  DrawDigits(page, "7", 120, 68, kUnit);
  const Raster digit = page;
  DrawFrame(page, {112, 32, 42, 44}, 2);
  DrawDigits(page, "7", 120, 68, kUnit);
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 1);
  EXPECT_EQ(page.grey, digit.grey);
}

TEST(Marks, LettersStay) {
  // 0 and 8 have round corners, "I" is thin, a full point and a dash are low.
  Raster page = BlankPage(900, 120);
  DrawDigits(page, "0 8 6 9 1 4", 40, 78, kUnit);
  FillBox(page, {600, 50, kHeight / 4, kHeight}, 0);
  FillBox(page, {650, 50 + 6 * kUnit, kUnit, kUnit}, 0);
  FillBox(page, {700, 50 + 3 * kUnit, 12, 4}, 0);
  const Raster before = page;
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 0);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Marks, ASquareZeroOfANumberStays) {
  Raster page = BlankPage(500, 120);
  const int right = DrawDigits(page, "90.71", 40, 78, kUnit);
  DrawFrame(page, {right, 50, 5 * kUnit, kHeight}, kUnit);
  const Raster before = page;
  EXPECT_EQ(TakeOutMarks(page, kHeight, kInk), 0);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Marks, NothingWithoutALetterHeight) {
  Raster page = Digits();
  EXPECT_EQ(TakeOutMarks(page, 0, kInk), 0);
}

}  // namespace
}  // namespace labintake::image
