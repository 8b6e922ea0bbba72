#include "extractors/scan/row_levels.h"

#include <gtest/gtest.h>

#include <vector>

namespace labintake::scan {
namespace {

constexpr double kH = 26;

TextRun Run(int x0, int x1, double baseline) {
  TextRun run;
  run.x0 = x0, run.x1 = x1;
  run.y0 = static_cast<int>(baseline - kH), run.y1 = static_cast<int>(baseline);
  run.baseline = baseline;
  run.letter_height = kH;
  return run;
}

// Rows of a name, a value and a unit; the names stand lower by `sunk` letter heights.
std::vector<TextRun> Table(int rows, double sunk, double pitch = 60) {
  std::vector<TextRun> runs;
  for (int i = 0; i < rows; ++i) {
    const double y = 200 + i * pitch;
    runs.push_back(Run(100, 400, y + sunk * kH));
    runs.push_back(Run(1000, 1080, y));
    runs.push_back(Run(1500, 1600, y));
  }
  LevelRows(runs, kH);
  return runs;
}

bool NamesAreBesideTheirValues(const std::vector<TextRun>& runs) {
  for (size_t i = 0; i < runs.size(); i += 3)
    if (runs[i].row != runs[i + 1].row || runs[i].row != runs[i + 2].row) return false;
  return true;
}

TEST(LevelRows, CellsThatDifferByAPartOfALetterAreOneRow) { EXPECT_TRUE(NamesAreBesideTheirValues(Table(3, 0.3))); }

TEST(LevelRows, ABendThatAWholeColumnSharesIsUndone) {
  EXPECT_TRUE(NamesAreBesideTheirValues(Table(8, 0.9)));
  EXPECT_TRUE(NamesAreBesideTheirValues(Table(8, -0.9)));
}

TEST(LevelRows, AFewRunsAreNoColumn) { EXPECT_FALSE(NamesAreBesideTheirValues(Table(2, 0.9))); }

TEST(LevelRows, WhatStandsHalfWayToTheNextRowIsLeftThere) {
  for (const double sunk : {0.45, 0.5, 0.55}) {
    constexpr double kPitch = 50;
    EXPECT_FALSE(NamesAreBesideTheirValues(Table(8, sunk * kPitch / kH, kPitch))) << sunk;
  }
}

}  // namespace
}  // namespace labintake::scan
