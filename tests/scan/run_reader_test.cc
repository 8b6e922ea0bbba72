#include "extractors/scan/run_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/image/drawn_page.h"
#include "tests/scan/fake_recognizer.h"

namespace labintake::scan {
namespace {

using image::DrawDigits;
using Words = std::vector<ocr::ReadWord>;

constexpr int kUnit = 4;
constexpr double kH = 7 * kUnit;

struct Drawn {
  Raster page = image::BlankPage(800, 300);
  std::vector<TextRun> runs;

  void FindText() { runs = FindRuns(image::FindBlobs(page, 128), kH); }
};

Words Read(Drawn& drawn, std::vector<Scripted> words, const View& view = {}) {
  drawn.FindText();
  FakeRecognizer fake({std::move(words)});
  return ReadRun(fake, drawn.page, drawn.runs, 0, view);
}

TEST(RunReader, BoxesOfWordsFitTheInk) {
  Drawn drawn;
  const int first = DrawDigits(drawn.page, "234", 100, 150, kUnit);
  const int second = DrawDigits(drawn.page, "56", first + 20, 150, kUnit);
  const int third = DrawDigits(drawn.page, "8", second + 20, 150, kUnit);
  for (const double scale : {0.8, 1.0, 1.35}) {
    View view;
    view.scale = scale;
    // The recogniser is off by up to half a letter.
    const Words words = Read(drawn, {{"234", 0.02, 0.40}, {"56", 0.50, 0.80}, {"8", 0.82, 1.0}}, view);
    ASSERT_EQ(drawn.runs.size(), 1U);
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].x0, 100);
    EXPECT_EQ(words[0].x1, first);
    EXPECT_EQ(words[1].x0, first + 20);
    EXPECT_EQ(words[1].x1, second);
    EXPECT_EQ(words[2].x0, second + 20);
    EXPECT_EQ(words[2].x1, third);
  }
}

TEST(RunReader, AWordAloneTakesAllInk) {
  Drawn drawn;
  const int right = DrawDigits(drawn.page, "4.4", 100, 150, kUnit);
  const Words words = Read(drawn, {{"4.4", 0.3, 0.5}});
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].x0, 100);
  EXPECT_EQ(words[0].x1, right);
}

TEST(RunReader, MoreWordsThanPiecesOfInkAreKept) {
  Drawn drawn;
  image::FillBox(drawn.page, {100, 122, 60, 28}, 0);
  const Words words = Read(drawn, {{"1", 0.2, 0.4}, {"2", 0.6, 0.8}});
  ASSERT_EQ(words.size(), 2U);
  EXPECT_LT(words[0].x1, words[1].x0 + 1);
}

TEST(RunReader, ANumberCutAtItsPointIsOne) {
  Drawn drawn;
  int x = DrawDigits(drawn.page, "4.", 100, 150, kUnit);
  x = DrawDigits(drawn.page, "9", x + 12, 150, kUnit);
  const Words words = Read(drawn, {{"4.", 0, 0.5, 0.9F}, {"9", 0.6, 1, 0.7F}});
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.9");
  EXPECT_EQ(words[0].x0, 100);
  EXPECT_EQ(words[0].x1, x);
  EXPECT_FLOAT_EQ(words[0].confidence, 0.7F);
}

TEST(RunReader, TwoNumbersStayTwo) {
  Drawn drawn;
  int x = DrawDigits(drawn.page, "48", 100, 150, kUnit);
  DrawDigits(drawn.page, "96", x + 14, 150, kUnit);
  EXPECT_EQ(Read(drawn, {{"48", 0, 0.5}, {"96", 0.5, 1}}).size(), 2U);
}

TEST(RunReader, NothingReadIsNothing) {
  Drawn drawn;
  DrawDigits(drawn.page, "48", 100, 150, kUnit);
  EXPECT_TRUE(Read(drawn, {}).empty());
}

TEST(RunReader, ShowsTheRunAndNotItsNeighbours) {
  Drawn drawn;
  DrawDigits(drawn.page, "456", 100, 150, kUnit);
  const Raster alone = drawn.page;
  DrawDigits(drawn.page, "888", 100, 150 - 34, kUnit);
  DrawDigits(drawn.page, "888", 100, 150 + 36, kUnit);
  drawn.FindText();
  ASSERT_EQ(drawn.runs.size(), 3U);
  FakeRecognizer fake;
  ReadRun(fake, drawn.page, drawn.runs, 1, {});
  ASSERT_EQ(fake.calls(), 1U);
  const Raster& shown = fake.shown[0];
  // As many dark pixels as the digits have.
  const auto ink = [](const Raster& r) {
    return std::count_if(r.grey.begin(), r.grey.end(), [](uint8_t v) { return v < 128; });
  };
  EXPECT_EQ(ink(shown), ink(alone));
  EXPECT_FALSE(fake.raws[0]);
  EXPECT_GE(shown.height, kH);
  EXPECT_GE(shown.width, drawn.runs[1].x1 - drawn.runs[1].x0);
}

TEST(RunReader, ViewsAreScaledSoftAndRaw) {
  Drawn drawn;
  DrawDigits(drawn.page, "456", 100, 150, kUnit);
  drawn.FindText();
  FakeRecognizer fake;
  View view;
  ReadRun(fake, drawn.page, drawn.runs, 0, view);
  view.scale = 2;
  view.raw = true;
  ReadRun(fake, drawn.page, drawn.runs, 0, view);
  ASSERT_EQ(fake.calls(), 2U);
  EXPECT_EQ(fake.shown[1].width, 2 * fake.shown[0].width);
  EXPECT_EQ(fake.shown[1].height, 2 * fake.shown[0].height);
  EXPECT_TRUE(fake.raws[1]);
}

TEST(RunReader, AtTheEdgeOfThePage) {
  Drawn drawn;
  drawn.page = image::BlankPage(60, kH + 1);
  DrawDigits(drawn.page, "45", 0, kH, kUnit);
  DrawDigits(drawn.page, "7", 48, kH, kUnit);
  drawn.FindText();
  for (size_t i = 0; i < drawn.runs.size(); ++i) {
    FakeRecognizer fake;
    ReadRun(fake, drawn.page, drawn.runs, i, {});
    EXPECT_EQ(fake.calls(), 1U);
  }
}

}  // namespace
}  // namespace labintake::scan
