#include "extractors/image/tints.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kWidth = 1000, kHeight = 800, kUnit = 3;
constexpr uint8_t kPaper = 240;

using Shape = bool (*)(int x, int y);  // within an area of 200 by 90

bool Cell(int, int) { return true; }
bool Pill(int x, int y) {
  const int from_end = std::min(x, 199 - x);
  return from_end >= 45 || std::hypot(45 - from_end, y - 45) < 45;
}

// Areas of `level` at these places, with light digits on them; the ink that is expected, dark on white, in `ink`.
struct Drawn {
  Raster page = BlankPage(kWidth, kHeight, kPaper), ink = BlankPage(kWidth, kHeight);
};

void DrawArea(Drawn& drawn, Shape shape, int left, int top, uint8_t level, std::string_view text, uint8_t light) {
  for (int y = 0; y < 90; ++y)
    for (int x = 0; x < 200; ++x)
      if (shape(x, y)) FillBox(drawn.page, {left + x, top + y, 1, 1}, level);
  DrawDigits(drawn.page, text, left + 60, top + 55, kUnit, light);
  DrawDigits(drawn.ink, text, left + 60, top + 55, kUnit);
}

void ExpectInk(const Raster& page, const Raster& ink, double most_wrong) {
  int wrong = 0, strokes = 0;
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      const bool stroke = GreyAt(ink, x, y) == 0;
      strokes += stroke;
      wrong += stroke ? GreyAt(page, x, y) > 110 : GreyAt(page, x, y) < 190;
    }
  }
  ASSERT_GT(strokes, 0);
  EXPECT_LE(wrong, most_wrong * strokes);
}

TEST(Tints, LightLettersOfAnyShadeAndShapeBecomeDark) {
  for (const int level : {20, 90, 140, 163, 185, 205}) {
    Drawn drawn;
    DrawArea(drawn, Cell, 100, 100, static_cast<uint8_t>(level), "8.10", 245);
    DrawArea(drawn, Pill, 400, 100, static_cast<uint8_t>(level), "141", 245);
    DrawArea(drawn, Cell, 100, 300, static_cast<uint8_t>(level), "7", 245);  // one letter
    EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 3) << level;
    ExpectInk(drawn.page, drawn.ink, 0);
  }
}

TEST(Tints, CellsBelowEachOtherKeepTheirOwnLevel) {
  Drawn drawn;
  const uint8_t levels[] = {160, 172, 110, 164};
  for (int k = 0; k < 4; ++k) DrawArea(drawn, Cell, 300, 100 + 92 * k, levels[k], "0.48", 240);
  AddNoise(drawn.page, 6);
  EXPECT_EQ(TurnLightOnTints(drawn.page, 6, Bands::kStay).turned, 4);
  ExpectInk(drawn.page, drawn.ink, 0.2);  // noisy pictures are smoothed, so that corners become round
}

TEST(Tints, DarkLettersStay) {
  Drawn drawn;
  for (const int top : {100, 300, 500}) DrawArea(drawn, Cell, 100, top, 180, "141.00", 20);
  DrawDigits(drawn.page, "0123456789", 400, 150, 3, 20);
  DrawDigits(drawn.page, "0468", 400, 400, 16, 20);  // large, with insides that are no letters
  for (int y = 0; y < 200; ++y) {                    // and an "A", whose inside is hardly thick
    FillBox(drawn.page, {500 - y * 2 / 5, 500 + y, 40, 1}, 20);
    FillBox(drawn.page, {500 + y * 2 / 5, 500 + y, 40, 1}, 20);
    if (y > 130 && y < 165) FillBox(drawn.page, {500 - y * 2 / 5, 500 + y, y * 4 / 5, 1}, 20);
  }
  const Raster before = drawn.page;
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 0);
  EXPECT_EQ(drawn.page.grey, before.grey);
}

// A blurred word whose letters run together: its insides are thin and light.
TEST(Tints, DarkLettersThatRunTogetherStay) {
  Drawn drawn;
  FillBox(drawn.page, {100, 100, 260, 20}, 20);
  for (int x = 120; x < 350; x += 10) FillBox(drawn.page, {x, 105, 3, 10}, kPaper);
  const Raster before = drawn.page;
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 0);
  EXPECT_EQ(drawn.page.grey, before.grey);
}

TEST(Tints, BarsWithoutLettersStay) {
  Drawn drawn;
  DrawArea(drawn, Cell, 100, 100, 120, "", 245);
  FillBox(drawn.page, {400, 100, 400, 20}, 100);
  const Raster before = drawn.page;
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 0);
  EXPECT_EQ(drawn.page.grey, before.grey);
}

// A white field with dark figures on a panel that has light letters as well.
TEST(Tints, AFieldOnAPanelStays) {
  Drawn drawn;
  FillBox(drawn.page, {100, 100, 600, 130}, 130);
  DrawDigits(drawn.page, "141.00", 130, 155, kUnit, 245);
  DrawDigits(drawn.ink, "141.00", 130, 155, kUnit);
  FillBox(drawn.page, {500, 125, 90, 38}, kPaper);
  DrawDigits(drawn.page, "36", 520, 155, kUnit, 10);
  DrawDigits(drawn.ink, "36", 520, 155, kUnit);
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 1);
  ExpectInk(drawn.page, drawn.ink, 0.01);
}

// ReverseBands() takes it, or else it is turned.
TEST(Tints, ALongBandStaysAtFirst) {
  Drawn drawn;
  FillBox(drawn.page, {100, 100, 700, 40}, 60);
  DrawDigits(drawn.page, "123 456", 130, 130, kUnit, 245);
  DrawDigits(drawn.ink, "123 456", 130, 130, kUnit);
  const Raster before = drawn.page;
  const TurnedAreas at_first = TurnLightOnTints(drawn.page, 0, Bands::kStay);
  EXPECT_EQ(at_first.turned, 0);
  EXPECT_EQ(at_first.bands_left, 1);
  EXPECT_EQ(drawn.page.grey, before.grey);
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kTurned).turned, 1);
  ExpectInk(drawn.page, drawn.ink, 0);
}

// A shade without an edge.
TEST(Tints, AShadeStays) {
  Drawn drawn;
  for (int x = 0; x < 600; ++x) FillBox(drawn.page, {200 + x, 100, 1, 200}, static_cast<uint8_t>(kPaper - x / 4));
  DrawDigits(drawn.page, "123456789", 450, 200, kUnit, 250);
  const Raster before = drawn.page;
  EXPECT_EQ(TurnLightOnTints(drawn.page, 0, Bands::kStay).turned, 0);
  EXPECT_EQ(drawn.page.grey, before.grey);
}

// What lies around a page in a photo.
TEST(Tints, AnAreaAtTheBorderStays) {
  Raster page = BlankPage(kWidth, kHeight, 90);
  DrawDigits(page, "123", 50, 100, kUnit, 245);
  FillBox(page, {200, 200, 600, 400}, kPaper);
  const Raster before = page;
  EXPECT_EQ(TurnLightOnTints(page, 0, Bands::kStay).turned, 0);
  EXPECT_EQ(page.grey, before.grey);
}

TEST(Tints, NothingOnNothing) {
  Raster none;
  EXPECT_EQ(TurnLightOnTints(none, 0, Bands::kStay).turned, 0);
  Raster white = BlankPage(40, 30);
  EXPECT_EQ(TurnLightOnTints(white, 0, Bands::kStay).turned, 0);
}

}  // namespace
}  // namespace labintake::image
