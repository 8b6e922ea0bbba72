#include "terminology/validation/duplicates.h"

#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

Report Validated(std::string_view rows) {
  Report report = MakeReport(rows);
  Validate(&report);
  return report;
}

TEST(Repeated, TwoUnitsThatAgreeRaiseEachOther) {
  const Report report = Validated("potassium-serum 4.1\npotassium-serum 4.1 - - meq/L 1.0000001");
  EXPECT_TRUE(Doubts(report).empty());
  for (const Observation& row : report.observations) EXPECT_GT(row.confidence, 0.99);
}

TEST(Repeated, TwoUnitsThatDisagree) {
  const auto doubts = Doubts(Validated("creatinine-serum 0.95\ncreatinine-serum 34 - - umol/L 0.011312"));
  ASSERT_EQ(doubts.size(), 1u) << "84 instead of 34 mends";
  EXPECT_TRUE(doubts[0].starts_with("creatinine-serum units-disagree: 34 umol/L is not 0.95"));
}

TEST(Repeated, OneNameTwoResults) {
  const auto doubts = Doubts(Validated("@Summary\npotassium-serum 4.1\n@Details\npotassium-serum 4.7"));
  ASSERT_EQ(doubts.size(), 2u);
  EXPECT_TRUE(doubts[0].starts_with("potassium-serum duplicate-differs:"));
  EXPECT_TRUE(Doubts(Validated("@Summary\npotassium-serum 4.1\n@Details\npotassium-serum 4.1")).empty());
}

TEST(Repeated, SeriesAreNotDuplicates) {
  EXPECT_TRUE(Doubts(Validated("@Sample 1\npotassium-serum 4.1\n@Sample 2\npotassium-serum 4.7")).empty());
  EXPECT_TRUE(Doubts(Validated("cortisol-saliva 0.5\ncortisol-saliva 0.3\ncortisol-saliva 0.1")).empty());
  Report report = MakeReport("potassium-serum 4.1\npotassium-serum 4.7");
  report.observations[0].name.text = "Kalium staal 1";
  report.observations[1].name.text = "Kalium staal 2";
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty());
}

TEST(Repeated, TwoNamesAreNoted) {
  Report report = MakeReport("potassium-serum 4.1\npotassium-serum 4.7");
  report.observations[1].name.text = "Kalium (blood gas)";
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty());
  EXPECT_EQ(Notes(report).size(), 1u);
}

}  // namespace
}  // namespace labintake::validation
