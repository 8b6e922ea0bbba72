#include "extractors/generic/misread_cells.h"

#include <gtest/gtest.h>

namespace labintake::generic {
namespace {

// Words of one recognised cell; those with a question mark in front may be noise.
std::vector<Segment> Cell(const std::vector<std::string>& texts) {
  std::vector<Word> words;
  std::string joined;
  double x = 100;
  for (std::string text : texts) {
    Word w;
    w.origin = Origin::kOcr;
    w.confidence = text.starts_with("?") ? 0.4F : 0.97F;
    if (text.starts_with("?")) text.erase(0, 1);
    w.text = text;
    w.box = {x, 100, x + 10, 110};
    w.font_size = 10;
    x += 12;
    joined += (joined.empty() ? "" : " ") + text;
    words.push_back(w);
  }
  return {MakeSegment(words, joined, 0, {})};
}

std::string Mended(const std::vector<std::string>& texts, fields::DecimalMark mark = fields::DecimalMark::kUnknown) {
  ReadingContext context;
  context.style.mark = mark;
  const auto range = RangeWithoutNoise(Cell(texts), context);
  return range ? range->range.text : "";
}

TEST(RangeWithoutNoise, LeavesOutWhatMayBeNoise) {
  EXPECT_EQ(Mended({"11.9", "-", "15.4", "?1"}), "11.9 - 15.4");
  EXPECT_EQ(Mended({"?—T", "36.8", "-", "46.7"}), "36.8 - 46.7");
}

TEST(RangeWithoutNoise, ReadsFiguresInWhatMayBeMisread) { EXPECT_EQ(Mended({"80", "-", "?g4"}), "80 - 94"); }

TEST(RangeWithoutNoise, SetsAMarkThatOneLimitLost) {
  EXPECT_EQ(Mended({"40.0", "-", "?720"}), "40.0 - 72.0");
  EXPECT_EQ(Mended({"13", "-", "3,5"}), "1,3 - 3,5") << "limits out of order need no other doubt";
}

TEST(RangeWithoutNoise, SetsTheMarkOfTheReportForTheOther) {
  using fields::DecimalMark;
  EXPECT_EQ(Mended({"0.76-1,27"}, DecimalMark::kPoint), "0.76-1.27");
  EXPECT_EQ(Mended({"<=4,2"}, DecimalMark::kPoint), "<=4.2");
  EXPECT_EQ(Mended({"0.76-1,27"}), "") << "the style is not known";
  EXPECT_EQ(Mended({"1,3", "-", "3,5"}, DecimalMark::kPoint), "") << "ranges of this report have commas";
  EXPECT_EQ(Mended({"4,000-11,000"}, DecimalMark::kPoint), "") << "thousands";
}

TEST(RangeWithoutNoise, ReadsASingleLimit) {
  EXPECT_EQ(Mended({">", "45", "—"}), "> 45");
  EXPECT_EQ(Mended({">OR-", "—", "60", "mL/min"}), "> OR = 60");
  EXPECT_EQ(Mended({"<OR-", "-", "2", "/HPF", "="}), "< OR = 2");
  EXPECT_EQ(Mended({"<OR"}), "") << "the limit is lost";
  EXPECT_EQ(Mended({"< OR = 5"}), "") << "it is understood";
}

TEST(WithMarkOf, ChangesTheOtherMarkBeforeOneOrTwoFigures) {
  using fields::DecimalMark;
  EXPECT_EQ(WithMarkOf("1,27", {DecimalMark::kPoint}), "1.27");
  EXPECT_EQ(WithMarkOf("1.2", {DecimalMark::kComma}), "1,2");
  EXPECT_EQ(WithMarkOf("1.27", {DecimalMark::kPoint}), "");
  EXPECT_EQ(WithMarkOf("1,270", {DecimalMark::kPoint}), "");
  EXPECT_EQ(WithMarkOf("1,27", {DecimalMark::kUnknown}), "");
}

TEST(RangeWithoutNoise, LeavesSureWordsAsTheyAre) {
  EXPECT_EQ(Mended({"11.9", "-", "15.4", "1"}), "");
  EXPECT_EQ(Mended({"80", "-", "g4"}), "");
  EXPECT_EQ(Mended({"40.0", "-", "720"}), "");
}

TEST(RangeWithoutNoise, ARangeStaysWhateverIsUnsureOfIt) { EXPECT_EQ(Mended({"?80", "?-", "?94"}), ""); }

TEST(RangeWithoutNoise, WhatWasPrintedIsNotTouched) {
  std::vector<Segment> cell = Cell({"11.9", "-", "15.4", "?1"});
  for (Word& w : cell[0].words) w.origin = Origin::kTextLayer;
  EXPECT_FALSE(RangeWithoutNoise(cell, {}));
}

TEST(RangeWithoutNoise, ManyDoubtfulWordsAreNoCell) {
  EXPECT_EQ(Mended({"?a", "?b", "?c", "?d", "?e", "11.9", "-", "15.4"}), "");
}

TEST(FiguresOf, SignsThatLookLikeFigures) {
  EXPECT_EQ(FiguresOf("2B"), "28");
  EXPECT_EQ(FiguresOf("Z"), "2");
  EXPECT_EQ(FiguresOf("l.O"), "1.0");
  EXPECT_EQ(FiguresOf("g4"), "94");
}

TEST(FiguresOf, OtherTextHasNone) {
  EXPECT_EQ(FiguresOf(""), "");
  EXPECT_EQ(FiguresOf("pos"), "");
  EXPECT_EQ(FiguresOf("SOLID"), "") << "too long for a value";
}

}  // namespace
}  // namespace labintake::generic
