#include "extractors/scan/text_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string_view>

namespace labintake::scan {
namespace {

using image::Blob;

constexpr int kH = 26;  // letter height

// The blobs of `text` from `x` on: capitals and digits kH high, small letters 0.72 of it, "gpqy" with a tail. Returns
// the right edge.
int Set(std::vector<Blob>& out, std::string_view text, int x, int baseline) {
  int right = x;
  for (const char c : text) {
    Blob b{x, baseline - kH, 15, kH};
    if (c >= 'a' && c <= 'z') b = {x, baseline - 19, 14, 19};
    if (c == 'g' || c == 'p' || c == 'q' || c == 'y') b.height = 26;
    if (c == '.') b = {x, baseline - 4, 4, 4};
    if (c == ',') b = {x, baseline - 4, 4, 9};
    if (c == '-') b = {x, baseline - 11, 9, 3};
    if (c == '/') b = {x, baseline - kH, 9, kH + 3};
    if (c == ' ') {
      x += 9;
      continue;
    }
    out.push_back(b);
    right = b.right();
    x = right + 3;
  }
  return right;
}

std::vector<TextRun> RunsOf(std::vector<Blob> blobs) {
  // In no promised order.
  std::shuffle(blobs.begin(), blobs.end(), std::mt19937(5));
  return FindRuns(blobs, kH);
}

TEST(TextRuns, SpacesAreWithinARunAndColumnsAreNot) {
  std::vector<Blob> blobs;
  const int label = Set(blobs, "Total Protein Serum", 100, 200);
  const int value = Set(blobs, "7.2", label + 3 * kH, 200);
  Set(blobs, "g/dL", value + 2 * kH, 200);
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].x0, 100);
  EXPECT_EQ(runs[0].x1, label);
  EXPECT_EQ(runs[1].x0, label + 3 * kH);
  EXPECT_EQ(runs[1].x1, value);
  for (const TextRun& r : runs) {
    EXPECT_NEAR(r.baseline, 200, 2);
    EXPECT_NEAR(r.letter_height, kH, 2);
    EXPECT_EQ(r.row, runs[0].row);
  }
}

TEST(TextRuns, PointsAndCommasGoToTheirNumber) {
  for (const std::string_view text : {"4.4", "4,4", "0.05", ".5", "1,234.5", "12."}) {
    std::vector<Blob> blobs;
    Set(blobs, "Label", 100, 200);
    const int right = Set(blobs, text, 400, 200);
    Set(blobs, "100", 700, 200);
    const std::vector<TextRun> runs = RunsOf(blobs);
    ASSERT_EQ(runs.size(), 3U) << text;
    EXPECT_EQ(runs[1].blobs.size(), text.size());
    EXPECT_EQ(runs[1].x0, 400);
    EXPECT_EQ(runs[1].x1, right);
  }
}

TEST(TextRuns, ADashIsACell) {
  std::vector<Blob> blobs;
  Set(blobs, "Glucose", 100, 200);
  Set(blobs, "-", 500, 200);
  Set(blobs, "100", 700, 200);
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[1].x0, 500);
  EXPECT_EQ(runs[1].row, runs[0].row);
}

TEST(TextRuns, ARangeIsOneRun) {
  std::vector<Blob> blobs;
  Set(blobs, "3.5-5.1", 100, 200);
  std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].blobs.size(), 7U);
  // With spaces it may fall into two, but loses nothing.
  blobs.clear();
  Set(blobs, "3.5 - 5.1", 100, 200);
  runs = RunsOf(blobs);
  size_t kept = 0;
  for (const TextRun& r : runs) kept += r.blobs.size();
  EXPECT_EQ(kept, 7U);
  EXPECT_LE(runs.size(), 2U);
  EXPECT_EQ(runs.front().row, runs.back().row);
}

TEST(TextRuns, DottedLeadersVanish) {
  for (const int space : {2 * kH, kH / 3}) {  // between text and dots
    std::vector<Blob> blobs;
    const int label = Set(blobs, "Glucose", 100, 200);
    int x = label + space;
    for (; x < 700; x += 12) blobs.push_back({x, 197, 3, 3});
    Set(blobs, "4.4", x + space, 200);
    const std::vector<TextRun> runs = RunsOf(blobs);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_LE(runs[0].x1, label + kH);
    EXPECT_GE(runs[1].x0, x + space - kH);
  }
}

TEST(TextRuns, DirtAndDrawnLinesVanish) {
  std::vector<Blob> blobs;
  Set(blobs, "Glucose", 100, 200);
  blobs.push_back({400, 100, 2, 2});
  blobs.push_back({600, 300, 5, 5});
  blobs.push_back({500, 150, 3, 3 * kH});       // between columns
  blobs.push_back({700, 20, 300, 200});         // a logo
  blobs.push_back({20, 400, 40 * kH, 2 * kH});  // a bar
  EXPECT_EQ(RunsOf(blobs).size(), 1U);
  EXPECT_TRUE(RunsOf({}).empty());
}

TEST(TextRuns, CellsOfARowShareItWhenTheyStandHigherOrLower) {
  for (const int off : {-13, -6, 6, 13}) {
    std::vector<Blob> blobs;
    for (int row = 0; row < 4; ++row) {
      Set(blobs, "Glucose", 100, 200 + 70 * row);
      Set(blobs, "4.4", 500, 200 + 70 * row + off);
      Set(blobs, "mmol/L", 700, 200 + 70 * row);
    }
    const std::vector<TextRun> runs = RunsOf(blobs);
    ASSERT_EQ(runs.size(), 12U);
    for (size_t i = 0; i < runs.size(); ++i) {
      EXPECT_EQ(runs[i].row, runs[i / 3 * 3].row) << off;
      EXPECT_NEAR(runs[i].row, 200 + 70 * static_cast<double>(i / 3), 0.6 * kH);
      // The baseline stays its own.
      EXPECT_NEAR(runs[i].baseline, 200 + 70 * static_cast<double>(i / 3) + (i % 3 == 1 ? off : 0), 2);
    }
  }
}

TEST(TextRuns, NarrowRowsNeverMerge) {
  for (const int off : {0, -5, 5}) {
    std::vector<Blob> blobs;
    constexpr int kRows = 9;
    const double distance = 1.7 * kH;
    for (int row = 0; row < kRows; ++row) {
      const int baseline = 200 + static_cast<int>(distance * row);
      Set(blobs, "Glycogen", 100, baseline);
      if (row % 2 == 0) Set(blobs, "4.4", 500, baseline + off);
      Set(blobs, "mg/dL", 700, baseline - off);
      Set(blobs, "3.5-5.1", 900, baseline);
    }
    const std::vector<TextRun> runs = RunsOf(blobs);
    std::vector<double> rows;
    for (const TextRun& r : runs) rows.push_back(r.row);
    EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    EXPECT_EQ(rows.size(), static_cast<size_t>(kRows));
    EXPECT_EQ(runs.size(), static_cast<size_t>(3 * kRows + (kRows + 1) / 2));
    for (const TextRun& r : runs) EXPECT_LT(r.y1 - r.y0, 1.5 * kH);
  }
}

TEST(TextRuns, ReadingOrder) {
  std::vector<Blob> blobs;
  Set(blobs, "C", 100, 300);
  Set(blobs, "B", 500, 200);
  Set(blobs, "A", 100, 200);
  Set(blobs, "D", 500, 300);
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 4U);
  EXPECT_EQ(runs[0].x0, 100);
  EXPECT_EQ(runs[1].x0, 500);
  EXPECT_LT(runs[1].row, runs[2].row);
  EXPECT_EQ(runs[2].x0, 100);
}

TEST(TextRuns, ATitleHasItsOwnHeight) {
  std::vector<Blob> blobs;
  for (int i = 0; i < 8; ++i) blobs.push_back({100 + 50 * i, 40, 40, 2 * kH});
  Set(blobs, "Glucose", 100, 200);
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_NEAR(runs[0].letter_height, 2 * kH, 3);
  EXPECT_NEAR(runs[1].letter_height, kH, 2);
}

TEST(TextRuns, ARaisedMarkBehindAWordIsARunOfItsOwn) {
  // "WBC 01", the mark small and raised; behind a small letter as behind a capital.
  for (const std::string_view name : {"WBC", "Basos"}) {
    std::vector<Blob> blobs;
    const int right = Set(blobs, name, 100, 200);
    blobs.push_back({right + 9, 174, 9, 17});
    blobs.push_back({right + 20, 174, 6, 17});
    Set(blobs, "6.1", 500, 200);
    const std::vector<TextRun> runs = RunsOf(blobs);
    ASSERT_EQ(runs.size(), 3U) << name;
    EXPECT_EQ(runs[0].x1, right);
    EXPECT_EQ(runs[1].x0, right + 9);
    EXPECT_EQ(runs[1].blobs.size(), 2U);
    EXPECT_EQ(runs[1].row, runs[0].row);
  }
}

TEST(TextRuns, AnExponentStaysWithItsUnit) {
  // "X10" and "12" at once behind it, at its end and before more.
  for (const bool more : {false, true}) {
    std::vector<Blob> blobs;
    const int right = Set(blobs, "X10", 100, 200);
    blobs.push_back({right + 3, 174, 9, 17});
    blobs.push_back({right + 14, 174, 9, 17});
    if (more) Set(blobs, "/L", right + 26, 200);
    const std::vector<TextRun> runs = RunsOf(blobs);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].blobs.size(), more ? 7U : 5U);
  }
}

TEST(TextRuns, LettersWithTailsAloneStandOnTheirRow) {
  std::vector<Blob> blobs;
  Set(blobs, "Haemoglobin", 100, 200);
  Set(blobs, "pg", 600, 200);
  Set(blobs, "27-33", 900, 200);
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_NEAR(runs[1].baseline, 200, 2);
}

// A column of asterisks that stand high, in their own runs: each is of the row whose letters it hangs beside.
TEST(TextRuns, AnAsteriskIsOfTheRowThatItHangsIn) {
  std::vector<Blob> blobs;
  for (const int baseline : {200, 250, 300}) Set(blobs, "Sodium", 100, baseline), Set(blobs, "138", 500, baseline);
  blobs.push_back({440, 250 - kH - 2, 12, 12});
  const std::vector<TextRun> runs = RunsOf(blobs);
  ASSERT_EQ(runs.size(), 7U);
  const auto star = std::find_if(runs.begin(), runs.end(), [](const TextRun& r) { return r.x0 == 440; });
  ASSERT_NE(star, runs.end());
  EXPECT_NEAR(star->row, 250, 2);
}

}  // namespace
}  // namespace labintake::scan
