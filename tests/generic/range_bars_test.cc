// Ranges drawn as bars, the limits over their ends.

#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/generic/document_reader.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using test::ReadAndRoute;
using Strings = std::vector<std::string>;

const Strings kTable = {"Test           Result    Unit       Reference", "Hemoglobin     8.8       g/dL",
                        "Hematocrit     24.8      %", "MCV            82.9      fL", "MCH            29.4      pg"};
const Strings kLimits = {
    "", "                                    12.0     16.0", "                                    36.0     46.0",
    "                                    80.0     96.0", "                                    27.0     33.0"};

// `limits` `below` points lower than the rows of `table`.
Page Barred(const Strings& table, const Strings& limits, double below) {
  Page page = PageOf(table);
  for (const Word& w : PageOf(limits, 1, 60 + below).words) page.words.push_back(w);
  return page;
}

Strings Shown(const Page& page) {
  Strings out;
  for (const Report& r : ReadAndRoute({page}, {}))
    for (const Observation& o : r.observations) {
      out.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text + "|" + o.flag.code);
      if (o.status == RowStatus::kReview) out.back() += "|review";
    }
  return out;
}

const Strings kRows = {"Hemoglobin|8.8|g/dL|12.0 - 16.0|L", "Hematocrit|24.8|%|36.0 - 46.0|L",
                       "MCV|82.9|fL|80.0 - 96.0|N", "MCH|29.4|pg|27.0 - 33.0|N"};

TEST(RangeBars, LimitsAboveBelowAndOnTheLine) {
  for (const double below : {-6.0, -5.0, 0.0, 5.0, 6.0})
    EXPECT_EQ(Shown(Barred(kTable, kLimits, below)), kRows) << below;
}

TEST(RangeBars, DecimalCommas) {
  const auto comma = [](Strings lines) {
    for (std::string& l : lines) std::replace(l.begin(), l.end(), '.', ',');
    return lines;
  };
  const Strings rows = Shown(Barred(comma(kTable), comma(kLimits), -6));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0], "Hemoglobin|8,8|g/dL|12,0 - 16,0|L");
}

TEST(RangeBars, ARowWithOneLimitWaitsAndTakesNoOther) {
  Strings limits = kLimits;
  limits[2] = "                                             46.0";
  Strings rows = kRows;
  rows[1] = "Hematocrit|24.8|%|- 46.0||review";
  EXPECT_EQ(Shown(Barred(kTable, limits, -6)), rows);
  limits[2] = "                                    36.0";
  rows[1] = "Hematocrit|24.8|%|36.0 -||review";
  EXPECT_EQ(Shown(Barred(kTable, limits, -6)), rows);
}

TEST(RangeBars, ARowWithoutLimitsWaits) {
  Strings limits = kLimits;
  limits[2] = "";
  Strings rows = kRows;
  rows[1] = "Hematocrit|24.8|%|||review";
  EXPECT_EQ(Shown(Barred(kTable, limits, -6)), rows);
}

// Whose limits the others are is not certain when the first row has none and the rows stand close.
TEST(RangeBars, LimitsHalfWayBetweenRowsAreNotGuessedAt) {
  Strings limits = kLimits;
  limits[1] = "";
  for (const std::string& row : Shown(Barred(kTable, limits, -7))) EXPECT_EQ(row.find(" - "), std::string::npos) << row;
}

TEST(RangeBars, ALimitThatMayBeMisreadMakesItsRowWait) {
  Page page = Barred(kTable, kLimits, -6);
  for (Word& w : page.words)
    if (w.text == "46.0") w.confidence = 0.5f;
  Strings rows = kRows;
  rows[1] += "|review";
  EXPECT_EQ(Shown(page), rows);
}

TEST(RangeBars, PiecesOfTheBarAreLeftOut) {
  Strings table = kTable;
  table[1] += "        =~=-";
  Page page = Barred(table, kLimits, -6);
  for (Word& w : page.words)
    if (w.text == "=~=-") w.confidence = 0.3f;
  EXPECT_EQ(Shown(page), kRows);
}

// A mark on a bar is read as a letter, its end as a figure; both networks may agree on that.
TEST(RangeBars, MarksOnBarsAreLeftOut) {
  Strings table = kTable;
  table[1] += "     v";
  table[2] += "                      1";
  Page page = Barred(table, kLimits, -6);
  for (Word& w : page.words) w.origin = Origin::kOcr;
  EXPECT_EQ(Shown(page), kRows);
}

// The lines of a recognised page are levelled; the boxes of its words are where the ink is.
TEST(RangeBars, LimitsThatWereLevelledWithTheirRow) {
  Page page = PageOf(kTable);
  for (Word w : PageOf(kLimits, 1, 54).words) {
    w.baseline += 6;
    page.words.push_back(std::move(w));
  }
  EXPECT_EQ(Shown(page), kRows);
}

TEST(RangeBars, TwoRowsAreNotEnough) {
  const Strings rows = Shown(Barred({kTable.begin(), kTable.begin() + 3}, {kLimits.begin(), kLimits.begin() + 3}, -6));
  ASSERT_EQ(rows.size(), 2u);
  for (const std::string& row : rows) EXPECT_TRUE(row.ends_with("|review")) << row;
}

TEST(RangeBars, AScaleWithMoreNumbersIsNotGuessedAt) {
  Strings limits = kLimits;
  for (size_t i = 1; i < limits.size(); ++i) limits[i] += "     99.0";
  for (const std::string& row : Shown(Barred(kTable, limits, -6))) EXPECT_TRUE(row.ends_with("|review")) << row;
}

}  // namespace
}  // namespace labintake::generic
