#include "extractors/image/even_light.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kUnit = 4;  // pixels of the digits' squares

// Where the page shows ink: rows of digits.
Raster Digits(int width, int height) {
  Raster page = BlankPage(width, height);
  for (int y = 60; y + 10 < height; y += 60) DrawDigits(page, "1234567890 0987654321", 40, y, kUnit);
  return page;
}

// `ground` and `ink` at each place of it.
template <typename Ground, typename Ink>
Raster Painted(const Raster& digits, Ground ground, Ink ink) {
  Raster page = digits;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x)
      page.grey[static_cast<size_t>(y) * page.width + x] =
          static_cast<uint8_t>(GreyAt(digits, x, y) == 0 ? ink(x, y) : ground(x, y));
  return page;
}

// Nearly all of the ground is white and nearly all of the ink is dark, between the given rows.
void ExpectDarkOnWhite(const Raster& page, const Raster& digits, int top, int bottom, int least_white = 225) {
  int ground = 0, white = 0, ink = 0, dark = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = 0; x < page.width; ++x) {
      const int grey = GreyAt(page, x, y);
      if (GreyAt(digits, x, y) == 0) {
        ++ink;
        dark += grey < 80;
      } else {
        ++ground;
        white += grey > least_white;
      }
    }
  }
  EXPECT_GT(white, 0.99 * ground);
  EXPECT_GE(dark, 0.99 * ink);
}

TEST(EvenLight, AWhitePageStays) {
  const Raster digits = Digits(700, 500);
  const EvenLightResult even = EvenLight(digits);
  EXPECT_FALSE(even.turned);
  EXPECT_LT(even.noise, 1);
  EXPECT_EQ(even.raster.grey, digits.grey);
}

TEST(EvenLight, AShadowBecomesWhite) {
  const Raster digits = Digits(700, 500);
  const auto ground = [](int x, int y) { return 250 - x / 5 - y / 20; };
  const EvenLightResult even = EvenLight(Painted(digits, ground, [&](int x, int y) { return ground(x, y) / 6; }));
  EXPECT_FALSE(even.turned);
  ExpectDarkOnWhite(even.raster, digits, 0, digits.height);
}

TEST(EvenLight, ALightOnDarkPageIsTurned) {
  const Raster digits = Digits(700, 500);
  const EvenLightResult even = EvenLight(Painted(
      digits, [](int, int) { return 25; }, [](int, int) { return 235; }));
  EXPECT_TRUE(even.turned);
  ExpectDarkOnWhite(even.raster, digits, 0, digits.height);
}

TEST(EvenLight, AReversedBandIsTurned) {
  const Raster digits = Digits(700, 500);
  // The second row of digits, from above its head to below its feet.
  const auto in_band = [](int x, int y) { return x >= 20 && x < 680 && y >= 80 && y < 134; };
  const EvenLightResult even = EvenLight(Painted(
      digits, [&](int x, int y) { return in_band(x, y) ? 60 : 250; },
      [&](int x, int y) { return in_band(x, y) ? 250 : 10; }));
  EXPECT_FALSE(even.turned);
  ExpectDarkOnWhite(even.raster, digits, 0, 78);
  // Near its edges the light of the page and that of the band mix.
  ExpectDarkOnWhite(even.raster, digits, 82, 132, 195);
  // Nothing of the paper beside it is turned with it.
  EXPECT_EQ(InkShare(even.raster, {0, 85, 38, 44}, 190), 0);
  EXPECT_EQ(InkShare(even.raster, {662, 85, 38, 44}, 190), 0);
  ExpectDarkOnWhite(even.raster, digits, 136, digits.height);
}

// A band just higher than its letters, which fill the greater part of its rows.
TEST(EvenLight, LettersInANarrowBandHideItsEdgesNowhere) {
  for (const double slope : {0.0, 0.02, -0.03}) {
    for (int at = 150; at < 162; ++at) {
      Raster ink = BlankPage(1000, 600), page = BlankPage(1000, 600, 240);
      const auto top = [&](int x) { return static_cast<int>(std::lround(at + slope * x)); };
      for (int x = 40; x < 960; ++x) FillBox(page, {x, top(x), 1, 20}, 60);
      // Words of three bars each: above one another nearly all of the width is light, as in "Ref. range".
      for (const int left : {48, 300, 560, 800}) {
        for (int x = left; x < left + 60; ++x) {
          const bool gap = (x - left) % 15 > 11;
          for (const int bar : {4, 9, 14})
            if (!gap) FillBox(page, {x, top(x) + bar, 1, 2}, 250), FillBox(ink, {x, top(x) + bar, 1, 2}, 0);
        }
      }
      const EvenLightResult even = EvenLight(std::move(page));
      EXPECT_FALSE(even.turned);
      int ground = 0, white = 0, strokes = 0, dark = 0;
      for (int y = 0; y < ink.height; ++y) {
        for (int x = 0; x < ink.width; ++x) {
          const int grey = GreyAt(even.raster, x, y);
          if (GreyAt(ink, x, y) == 0) {
            ++strokes, dark += grey < 100;
          } else {
            ++ground, white += grey > 190;
          }
        }
      }
      EXPECT_EQ(white, ground) << at << " " << slope;  // not a frame around it, either
      EXPECT_EQ(dark, strokes) << at << " " << slope;
    }
  }
}

TEST(EvenLight, APaleColouredBandBecomesWhite) {
  const Raster digits = Digits(700, 500);
  const EvenLightResult even = EvenLight(Painted(
      digits, [](int, int y) { return y >= 140 && y < 200 ? 205 : 255; }, [](int, int) { return 15; }));
  ExpectDarkOnWhite(even.raster, digits, 145, 195);
  ExpectDarkOnWhite(even.raster, digits, 205, digits.height);
}

TEST(EvenLight, LowContrastIsStretched) {
  const Raster digits = Digits(700, 500);
  const EvenLightResult even = EvenLight(Painted(
      digits, [](int, int) { return 200; }, [](int, int) { return 110; }));
  EXPECT_FALSE(even.turned);
  ExpectDarkOnWhite(even.raster, digits, 0, digits.height);
}

TEST(EvenLight, ADenseLineOfSmallLettersIsNoBand) {
  // Heavy letters, open at the top; wherever they fall in the squares that are measured.
  for (int y = 100; y < 112; ++y) {
    Raster page = BlankPage(700, 500);
    for (int x = 40; x < 340; x += 6) {
      FillBox(page, {x, y, 2, 8}, 0);
      FillBox(page, {x + 3, y, 2, 8}, 0);
      FillBox(page, {x, y + 6, 5, 2}, 0);
    }
    EXPECT_EQ(EvenLight(page).raster.grey, page.grey) << y;
  }
}

TEST(EvenLight, ADarkAreaDoesNotTellHowDarkInkIs) {
  Raster page = BlankPage(700, 500);
  FillBox(page, {600, 20, 30, 460}, 110);
  const Blob dark{40, 300, 30, 4}, light{40, 360, 30, 4};
  FillBox(page, dark, 40);
  FillBox(page, light, 100);
  const Raster even = EvenLight(page).raster;
  EXPECT_LT(GreyAt(even, dark.x + 9, dark.y + 1), 20);
  EXPECT_GT(GreyAt(even, light.x + 9, light.y + 1), 40) << "levels of strokes stay apart";
}

TEST(EvenLight, NoiseIsEstimated) {
  for (const double deviation : {2.0, 5.0, 10.0}) {
    Raster page = Painted(
        Digits(700, 500), [](int, int) { return 225; }, [](int, int) { return 20; });
    AddNoise(page, deviation);
    const EvenLightResult even = EvenLight(std::move(page));
    EXPECT_GT(even.noise, 0.6 * deviation);
    EXPECT_LT(even.noise, 1.7 * deviation);
  }
}

TEST(EvenLight, PagesWithoutAnything) {
  EXPECT_TRUE(EvenLight({}).raster.empty());
  const EvenLightResult white = EvenLight(BlankPage(300, 200));
  EXPECT_FALSE(white.turned);
  EXPECT_TRUE(std::all_of(white.raster.grey.begin(), white.raster.grey.end(), [](uint8_t v) { return v == 255; }));
  for (const int level : {0, 7, 128}) {
    const auto grey = static_cast<uint8_t>(level);
    const EvenLightResult even = EvenLight(BlankPage(1, 1, grey));
    EXPECT_EQ(even.raster.grey.size(), 1U);
    EXPECT_EQ(EvenLight(BlankPage(300, 3, grey)).raster.grey.size(), 900U);
  }
}

TEST(Stretch, SpreadsGreyLevels) {
  Raster page = BlankPage(5, 1);
  page.grey = {0, 50, 100, 150, 255};
  Stretch(page, 50, 150);
  EXPECT_EQ(page.grey, (std::vector<uint8_t>{0, 0, 127, 255, 255}));
}

}  // namespace
}  // namespace labintake::image
