// Names as laboratories print them, with the catalogue as it is shipped.
#include "terminology/catalog/resolver.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "terminology/catalog/name_key.h"
#include "terminology/ucum_kinds.h"

namespace labintake::terminology {
namespace {

const UcumKinds& Kinds() {
  static const UcumKinds kinds(*ucum::Table::OpenInstalled());
  return kinds;
}

struct Printed {
  std::string name;
  std::string ucum;
  std::string panel;
  std::string value = "";  // a number that can be believed, or none
};

Observation RowOf(const Printed& printed) {
  Observation row;
  row.page = 1;
  row.name.text = printed.name;
  row.panel = printed.panel;
  row.unit.text = row.unit.ucum = printed.ucum;
  row.value.text = printed.value;
  row.value.number = Decimal::Parse(printed.value);
  row.value.kind = ValueKind::kQuantity;
  return row;
}

Report ReportOf(const std::vector<Printed>& rows) {
  Report report;
  double y = 100;
  for (const Printed& printed : rows) {
    report.observations.push_back(RowOf(printed));
    report.observations.back().box = {50, y, 300, y + 10};
    y += 12;
  }
  return report;
}

Observation Resolved(const Printed& printed) {
  Report report = ReportOf({printed});
  Resolver(&Kinds(), nullptr).Resolve(&report);
  return report.observations.front();
}

bool Has(const Observation& row, FindingCode code) {
  return std::any_of(row.findings.begin(), row.findings.end(), [&](const Finding& f) { return f.code == code; });
}

struct Case {
  Printed printed;
  std::string analyte, loinc;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.printed.name << " " << c.printed.ucum; }

class NamesOfOneAnalyte : public testing::TestWithParam<Case> {};

TEST_P(NamesOfOneAnalyte, AreResolved) {
  const Observation row = Resolved(GetParam().printed);
  EXPECT_EQ(row.analyte.id, GetParam().analyte) << testing::PrintToString(row.analyte.candidates);
  EXPECT_EQ(row.analyte.loinc, GetParam().loinc);
  EXPECT_EQ(row.analyte.match, NameMatch::kListed);
}

INSTANTIATE_TEST_SUITE_P(Blood, NamesOfOneAnalyte,
                         testing::Values(Case{{"WBC", "10*3/uL", ""}, "leukocytes-blood", "6690-2"},
                                         Case{{"White Blood Cells (WBC)", "10*3/uL", ""}, "leukocytes-blood", "6690-2"},
                                         Case{{"Leukocyten", "/uL", "HEMATOLOGIE"}, "leukocytes-blood", "6690-2"},
                                         Case{{"HGB-Hemoglobin", "g/dL", ""}, "hemoglobin-blood", "718-7"},
                                         Case{{"Haemoglobin 血色素", "g/dL", ""}, "hemoglobin-blood", "718-7"},
                                         Case{{"Packed Cell Volume (PCV)", "%", ""}, "hematocrit-blood", "4544-3"},
                                         Case{{"Neutrophils", "%", ""}, "neutrophils-blood-percent", "770-8"},
                                         Case{{"Neutrophils", "10*3/uL", ""}, "neutrophils-blood-absolute", "751-8"},
                                         Case{
                                             {"Neutrophils (Absolute)", "", ""}, "neutrophils-blood-absolute", "751-8"},
                                         Case{{"NEU%", "", ""}, "neutrophils-blood-percent", "770-8"},
                                         Case{{"RDW", "%", ""}, "rdw-cv-blood", "788-0"},
                                         Case{{"RDW", "fL", ""}, "rdw-sd-blood", "21000-5"}));

INSTANTIATE_TEST_SUITE_P(Chemistry, NamesOfOneAnalyte,
                         testing::Values(Case{{"Creatinine", "mg/dL", ""}, "creatinine-serum", "2160-0"},
                                         Case{{"Creatinine", "umol/L", ""}, "creatinine-serum", "14682-9"},
                                         Case{{"Creatinine, Serum", "mg/dL", ""}, "creatinine-serum", "2160-0"},
                                         Case{{"Sodium", "meq/L", ""}, "sodium-serum", "2951-2"},
                                         Case{{"Natrium", "mmol/L", "Ionen"}, "sodium-serum", "2951-2"},
                                         Case{{"ALT (SGPT)", "U/L", ""}, "alt-serum", "1742-6"},
                                         Case{{"ALAT", "[IU]/L", ""}, "alt-serum", "1742-6"},
                                         Case{{"Cholesterol, Total", "mg/dL", ""}, "cholesterol-serum", "2093-3"}));

TEST(Resolver, SpecimenOfTheNameOrOfTheHeadingTellsAnalytesApart) {
  EXPECT_EQ(Resolved({"Urine Creatinine", "mg/dL", ""}).analyte.id, "creatinine-urine");
  EXPECT_EQ(Resolved({"Creatinine", "g/L", "BIOCHEMIE URINE"}).analyte.id, "creatinine-urine");
  EXPECT_EQ(Resolved({"U-Creatinine", "mg/dL", ""}).analyte.id, "creatinine-urine");
}

TEST(Resolver, HeadingsInOneWordAndCountsInAMillilitreAreOfUrine) {
  EXPECT_EQ(Resolved({"Leucocyten", "/uL", "URINEONDERZOEK"}).analyte.specimen, "urine");
  EXPECT_EQ(Resolved({"Leucocytes", "/mL", ""}).analyte.specimen, "urine");
}

TEST(Resolver, HeadingsAboveTheSectionTellTheSpecimen) {
  Report report = ReportOf({{"Leukocyten", "/uL", "Cytologie"}});
  report.lines = {{1, {50, 60, 200, 70}, LineClass::kHeading, "Pleuravocht"},
                  {1, {50, 80, 200, 90}, LineClass::kHeading, "Cytologie"}};
  Resolver(&Kinds(), nullptr).Resolve(&report);
  EXPECT_NE(report.observations[0].analyte.id, "leukocytes-blood");
}

TEST(Resolver, ARangeThatCannotBeBelievedTellsTheSpecimenAndAValueDoesNot) {
  Report report = ReportOf({{"Creatinine", "mmol/L", "", "9.4"}, {"Hemoglobin", "g/dL", "", "1.2"}});
  report.observations[0].range.low = Decimal::Parse("3.1");
  report.observations[0].range.high = Decimal::Parse("19.5");
  report.observations[1].range.low = Decimal::Parse("13.0");
  report.observations[1].range.high = Decimal::Parse("17.7");
  Resolver(&Kinds(), nullptr).Resolve(&report);
  EXPECT_EQ(report.observations[0].analyte.id, "creatinine-urine");
  EXPECT_EQ(report.observations[1].analyte.id, "hemoglobin-blood") << "12 that lost a digit is no other hemoglobin";
}

TEST(Resolver, ARangeFromNothingIsBelieved) {
  Report report = ReportOf({{"Kolesterol", "mg/dL", "", "187"}});
  report.observations[0].range.low = Decimal::Parse("0");
  report.observations[0].range.high = Decimal::Parse("200");
  Resolver(&Kinds(), nullptr).Resolve(&report);
  EXPECT_EQ(report.observations[0].analyte.id, "cholesterol-serum");
}

TEST(Resolver, AnUnknownNameHasCandidatesAndIsNotDropped) {
  const Observation row = Resolved({"Serum rhubarb level", "mg/dL", ""});
  EXPECT_EQ(row.analyte.id, "");
  EXPECT_EQ(row.analyte.match, NameMatch::kNone);
  EXPECT_TRUE(Has(row, FindingCode::kAnalyteUnknown));
  EXPECT_EQ(row.name.text, "Serum rhubarb level");
}

TEST(Resolver, AWordThatChangesTheMeaningIsNotPassedOver) {
  // "Hemoglobin" is known, "sickle" is a word of other names: whatever this is, it is not hemoglobin.
  const Observation row = Resolved({"Hemoglobin (variant, free)", "g/dL", ""});
  EXPECT_EQ(row.analyte.id, "");
  EXPECT_FALSE(row.analyte.candidates.empty());
}

TEST(Resolver, AMisspeltNameIsResolvedWhenNothingElseIsNearAndSaysSo) {
  const Observation row = Resolved({"Chioride", "mmol/L", ""});
  EXPECT_EQ(row.analyte.id, "chloride-serum");
  EXPECT_EQ(row.analyte.match, NameMatch::kMisspelt);
  EXPECT_TRUE(Has(row, FindingCode::kNameMisspelt));
  EXPECT_EQ(row.name.text, "Chioride");
}

TEST(Resolver, FiguresAreNeverASlip) { EXPECT_EQ(Resolved({"Interleukin 99", "pg/mL", ""}).analyte.id, ""); }

TEST(Resolver, ANameWithoutUnitThatIsReportedInTwoWaysIsAmbiguous) {
  const Observation row = Resolved({"Lymphocytes", "", ""});
  EXPECT_EQ(row.analyte.id, "");
  EXPECT_TRUE(Has(row, FindingCode::kAnalyteAmbiguous));
  EXPECT_GE(row.analyte.candidates.size(), 2u);
}

TEST(Resolver, WhatPeopleLearnedComesFirst) {
  const LearnedNames learned(1, {{LabKey("Labor Nord"), NameKey(NameTokens("Krea X")), "", "", "creatinine-serum"}});
  Report report = ReportOf({{"Krea X", "mg/dL", ""}});
  report.header.lab = "Labor Nord";
  Resolver(&Kinds(), &learned).Resolve(&report);
  EXPECT_EQ(report.observations[0].analyte.id, "creatinine-serum");
  EXPECT_EQ(report.observations[0].analyte.match, NameMatch::kLearned);
  report.header.lab = "Another laboratory";
  Resolver(&Kinds(), &learned).Resolve(&report);
  EXPECT_NE(report.observations[0].analyte.match, NameMatch::kLearned);
}

TEST(Resolver, ResolvingTwiceGivesTheSame) {
  Report report = ReportOf({{"WBC", "10*3/uL", "CBC"}, {"Chioride", "mmol/L", ""}});
  Resolver(&Kinds(), nullptr).Resolve(&report);
  const std::string first = report.observations[0].analyte.id;
  Resolver(&Kinds(), nullptr).Resolve(&report);
  EXPECT_EQ(report.observations[0].analyte.id, first);
}

}  // namespace
}  // namespace labintake::terminology
