// What arithmetic that holds does to the confidence of rows.
#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

constexpr const char* kRedCells =
    "hemoglobin-blood 14.1\nhematocrit-blood 42.0\nerythrocytes-blood 4.72\nmcv-blood 89.0\nmch-blood 29.9\n"
    "mchc-blood 33.6";

// The confidence of the hemoglobin, 0.60 before, with `finding` on the row.
double Raised(const Finding& finding, std::string_view rows = kRedCells) {
  Report report = MakeReport(rows);
  Observation& row = RowOf(report, "hemoglobin-blood");
  row.confidence = 0.60;
  row.findings.push_back(finding);
  Validate(&report);
  return row.confidence;
}

constexpr Box kValueBox = {100, 0, 130, 10};  // of the first row

TEST(Confidence, TwoIdentitiesLiftAWordThatMayBeMisread) {
  EXPECT_GE(Raised({FindingCode::kLowConfidence, "\"14.1\" may be misread", kValueBox}), 0.95);
}

TEST(Confidence, OneIdentityLiftsLess) {
  const double one = Raised({FindingCode::kLowConfidence, "\"14.1\" may be misread", kValueBox},
                            "hemoglobin-blood 14.1\nerythrocytes-blood 4.72\nmch-blood 29.9");
  EXPECT_GT(one, 0.85);
  EXPECT_LT(one, 0.90);
}

TEST(Confidence, OtherDoubtsStay) {
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kNameDoubtful, "the name reads like a sentence", {0, 0, 90, 10}}), 0.60);
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kLowConfidence, "\"13.5\" may be misread", {200, 0, 260, 10}}), 0.60)
      << "a range that may be misread";
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kUnitsDiffer, "two units", {140, 0, 180, 10}}), 0.60);
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kLowConfidence, "\"g/dL\" may be misread", kValueBox}), 0.60)
      << "a unit in the value's cell";
  EXPECT_GT(Raised({FindingCode::kNotConverted, "a note", {}, Severity::kNote}), 0.60);
}

TEST(Confidence, TwoReadingsOnlyWhereItTellsThemApart) {
  EXPECT_GT(Raised({FindingCode::kLowConfidence, "read as \"14.1\" and as \"11.1\"", kValueBox}), 0.95);
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kLowConfidence, "read as \"14.1\" and as \"14.2\"", kValueBox}), 0.60);
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kLowConfidence, "read as \"14.1\" and as \"H.1\"", kValueBox}), 0.60);
}

TEST(Confidence, TwoUnitsThatAgree) {
  const auto raised = [](const char* message) {
    Report report = MakeReport("creatinine-serum 0.95\ncreatinine-serum 84 - - umol/L 0.011312");
    report.observations[0].confidence = 0.60;
    report.observations[0].findings.push_back({FindingCode::kLowConfidence, message, kValueBox});
    Validate(&report);
    return report.observations[0].confidence;
  };
  EXPECT_DOUBLE_EQ(raised("\"0.95\" may be misread"), 0.88);
  EXPECT_DOUBLE_EQ(raised("read as \"0.95\" and as \"0.98\""), 0.88);
  EXPECT_DOUBLE_EQ(raised("read as \"0.95\" and as \"0.953\""), 0.60);
}

TEST(Confidence, LooseRulesLiftNothing) {
  EXPECT_DOUBLE_EQ(Raised({FindingCode::kLowConfidence, "\"14.1\" may be misread", kValueBox},
                          "hemoglobin-blood 14.1\nhematocrit-blood 42.0\nmcv-blood 89.0"),
                   0.60);
}

TEST(Confidence, NeverAboveOne) {
  Report report = MakeReport(kRedCells);
  Validate(&report);
  for (const Observation& row : report.observations) {
    EXPECT_GT(row.confidence, 0.99) << row.analyte.id;
    EXPECT_LT(row.confidence, 1);
  }
}

}  // namespace
}  // namespace labintake::validation
