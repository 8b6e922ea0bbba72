#include "extractors/image/margin.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 4;
constexpr int kHeight = 7 * kUnit;
constexpr int kInk = 128;

Raster Page() {
  Raster page = BlankPage(900, 700);
  for (int line = 0; line < 8; ++line) DrawDigits(page, "90.71", 100, 120 + 60 * line, kUnit);
  return page;
}

TEST(Margin, GrainAlongTheEdgesOfThePaperGoes) {
  Raster page = Page();
  for (int i = 0; i < 60; ++i) {
    FillBox(page, {880 + i % 7, 60 + 9 * i, 4, 5}, 60);
    FillBox(page, {80 + 9 * i, 3 + i % 5, 5, 3}, 60);
  }
  FillBox(page, {884, 300, 8, 20}, 60);  // specks that touch
  TakeOutMargin(page, kHeight, kInk);
  EXPECT_EQ(page.grey, Page().grey);
}

TEST(Margin, TextAtTheBorderStays) {
  Raster page = Page();
  for (int line = 0; line < 16; ++line) DrawDigits(page, "8.", 876, 40 + 40 * line, kUnit);
  DrawDigits(page, "90.71.8.2.3.5.", 300, 28, kUnit);
  const Raster before = page;
  TakeOutMargin(page, kHeight, kInk);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Margin, FewSpecksAndSpecksAwayFromTheBorderStay) {
  Raster page = Page();
  for (int i = 0; i < 8; ++i) FillBox(page, {890, 60 + 60 * i, 4, 4}, 0);
  for (int i = 0; i < 60; ++i) FillBox(page, {860, 60 + 9 * i, 4, 4}, 0);  // a dotted line
  const Raster before = page;
  TakeOutMargin(page, kHeight, kInk);
  EXPECT_EQ(page.grey, before.grey);
  TakeOutMargin(page, 0, kInk);
  EXPECT_EQ(page.grey, before.grey);
}

}  // namespace
}  // namespace labintake::image
