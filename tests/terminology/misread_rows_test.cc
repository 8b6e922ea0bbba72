// Names and units that recognition got wrong, with the catalogue as it is shipped.
#include "terminology/catalog/misread_rows.h"

#include <gtest/gtest.h>

#include "terminology/ucum_kinds.h"
#include "terminology/units.h"

namespace labintake::terminology {
namespace {

constexpr double kAccepted = 0.9;

const UcumKinds& Kinds() {
  static const UcumKinds kinds(*ucum::Table::OpenInstalled());
  return kinds;
}

Observation Row(const std::string& name, const std::string& unit, double confidence = 0.5) {
  Observation row;
  row.page = 1;
  row.origin = Origin::kOcr;
  row.name.text = name;
  row.unit.text = unit;
  row.unit.ucum = LookUpUnit(unit).ucum;
  row.confidence = confidence;
  return row;
}

// A blood count around the row in question.
Report ReportWith(const Observation& row) {
  Report report;
  report.observations = {Row("Hemoglobin", "g/dL", 0.99), Row("WBC", "10^3/uL", 0.99),     Row("MPV", "fL", 0.99),
                         Row("Neutrophils %", "%", 0.99), Row("Lymphocytes %", "%", 0.99), row};
  return report;
}

Observation Mended(const Observation& row) {
  Report report = ReportWith(row);
  MendMisreadRows(Resolver(&Kinds(), nullptr), Kinds(), kAccepted, &report);
  return report.observations.back();
}

TEST(MisreadRows, AUnitBecomesTheNearestOfTheAnalyte) {
  EXPECT_EQ(Mended(Row("MCH", "pa")).unit.text, "pg");
  EXPECT_EQ(Mended(Row("Sodium", "mmovL")).unit.text, "mmol/L");
  EXPECT_EQ(Mended(Row("Sodium", "mmovL")).unit.ucum, "mmol/L");
}

TEST(MisreadRows, ACutUnitBecomesTheOneThatTheReportPrints) {
  EXPECT_EQ(Mended(Row("MCHC", "g/d", 0.99)).unit.text, "g/dL");
  EXPECT_LE(Mended(Row("MCHC", "g/d", 0.99)).confidence, 0.5);
  EXPECT_EQ(Mended(Row("Total Protein", "g/d")).unit.text, "g/dL") << "it is no protein of a day's urine";
  EXPECT_EQ(Mended(Row("Sodium", "g/d")).unit.text, "g/d") << "none of the report's is its own";
  EXPECT_EQ(Mended(Row("MCHC", "mg/dL", 0.99)).unit.text, "mg/dL") << "no letter of it is lost";
  Observation printed = Row("MCHC", "g/d", 0.99);
  printed.origin = Origin::kTextLayer;
  EXPECT_EQ(Mended(printed).unit.text, "g/d");
}

TEST(MisreadRows, AUnitWhoseLettersFellApartOrWereCutOff) {
  EXPECT_EQ(Mended(Row("Hemoglobin", "yin/dl")).unit.text, "gm/dL");
  EXPECT_EQ(Mended(Row("RBC", "lion/cumm")).unit.text, "Million/cumm");
}

TEST(MisreadRows, WhatStandsBehindTheSlashStays) {
  EXPECT_EQ(Mended(Row("RBC", "illion/cumm")).unit.text, "Million/cumm");
}

TEST(MisreadRows, APerCentSignIsKnownByTheOtherRows) {
  EXPECT_EQ(Mended(Row("Monocytes %", "Y%")).unit.text, "%");
  EXPECT_EQ(Mended(Row("Monocytes %", "Ye")).unit.text, "%");
}

// A row without a unit, whose limits are those of `text` up to its first space behind the second.
Observation WithRange(const std::string& name, const std::string& text, const std::string& low,
                      const std::string& high) {
  Observation row = Row(name, "");
  row.range.text = text;
  row.range.low = Decimal::Parse(low);
  row.range.high = Decimal::Parse(high);
  row.range.box = {200, 0, 240, 10};
  row.findings.push_back({FindingCode::kUnitMissing, "this one has none", row.box});
  return row;
}

TEST(MisreadRows, AUnitAtTheEndOfTheRangeThatWasReadAsFigures) {
  const Observation row = Mended(WithRange("MCV", "80 - 9911", "80", "9911"));
  EXPECT_EQ(row.unit.text, "fL");
  EXPECT_EQ(row.unit.ucum, "fL");
  EXPECT_EQ(row.range.text, "80 - 99");
  EXPECT_EQ(row.range.high->ToString(), "99");
  EXPECT_LE(row.confidence, 0.5);
  ASSERT_EQ(row.findings.size(), 1u);
  EXPECT_EQ(row.findings[0].message, "\"80 - 9911\" is taken for \"80 - 99 fL\"");
  // One of its letters may have become a flag.
  Observation cut = WithRange("MCV", "80 - 991", "80", "991");
  cut.flag.text = "!", cut.flag.code = "A", cut.flag.box = cut.range.box;
  EXPECT_EQ(Mended(cut).range.text, "80 - 99");
  EXPECT_EQ(Mended(cut).flag.text, "");
}

TEST(MisreadRows, LimitsThatMayBeWhatIsPrintedStay) {
  EXPECT_EQ(Mended(WithRange("MCV", "80 - 111", "80", "111")).unit.text, "");
  EXPECT_EQ(Mended(WithRange("MCH", "27 - 3411", "27", "3411")).unit.text, "") << "is not measured in fL";
  EXPECT_EQ(Mended(WithRange("MCV", "80 - 9922", "80", "9922")).unit.text, "");
}

TEST(MisreadRows, AResultWordBecomesTheOneThatItIsButForALetter) {
  const auto mended = [](const std::string& text) {
    Observation row = Row("RBC Morphology", "");
    row.value.kind = ValueKind::kText;
    row.value.text = text;
    row.findings.push_back({FindingCode::kValueUnparsed, "no result word", row.box});
    return Mended(row).value;
  };
  EXPECT_EQ(mended("Nomocytic, Normochromic").text, "Normocytic, Normochromic");
  EXPECT_EQ(mended("Nomocytic, Normochromic").kind, ValueKind::kOrdinal);
  EXPECT_EQ(mended("Nomnocytik, Nornochronic").text, "Nomnocytik, Nornochronic");
  EXPECT_EQ(mended("Yelow").text, "Yelow") << "too short";
}

TEST(MisreadRows, AUnitThatIsNothingLikeItStays) { EXPECT_EQ(Mended(Row("MCH", "xwvrz")).unit.text, "xwvrz"); }

TEST(MisreadRows, ANameBecomesTheOneNearNameOfThePanelInItsUnit) {
  EXPECT_EQ(Mended(Row("ROW", "%")).name.text, "RDW");
  EXPECT_EQ(Mended(Row("Choride", "mmol/L")).name.text, "Chloride");
}

TEST(MisreadRows, ANameOfSeveralWordsIsSpeltInItsOwnOrder) {
  EXPECT_EQ(Mended(Row("ROW-CV", "%")).name.text, "RDW-CV");
  EXPECT_EQ(Mended(Row("ROW-SO", "fL")).name.text, "RDW-SD");
}

TEST(MisreadRows, ANameOfSignsThatLookAlikeIsKnown) {
  EXPECT_EQ(Mended(Row("R8C", "10^6/uL")).name.text, "RBC");
  EXPECT_EQ(Mended(Row("RDW-S0", "fL")).name.text, "RDW-SD");
  EXPECT_EQ(Mended(Row("€OS%", "%")).name.text, "EOS%");
  EXPECT_EQ(Mended(Row("Ch1oride", "mmol/L")).name.text, "Chloride");
}

TEST(MisreadRows, AVeryLongNameNeedsNoUnit) {
  EXPECT_EQ(Mended(Row("Hemagiobin", "")).name.text, "Hemoglobin");
  EXPECT_EQ(Mended(Row("Sodiem", "")).name.text, "Sodiem") << "a shorter one does";
}

TEST(MisreadRows, ANameThatNoTableHasIsMendedHoweverSurelyItWasRead) {
  const Observation row = Mended(Row("ROW-SD", "fL", 0.97));
  EXPECT_EQ(row.name.text, "RDW-SD");
  EXPECT_LE(row.confidence, 0.5) << "and the row waits";
  Observation printed = Row("ROW-SD", "fL", 0.97);
  printed.origin = Origin::kTextLayer;
  EXPECT_EQ(Mended(printed).name.text, "ROW-SD");
}

// A row whose name lies at 0 to 100 points, with a word at `weak` that was read with doubt.
Observation DoubtedAt(const std::string& name, const std::string& unit, double weak) {
  Observation row = Row(name, unit);
  row.name.box = {0, 10, 100, 20};
  row.findings.push_back({FindingCode::kLowConfidence, "", {weak, 10, weak + 10, 20}});
  return row;
}

TEST(MisreadRows, DoubtfulWordsBehindAKnownNameGo) {
  EXPECT_EQ(Mended(DoubtedAt("Monocytes Mtag ae", "%", 70)).name.text, "Monocytes");
  EXPECT_EQ(Mended(DoubtedAt("Monocytes Mt 7 ae", "%", 70)).name.text, "Monocytes") << "a figure among scraps";
  EXPECT_EQ(Mended(DoubtedAt("DHEAS Peas", "ug/dL", 80)).name.text, "DHEAS") << "chance makes short words";
  EXPECT_EQ(Mended(DoubtedAt("Monocytes Mtag ae", "%", 10)).name.text, "Monocytes Mtag ae") << "they were read well";
  EXPECT_EQ(Mended(Row("Monocytes Mtag ae", "%")).name.text, "Monocytes Mtag ae");
}

TEST(MisreadRows, ARaisedMarkBehindAKnownNameGoes) {
  EXPECT_EQ(Mended(Row("MCV a1", "fL")).name.text, "MCV");
  for (const char* name : {"MCV 1", "MCV A1"})
    EXPECT_EQ(Mended(Row(name, "fL")).name.text, name) << "it may belong to the name";
}

TEST(MisreadRows, WordsThatMakeAnotherTestOfANameStay) {
  for (const char* name : {"E. coli O157", "Anti-HIV 1+2", "Monocytes, Mtag ae", "HIV Ag/Ab Index"})
    EXPECT_EQ(Mended(DoubtedAt(name, "", 85)).name.text, name);
}

TEST(MisreadRows, ANameWithSeveralNeighboursStays) { EXPECT_EQ(Mended(Row("IL-B", "pg/mL")).name.text, "IL-B"); }

TEST(MisreadRows, AGreekLetterIsPutWhereItMakesOneName) {
  EXPECT_EQ(Mended(Row("ßB-Alanine", "umol/L")).name.text, "β-Alanine");
  EXPECT_EQ(Mended(Row("8-Alanine", "umol/L")).name.text, "β-Alanine");
  EXPECT_EQ(Mended(Row("o-Ketophenylacetic Acid", "mmol/L")).name.text, "α-Ketophenylacetic Acid");
  EXPECT_EQ(Mended(Row("v-Aminobutyric Acid", "umol/L")).name.text, "γ-Aminobutyric Acid");
  EXPECT_EQ(Mended(Row("o1-Antitrypsin", "g/L")).name.text, "α1-Antitrypsin");
  EXPECT_EQ(Mended(Row("Glucose", "mmol/L")).name.text, "Glucose");
}

TEST(MisreadRows, AGreekLetterMayBeMisreadByAllModels) {
  const Observation row = Mended(Row("ßB-Alanine", "umol/L", 0.99));
  EXPECT_EQ(row.name.text, "β-Alanine");
  EXPECT_LE(row.confidence, 0.5);
  ASSERT_EQ(row.findings.size(), 1U);
  EXPECT_EQ(row.findings[0].code, FindingCode::kNameMisspelt);
}

TEST(MisreadRows, AChangeIsSaidAndLeavesTheRowWaiting) {
  const Observation row = Mended(Row("MCH", "pa", 0.85));
  EXPECT_LE(row.confidence, 0.5);
  ASSERT_EQ(row.findings.size(), 1U);
  EXPECT_EQ(row.findings[0].code, FindingCode::kUnitUnknown);
  EXPECT_EQ(row.findings[0].message, "\"pa\" is taken for \"pg\"");
}

TEST(MisreadRows, SureRowsAndPrintedOnesAreNotTouched) {
  EXPECT_EQ(Mended(Row("MCH", "pa", kAccepted)).unit.text, "pa");
  Observation printed = Row("MCH", "pa");
  printed.origin = Origin::kTextLayer;
  EXPECT_EQ(Mended(printed).unit.text, "pa");
}

}  // namespace
}  // namespace labintake::terminology
