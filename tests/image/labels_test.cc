#include "extractors/image/labels.h"

#include <gtest/gtest.h>

#include "extractors/image/even_light.h"
#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 2;
constexpr int kGround = 240, kBar = 130;

// A bar in a page of text, and on it a label as light as the page.
struct LabelledPage {
  Raster with_bar = BlankPage(700, 400, kGround), without = with_bar;
  LabelledPage(const Blob& bar, const Blob& label) {
    FillBox(with_bar, bar, kBar);
    FillBox(with_bar, label, kGround);
    for (Raster* page : {&with_bar, &without}) {
      DrawDigits(*page, "2.61", label.x + 8, label.bottom() - 6, kUnit, 20);
      DrawDigits(*page, "1234567890", 40, 60, kUnit, 20);
    }
  }
};

TEST(Labels, ABarGoesAndTheTextOfItsLabelStays) {
  LabelledPage page({60, 150, 400, 40}, {200, 156, 64, 28});
  TakeOutLabelledBars(page.with_bar, kGround);
  EXPECT_EQ(page.with_bar.grey, page.without.grey);
}

TEST(Labels, ALabelMayEndWithTheBar) {
  LabelledPage page({60, 150, 400, 40}, {400, 156, 60, 28});
  TakeOutLabelledBars(page.with_bar, kGround);
  EXPECT_EQ(page.with_bar.grey, page.without.grey);
}

TEST(Labels, NoiseIsNoLightLetter) {
  LabelledPage page({60, 150, 400, 40}, {200, 156, 64, 28});
  AddNoise(page.with_bar, 10);
  TakeOutLabelledBars(page.with_bar, kGround);
  EXPECT_EQ(InkShare(page.with_bar, {60, 150, 130, 40}, 190), 0);
  EXPECT_GT(InkShare(page.with_bar, {200, 156, 64, 28}, 190), 0.05);
}

TEST(Labels, ABandOfLightLettersStays) {
  Raster page = BlankPage(700, 400, kGround);
  FillBox(page, {60, 150, 400, 40}, kBar);
  DrawDigits(page, "1234567890 09876", 80, 180, kUnit, kGround);
  const Raster before = page;
  TakeOutLabelledBars(page, kGround);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Labels, LightLettersBesideALabelKeepTheBar) {
  LabelledPage page({60, 150, 400, 40}, {200, 156, 64, 28});
  DrawDigits(page.with_bar, "1234567890", 290, 180, kUnit, kGround);
  const Raster before = page.with_bar;
  TakeOutLabelledBars(page.with_bar, kGround);
  EXPECT_EQ(page.with_bar.grey, before.grey);
}

TEST(Labels, ABandWithAHeadingOverAFrameStays) {
  Raster page = BlankPage(700, 400, kGround);
  FillBox(page, {60, 150, 400, 60}, kBar);
  FillBox(page, {62, 184, 396, 24}, kGround);
  DrawDigits(page, "12345678", 150, 178, kUnit, 20);
  DrawDigits(page, "1234567890", 80, 204, kUnit, 20);
  const Raster before = page;
  TakeOutLabelledBars(page, kGround);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Labels, DarkLettersBesideALabelKeepTheBar) {
  LabelledPage page({60, 150, 400, 40}, {200, 156, 64, 28});
  DrawDigits(page.with_bar, "1234567890", 290, 180, kUnit, 20);
  const Raster before = page.with_bar;
  TakeOutLabelledBars(page.with_bar, kGround);
  EXPECT_EQ(page.with_bar.grey, before.grey);
}

TEST(Labels, ALightBoxWithoutTextKeepsTheBar) {
  Raster page = BlankPage(700, 400, kGround);
  FillBox(page, {60, 150, 400, 40}, kBar);
  FillBox(page, {200, 156, 64, 28}, kGround);
  const Raster before = page;
  TakeOutLabelledBars(page, kGround);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Labels, EvenLightReversesNoLabel) {
  LabelledPage page({60, 150, 400, 40}, {200, 156, 64, 28});
  const EvenLightResult even = EvenLight(page.with_bar);
  EXPECT_EQ(InkShare(even.raster, {60, 145, 400, 50}, 190), InkShare(page.without, {60, 145, 400, 50}, 190));
}

}  // namespace
}  // namespace labintake::image
