// Units and bars that a recognised page lost as a whole.
#include "terminology/validation/lost_signs.h"

#include <gtest/gtest.h>

#include <string>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

// The doubts of rows that were recognised.
std::vector<std::string> DoubtsOf(const std::string& rows, bool with_units, Origin origin = Origin::kOcr) {
  Report report = MakeReport(rows);
  for (Observation& row : report.observations) {
    row.page = 1;
    row.origin = origin;
    if (row.unit.text.empty() && with_units) row.unit.text = row.unit.ucum.empty() ? "mg/dL" : row.unit.ucum;
    if (!with_units) row.unit = {};
  }
  Validate(&report);
  return Doubts(report);
}

constexpr char kPanel[] = "glucose-serum 92 70-99\nsodium-serum 140 135-145\npotassium-serum 4.2 3.5-5.1";

TEST(LostSigns, APageOfResultsWithoutUnitsLostTheirHead) {
  const std::vector<std::string> doubts = DoubtsOf(kPanel, false);
  ASSERT_EQ(doubts.size(), 3u);
  EXPECT_NE(doubts[0].find("unit-missing"), std::string::npos) << doubts[0];
  EXPECT_TRUE(DoubtsOf(kPanel, true).empty());
  EXPECT_TRUE(DoubtsOf(kPanel, false, Origin::kTextLayer).empty());
}

TEST(LostSigns, TwoRowsAreNoHabit) {
  EXPECT_TRUE(DoubtsOf("glucose-serum 92 70-99\nsodium-serum 140 135-145", false).empty());
}

TEST(LostSigns, ALimitWithoutTheBarOfTheOthers) {
  const std::string barred = "glucose-serum 92 <=99\nsodium-serum 140 <=145\npotassium-serum 4.2 <=5.1\n";
  const std::vector<std::string> doubts = DoubtsOf(barred + "creatinine-serum 0.9 <1.2", true);
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_NE(doubts[0].find("\"<1.2\" may have lost the bar"), std::string::npos) << doubts[0];
  EXPECT_TRUE(DoubtsOf(barred + "creatinine-serum 0.9 <=1.2", true).empty());
  EXPECT_TRUE(DoubtsOf(barred + "creatinine-serum 0.9 <1.2", true, Origin::kTextLayer).empty());
}

}  // namespace
}  // namespace labintake::validation
