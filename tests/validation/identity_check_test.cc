// Which row a failing identity points at.
#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

std::vector<std::string> DoubtsOf(std::string_view rows) {
  Report report = MakeReport(rows);
  Validate(&report);
  return Doubts(report);
}

TEST(IdentityCheck, OneMisreadingMends) {
  // 39.0 for 89.0: the indices bear out each other's inputs.
  const auto doubts = DoubtsOf(
      "hemoglobin-blood 14.1\nhematocrit-blood 42.0\nerythrocytes-blood 4.72\nmcv-blood 59.0\nmch-blood 29.9\n"
      "mchc-blood 33.6");
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_EQ(doubts[0], "mcv-blood identity-fails: 59.0 does not fit MCV = hematocrit / red cells; 89.0 would");
}

TEST(IdentityCheck, AnErrorBreaksAllThatItIsIn) {
  // 11.1 for 14.1 is in MCH and MCHC; MCV holds without it.
  const auto doubts = DoubtsOf(
      "hemoglobin-blood 11.1\nhematocrit-blood 42.0\nerythrocytes-blood 4.72\nmcv-blood 89.0\nmch-blood 29.9\n"
      "mchc-blood 33.6");
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_EQ(doubts[0], "hemoglobin-blood identity-fails: 11.1 does not fit MCH = hemoglobin / red cells; 14.1 would");
}

TEST(IdentityCheck, LostPointOfSmallNumber) {
  const auto doubts =
      DoubtsOf("protein-total-serum 7.2\nalbumin-serum 4.3\nglobulin-serum 29\nalbumin-globulin-ratio-serum 1.5");
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_NE(doubts[0].find("globulin-serum"), std::string::npos);
}

TEST(IdentityCheck, CommaStyle) {
  Report report = MakeReport(
      "hemoglobin-blood 11.1\nhematocrit-blood 42.0\nerythrocytes-blood 4.72\nmcv-blood 89.0\nmch-blood 29.9\n"
      "mchc-blood 33.6");
  RowOf(report, "hemoglobin-blood").value.text = "11,1";
  Validate(&report);
  ASSERT_EQ(Doubts(report).size(), 1u);
  EXPECT_NE(Doubts(report)[0].find("14,1 would"), std::string::npos);
}

TEST(IdentityCheck, NothingTellsWhich) {
  // 2.9 for 2.4 would mend it, and so would 4.8 for 4.3: both wait, each with the boxes of the others.
  Report report = MakeReport("protein-total-serum 7.2\nalbumin-serum 4.3\nglobulin-serum 2.4");
  Validate(&report);
  const auto doubts = Doubts(report);
  ASSERT_EQ(doubts.size(), 2u);
  EXPECT_TRUE(
      doubts[0].starts_with("albumin-serum identity-fails: these do not fit globulin = total protein - albumin"));
  EXPECT_TRUE(doubts[1].starts_with("globulin-serum identity-fails:"));
  EXPECT_EQ(RowOf(report, "albumin-serum").findings[0].also.size(), 2u);
}

TEST(IdentityCheck, NoMisreadingExplainsIt) {
  // The laboratory's own arithmetic, or another specimen.
  Report report = MakeReport("urea-nitrogen-serum 22\ncreatinine-serum 0.92\nbun-creatinine-ratio-serum 12");
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty());
  EXPECT_EQ(Notes(report).size(), 1u);
}

TEST(IdentityCheck, RulesOfThumbAreNotes) {
  Report report =
      MakeReport("cholesterol-serum 200\nhdl-cholesterol-serum 50\ntriglycerides-serum 150\nldl-cholesterol-serum 150");
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty());
  EXPECT_EQ(Notes(report).size(), 1u);
  EXPECT_DOUBLE_EQ(RowOf(report, "cholesterol-serum").confidence, 0.99);
}

TEST(IdentityCheck, ADoubtedRowExplainsTheFailure) {
  // 141 is not believable; that it breaks MCH and MCHC is no news.
  const auto doubts = DoubtsOf(
      "hemoglobin-blood 141\nhematocrit-blood 42.0\nerythrocytes-blood 4.72\nmcv-blood 89.0\nmch-blood 29.9\n"
      "mchc-blood 33.6");
  ASSERT_EQ(doubts.size(), 1u);
  EXPECT_TRUE(doubts[0].starts_with("hemoglobin-blood power-of-ten:"));
}

TEST(IdentityCheck, ComparatorsAndRepeatsAreSilent) {
  EXPECT_TRUE(DoubtsOf("bilirubin-total-serum 0.5\nbilirubin-direct-serum <0.1\nbilirubin-indirect-serum 0.9").empty());
  EXPECT_TRUE(DoubtsOf("@Sample 1\nbilirubin-total-serum 0.5\nbilirubin-direct-serum 0.1\n@Sample 2\n"
                       "bilirubin-total-serum 1.5\nbilirubin-indirect-serum 1.4")
                  .empty());
}

TEST(IdentityCheck, OtherUnits) {
  // g/L and L/L and fmol: all formulas are in canonical units.
  EXPECT_TRUE(DoubtsOf("hemoglobin-blood 141 - - g/L 0.1\nhematocrit-blood 0.420 - - L/L 100\nerythrocytes-blood 4.72\n"
                       "mcv-blood 89.0\nmch-blood 29.9\nmchc-blood 336 - - g/L 0.1")
                  .empty());
}

}  // namespace
}  // namespace labintake::validation
