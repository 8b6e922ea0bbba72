#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "terminology/ucum/conversion.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

Substance Molar(const char* mass, std::optional<int> charge = std::nullopt) {
  Substance substance;
  substance.molar_mass = Decimal::Parse(mass);
  substance.charge = charge;
  return substance;
}

Substance Charged(int charge) {
  Substance substance;
  substance.charge = charge;
  return substance;
}

Substance Hba1c() {
  Substance substance;
  substance.equation = Equation::kHba1c;
  return substance;
}

// The converted value as printed, or "refused: <message>".
std::string Converted(const char* value, const char* from, const char* to, const Substance& substance = {},
                      Digits digits = {}) {
  const auto conversion = Convert(ParsedUnit(from), ParsedUnit(to), substance);
  if (!conversion) return "refused: " + conversion.error().message;
  const std::optional<Decimal> out = conversion->Apply(*Decimal::Parse(value), digits);
  return out ? out->ToString() : "none";
}

std::optional<RefusalReason> Refused(const char* from, const char* to, const Substance& substance = {}) {
  const auto conversion = Convert(ParsedUnit(from), ParsedUnit(to), substance);
  return conversion ? std::nullopt : std::optional(conversion.error().reason);
}

std::string TextOf(const char* from, const char* to, const Substance& substance = {}) {
  const auto conversion = Convert(ParsedUnit(from), ParsedUnit(to), substance);
  return conversion ? conversion->text : conversion.error().message;
}

TEST(UcumConvertTest, SameQuantity) {
  EXPECT_EQ(Converted("7.53", "10*9/L", "10*3/uL"), "7.53");
  EXPECT_EQ(Converted("5600", "{cells}/uL", "10*3/uL"), "5.600");
  EXPECT_EQ(Converted("4.8e6", "/uL", "10*12/L"), "4.8");
  EXPECT_EQ(Converted("0.342", "L/L", "%"), "34.2");
  EXPECT_EQ(Converted("34.2", "%", "1"), "0.342");
  EXPECT_EQ(Converted("1.20", "mg/dL", "mg/L"), "12.0");
  EXPECT_EQ(Converted("90", "mL/min/{1.73_m2}", "mL/s/{1.73_m2}"), "1.50");
  EXPECT_EQ(Converted("120", "mm[Hg]", "kPa"), "16.0");
  EXPECT_EQ(Converted("30", "U/L", "ukat/L"), "0.50");
  EXPECT_EQ(Converted("500", "ng/mL{FEU}", "ug{FEU}/mL"), "0.500");
  EXPECT_EQ(Converted("12", "mg/g", "%"), "1.2");
}

TEST(UcumConvertTest, NothingChangesWhereTheFactorIsOne) {
  EXPECT_EQ(Converted("0.50", "ng/mL", "ug/L"), "0.50");
  EXPECT_EQ(Converted("7.53e12", "/L", "/L"), "7.53e12");
}

TEST(UcumConvertTest, MassToAmountWithTheMolarMass) {
  EXPECT_EQ(Converted("5.5", "mmol/L", "mg/dL", Molar("180.156")), "99");
  EXPECT_EQ(Converted("100", "mg/dL", "mmol/L", Molar("180.156")), "5.55");
  EXPECT_EQ(TextOf("mg/dL", "umol/L", Molar("113.12")), "x 88.4017 (molar mass 113.12 g/mol)");
  EXPECT_EQ(Converted("30", "ug/g", "nmol/g", Molar("200.592")), "150");
  EXPECT_EQ(Refused("mg/dL", "mmol/L"), RefusalReason::kNeedsMolarMass);
  EXPECT_EQ(Refused("mg/dL", "mmol/L", Molar("0")), RefusalReason::kNeedsMolarMass);
  EXPECT_EQ(Refused("mg/dL", "mmol/L", Charged(1)), RefusalReason::kNeedsMolarMass);
}

TEST(UcumConvertTest, TheSubstanceBelowTheLineIsAnother) {
  // Albumin per creatinine, without its annotation: albumin's molar mass says nothing of creatinine.
  EXPECT_EQ(Refused("mg/g", "mg/mmol", Molar("66500")), RefusalReason::kNeedsMolarMass);
  EXPECT_EQ(Converted("30", "mg/g{creat}", "mg/mmol{creat}"), "3.4");
  EXPECT_EQ(TextOf("mg/g{creat}", "mg/mmol{creat}"), "x 0.11312 (molar mass of creatinine 113.12 g/mol)");
  EXPECT_EQ(Refused("mg/g{creat}", "mmol/mol{creat}"), RefusalReason::kNeedsMolarMass);
  EXPECT_EQ(Converted("300", "mg/g{creat}", "mmol/mol{creat}", Molar("66500")), "0.510");
  EXPECT_EQ(Converted("300", "mg/g{creat}", "mmol/mol{creat}", Molar("113.12")), "300");
}

TEST(UcumConvertTest, EquivalentsNeedTheCharge) {
  EXPECT_EQ(Converted("4.5", "meq/L", "mmol/L", Charged(2)), "2.25");
  EXPECT_EQ(Converted("140", "meq/L", "mmol/L", Charged(1)), "140");
  EXPECT_EQ(Converted("2.5", "mmol/L", "meq/L", Charged(-2)), "5.0");
  EXPECT_EQ(Converted("10", "mg/dL", "meq/L", Molar("40.078", 2)), "5.0");
  EXPECT_EQ(TextOf("mg/dL", "meq/L", Molar("40.078", 2)), "x 0.499027 (molar mass 40.078 g/mol, charge 2)");
  EXPECT_EQ(Refused("meq/L", "mmol/L"), RefusalReason::kNeedsCharge);
  EXPECT_EQ(Refused("meq/L", "mmol/L", Charged(0)), RefusalReason::kNeedsCharge);
  EXPECT_EQ(Refused("mg/dL", "meq/L", Molar("40.078")), RefusalReason::kNeedsCharge);
}

TEST(UcumConvertTest, OsmolesStayOsmoles) {
  EXPECT_EQ(Converted("290", "mosm/kg{H2O}", "osm/kg"), "0.290");
  EXPECT_EQ(Refused("mosm/kg", "mmol/kg"), RefusalReason::kDifferentQuantities);
}

TEST(UcumConvertTest, ArbitraryUnitsConvertToThemselvesOnly) {
  EXPECT_EQ(Converted("12.5", "[IU]/L", "m[IU]/mL"), "12.5");
  EXPECT_EQ(Converted("2.5", "k[IU]/L", "[iU]/mL"), "2.5");
  EXPECT_EQ(Refused("[IU]/L", "U/L"), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("[IU]/L", "[arb'U]/L"), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("[CFU]/mL", "/mL"), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("u[IU]/mL", "pmol/L", Molar("5808")), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("/[HPF]", "/[LPF]"), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("/[HPF]", "1"), RefusalReason::kArbitraryUnits);
}

TEST(UcumConvertTest, AnnotationsHaveToBeEqual) {
  EXPECT_EQ(Refused("mg/g{creat}", "mg/g"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("mg/g{creat}", "mg/g{stool}"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("mg{creat}/g", "mg/g{creat}"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("ng/mL{FEU}", "ng/mL{DDU}"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("ng/mL{FEU}", "ng/mL"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("{copies}/mL", "/mL"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("{Log_copies}/mL", "{copies}/mL"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("/100{WBCs}", "%"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Refused("mL/min/{1.73_m2}", "mL/min"), RefusalReason::kAnnotationsDiffer);
  EXPECT_EQ(Converted("3", "{copies}/mL", "{Copies}/L"), "3000");
}

TEST(UcumConvertTest, FractionsOfDifferentThings) {
  EXPECT_EQ(Refused("%", "mmol/mol"), RefusalReason::kNoFactor);
  EXPECT_EQ(Refused("g/g", "L/L"), RefusalReason::kNoFactor);
  EXPECT_EQ(Refused("g/g", "mol/mol"), RefusalReason::kNoFactor);
  EXPECT_EQ(Converted("53", "mmol/mol", "umol/mmol"), "53");
}

TEST(UcumConvertTest, Hba1cByTheMasterEquation) {
  EXPECT_EQ(Converted("7.0", "%", "mmol/mol", Hba1c()), "53");
  EXPECT_EQ(Converted("6.5", "%", "mmol/mol", Hba1c()), "48");
  EXPECT_EQ(Converted("5.7", "%", "mmol/mol", Hba1c()), "39");
  EXPECT_EQ(Converted("53", "mmol/mol", "%", Hba1c()), "7.0");
  EXPECT_EQ(Converted("53", "mmol/mol{Hb}", "%{Hb}", Hba1c()), "7.0");
  EXPECT_EQ(Converted("0.070", "1", "mmol/mol", Hba1c(), {Digits::kDecimals, 0}), "53");
  EXPECT_EQ(TextOf("%", "mmol/mol", Hba1c()), "x 10.93 - 23.5 (IFCC-NGSP master equation)");
  // Only between these two; other units of the same analyte convert as ever.
  EXPECT_EQ(Converted("7.0", "%", "1", Hba1c()), "0.070");
  EXPECT_EQ(Refused("%", "mmol/L", Hba1c()), RefusalReason::kDifferentQuantities);
}

TEST(UcumConvertTest, NoFactorIsSaid) {
  Substance lipoprotein = Molar("300000");
  lipoprotein.no_factor = "the size of the particle differs from person to person";
  EXPECT_EQ(Refused("mg/dL", "nmol/L", lipoprotein), RefusalReason::kNoFactor);
  EXPECT_EQ(TextOf("mg/dL", "nmol/L", lipoprotein),
            "no single factor leads from mass to amount: the size of the particle differs from person to person");
  EXPECT_EQ(Converted("30", "mg/dL", "mg/L", lipoprotein), "300");
}

TEST(UcumConvertTest, TemperaturesExactly) {
  EXPECT_EQ(Converted("98.6", "[degF]", "Cel"), "37.00");
  EXPECT_EQ(Converted("32", "[degF]", "Cel", {}, {Digits::kDecimals, 2}), "0.00");
  EXPECT_EQ(Converted("37.00", "Cel", "K"), "310.15");
  EXPECT_EQ(Converted("80", "[degRe]", "Cel", {}, {Digits::kDecimals, 0}), "100");
  EXPECT_EQ(Converted("-40", "[degF]", "Cel", {}, {Digits::kDecimals, 1}), "-40.0");
  EXPECT_EQ(Refused("mg/Cel", "mg/K"), RefusalReason::kArbitraryUnits);
}

TEST(UcumConvertTest, ScalesThatAreNoFactorsConvertToThemselvesOnly) {
  EXPECT_EQ(Converted("30", "dB", "B"), "3.0");
  EXPECT_EQ(Refused("B", "Np"), RefusalReason::kArbitraryUnits);
  EXPECT_EQ(Refused("[pH]", "mol/L"), RefusalReason::kArbitraryUnits);
}

TEST(UcumConvertTest, DifferentQuantities) {
  EXPECT_EQ(Converted("1", "g/L", "mL"), "refused: the units measure different quantities: g.m-3 and m3");
  EXPECT_EQ(Refused("mg/dL", "mmol/(24.h)", Molar("113.12")), RefusalReason::kDifferentQuantities);
  EXPECT_EQ(Refused("g2/L", "mol/L", Molar("113.12")), RefusalReason::kDifferentQuantities);
}

TEST(UcumApplyTest, PrintedPrecisionGoverns) {
  // Values that were printed apart stay apart.
  EXPECT_EQ(Converted("1.1", "mg/dL", "umol/L", Molar("113.12")), "97");
  EXPECT_EQ(Converted("1.2", "mg/dL", "umol/L", Molar("113.12")), "106");
  EXPECT_EQ(Converted("1.20", "mg/dL", "umol/L", Molar("113.12")), "106.1");
  EXPECT_EQ(Converted("0.0", "mg/dL", "umol/L", Molar("113.12")), "0");
  EXPECT_EQ(Converted("7.53e12", "/L", "10*9/L"), "7530");
  EXPECT_EQ(Converted("7.53", "10*12/L", "/L"), "7.53e12");
  EXPECT_EQ(Converted("-1.5", "meq/L", "eq/L"), "-0.0015");
}

TEST(UcumApplyTest, OtherRules) {
  EXPECT_EQ(Converted("5.5", "mmol/L", "mg/dL", Molar("180.156"), {Digits::kDecimals, 2}), "99.09");
  EXPECT_EQ(Converted("5.5", "mmol/L", "mg/dL", Molar("180.156"), {Digits::kSignificant, 4}), "99.09");
  EXPECT_EQ(Converted("0", "mmol/L", "mg/dL", Molar("180.156"), {Digits::kSignificant, 4}), "0");
}

TEST(UcumApplyTest, HalvesGoToTheEvenDigit) {
  EXPECT_EQ(Converted("0.5", "L", "L", {}, {Digits::kDecimals, 0}), "0");
  EXPECT_EQ(Converted("1.5", "L", "L", {}, {Digits::kDecimals, 0}), "2");
  EXPECT_EQ(Converted("2.5", "L", "L", {}, {Digits::kDecimals, 0}), "2");
  EXPECT_EQ(Converted("-2.5", "L", "L", {}, {Digits::kDecimals, 0}), "-2");
  EXPECT_EQ(Converted("2.675", "L", "L", {}, {Digits::kDecimals, 2}), "2.68");  // 2.67 in binary
}

TEST(UcumApplyTest, NumbersTooLargeForADecimal) {
  EXPECT_EQ(Converted("1e99", "Ym", "ym"), "none");
  EXPECT_EQ(Converted("1", "m", "m", {}, {Digits::kDecimals, 60}), "none");
}

}  // namespace
}  // namespace labintake::ucum
