#include "terminology/normalise.h"

#include <gtest/gtest.h>

namespace labintake::terminology {
namespace {

Observation Row(std::string analyte, std::string value, std::string ucum, std::string low = "", std::string high = "") {
  Observation row;
  row.analyte.id = std::move(analyte);
  row.value.text = value;
  row.value.number = Decimal::Parse(value);
  row.value.kind = ValueKind::kQuantity;
  row.unit.text = row.unit.ucum = std::move(ucum);
  row.range.low = Decimal::Parse(low);
  row.range.high = Decimal::Parse(high);
  return row;
}

Observation Normalised(Observation row) {
  static const ucum::Table table = *ucum::Table::OpenInstalled();
  Report report;
  report.observations.push_back(std::move(row));
  Normalise(table, &report);
  return report.observations.front();
}

std::string Text(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

TEST(Normalise, ValueAndRangeConvertTogetherWithThePrintedPrecision) {
  const Observation row = Normalised(Row("glucose-serum", "5.5", "mmol/L", "3.9", "5.6"));
  EXPECT_EQ(Text(row.canonical.value), "99");
  EXPECT_EQ(Text(row.canonical.low), "70");
  EXPECT_EQ(Text(row.canonical.high), "101");
  EXPECT_EQ(row.canonical.ucum, "mg/dL");
  EXPECT_NE(row.canonical.conversion.find("180.156"), std::string::npos);
  EXPECT_EQ(row.value.text, "5.5");  // the printed field stays
}

TEST(Normalise, NothingIsRecordedWhereNothingWasDone) {
  const Observation row = Normalised(Row("hemoglobin-blood", "13.50", "g/dL"));
  EXPECT_EQ(Text(row.canonical.value), "13.50");
  EXPECT_EQ(row.canonical.conversion, "");
}

TEST(Normalise, EnzymesInInternationalUnitsAreUnits) {
  const Observation row = Normalised(Row("alt-serum", "23", "[IU]/L"));
  EXPECT_EQ(Text(row.canonical.value), "23");
  EXPECT_NE(row.canonical.conversion.find("as laboratories print"), std::string::npos);
}

TEST(Normalise, EquivalentsNeedTheCharge) {
  EXPECT_EQ(Text(Normalised(Row("sodium-serum", "140", "meq/L")).canonical.value), "140");
}

TEST(Normalise, TheSpecificGravityInGramsIsTheSame) {
  Observation row = Row("specific-gravity-urine", "1018", "", "1005", "1030");
  EXPECT_EQ(Text(Normalised(row).canonical.value), "1.018");
  EXPECT_EQ(Text(Normalised(row).canonical.high), "1.030");
  row.value.number = Decimal::Parse("1.018");
  EXPECT_EQ(Text(Normalised(row).canonical.value), "1.018");
}

TEST(Normalise, ThousandsInSpanishAreToldFromMillionsByWhatIsBelieved) {
  Observation row = Row("leukocytes-blood", "11.2", "10*6/uL");
  row.unit.text = "mil/mm3";
  EXPECT_EQ(Text(Normalised(row).canonical.value), "11.2");
  Observation red = Row("erythrocytes-blood", "4.81", "10*6/uL");
  red.unit.text = "mil/mm3";
  EXPECT_EQ(Text(Normalised(red).canonical.value), "4.81");
}

TEST(Normalise, UnitsThatAreReportedOtherwiseAreNotConverted) {
  const Observation row = Normalised(Row("insulin-serum", "89.0", "pmol/L"));
  EXPECT_FALSE(row.canonical.value.has_value());
  ASSERT_EQ(row.findings.size(), 1u);
  EXPECT_EQ(row.findings[0].code, FindingCode::kNotConverted);
  EXPECT_EQ(row.findings[0].severity, Severity::kNote);
}

TEST(Normalise, WithoutAnHonestFactorNothingIsConvertedAndTheRowSaysSo) {
  const Observation row = Normalised(Row("lipoprotein-a-serum", "30", "nmol/L"));
  EXPECT_FALSE(row.canonical.value.has_value());
}

TEST(Normalise, AUnitOfAnotherQuantityGivesNothing) {
  const Observation row = Normalised(Row("hemoglobin-blood", "13.5", "mm/h"));
  EXPECT_FALSE(row.canonical.value.has_value());
  EXPECT_EQ(row.canonical.ucum, "");
}

TEST(Normalise, TextAndUnknownAnalytesAreLeftAlone) {
  Observation text = Row("hemoglobin-blood", "", "g/dL");
  text.value.kind = ValueKind::kOrdinal;
  EXPECT_FALSE(Normalised(text).canonical.value.has_value());
  EXPECT_FALSE(Normalised(Row("", "13.5", "g/dL")).canonical.value.has_value());
}

}  // namespace
}  // namespace labintake::terminology
