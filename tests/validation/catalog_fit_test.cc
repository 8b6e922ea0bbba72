// Words that may be misread and that the catalogue bears out.
#include "terminology/validation/catalog_fit.h"

#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

constexpr double kBefore = 0.6;

void ValidateAndRaise(Report* report) {
  static const ucum::Table table = *ucum::Table::OpenInstalled();
  Validate(report);
  RaiseFitting(table, report);
}

struct Doubtful {
  std::string rows;  // of report_text.h; the first is judged
  std::string name, unit;
  std::string word;  // that may be misread
  bool in_unit = true;
  std::string other = {};  // what else it was read as
};

bool IsRaised(const Doubtful& d) {
  Report report = MakeReport(d.rows);
  Observation& row = report.observations.front();
  row.origin = Origin::kOcr;
  row.name.text = d.name;
  row.name.box = {0, 0, 90, 10};
  row.analyte.match = NameMatch::kListed;
  row.unit.text = d.unit;
  row.unit.box = {140, 0, 180, 10};
  row.confidence = kBefore;
  const std::string message =
      d.other.empty() ? "\"" + d.word + "\" may be misread" : "read as \"" + d.word + "\" and as \"" + d.other + "\"";
  row.findings.push_back({FindingCode::kLowConfidence, message, d.in_unit ? row.unit.box : row.name.box});
  ValidateAndRaise(&report);
  return report.observations.front().confidence > 0.9;
}

TEST(CatalogFit, AUsualUnitIsBorneOut) {
  EXPECT_TRUE(IsRaised({"glucose-serum 95 70-99", "Glucose", "mg/dL", "mg/dL"}));
  EXPECT_TRUE(IsRaised({"glucose-serum 95 70-99", "Glucose", "mg/dL", "mg/dL", true, "mg/dt"}));
}

TEST(CatalogFit, AnotherUnitThatWasReadIsNot) {
  EXPECT_FALSE(IsRaised({"glucose-serum 95 70-99", "Glucose", "mg/dL", "mg/dL", true, "ug/dL"}));
}

TEST(CatalogFit, AUnitThatIsALetterFromAnotherUsualOneIsNot) {
  EXPECT_FALSE(IsRaised({"bromide-serum 50 10-100 - mg/L 1", "Bromide", "mg/L", "mg/L"})) << "50 mg/dL";
}

TEST(CatalogFit, AnotherUsualUnitInWhichNothingIsBelievedDoesNotCount) {
  EXPECT_TRUE(IsRaised({"hemoglobin-blood 14.1 12.0-16.0", "Hemoglobin", "g/dL", "g/dL"})) << "14.1 g/L";
}

TEST(CatalogFit, AValueThatMayHaveLostItsPointIsNot) {
  EXPECT_FALSE(IsRaised({"glucose-serum 95 0.0-99.0", "Glucose", "mg/dL", "mg/dL"}));
  EXPECT_TRUE(IsRaised({"glucose-serum 95 70.0-99.0", "Glucose", "mg/dL", "mg/dL"})) << "9.5 would be out of range";
}

TEST(CatalogFit, AUnitThatMayHaveLostItsMicroSignIsNot) {
  EXPECT_FALSE(IsRaised({"leukocytes-blood 6.5 4.0-10.0", "WBC", "10^3/uL", "10^3/uL"}));
  EXPECT_TRUE(IsRaised({"leukocytes-blood 6.5 4.0-10.0", "WBC", "10^3/cumm", "10^3/cumm"}));
}

TEST(CatalogFit, AValueOutOfRangeWhoseFlagMayBeLostIsNot) {
  EXPECT_FALSE(IsRaised({"glucose-serum 140 70-99\nsodium-serum 150 135-145 H", "Glucose", "mg/dL", "mg/dL"}));
  EXPECT_TRUE(IsRaised({"glucose-serum 140 70-99\nsodium-serum 140 135-145", "Glucose", "mg/dL", "mg/dL"}));
}

TEST(CatalogFit, ALongNameWithoutNeighboursIsBorneOut) {
  EXPECT_TRUE(IsRaised({"glucose-serum 95 70-99", "Glucose", "mg/dL", "Glucose", false}));
}

TEST(CatalogFit, AShortNameIsNot) { EXPECT_FALSE(IsRaised({"mcv-blood 89.0 80.0-100.0", "MCV", "fL", "MCV", false})); }

TEST(CatalogFit, AFigureOfTheValueIsNoPartOfAUnitInTheSameCell) {
  Report report = MakeReport("erythrocytes-blood 12 10-14 - 10*12/L");
  Observation& row = report.observations.front();
  row.origin = Origin::kOcr;
  row.unit.text = "10^12/L";
  row.unit.box = row.value.box;
  row.confidence = kBefore;
  row.findings.push_back({FindingCode::kLowConfidence, "\"12\" may be misread", row.value.box});
  ValidateAndRaise(&report);
  EXPECT_LT(report.observations.front().confidence, 0.9);
}

TEST(CatalogFit, ARowWithoutADoubtfulWordGainsNothing) {
  Report report = MakeReport("glucose-serum 95 70-99");
  report.observations.front().origin = Origin::kOcr;
  report.observations.front().confidence = 0.88;
  ValidateAndRaise(&report);
  EXPECT_DOUBLE_EQ(report.observations.front().confidence, 0.88);
}

TEST(CatalogFit, OtherDoubtsStay) {
  Report report = MakeReport("glucose-serum 95 70-99");
  Observation& row = report.observations.front();
  row.origin = Origin::kOcr;
  row.confidence = kBefore;
  row.findings.push_back({FindingCode::kLowConfidence, "\"95\" may be misread", row.value.box});
  ValidateAndRaise(&report);
  EXPECT_DOUBLE_EQ(report.observations.front().confidence, kBefore);
}

}  // namespace
}  // namespace labintake::validation
