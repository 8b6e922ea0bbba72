#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "terminology/ucum/parser.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

TEST(UcumParseTest, CanonicalForms) {
  struct Case {
    std::string code, canonical;
  };
  const std::vector<Case> cases = {
      {"mg/dL", "10.g.m-3"},
      {"g/L", "10*3.g.m-3"},
      {"10*3/uL", "10*12.m-3"},
      {"10^9/L", "10*12.m-3"},
      {"10*-6", "10*-6"},
      {"%", "10*-2"},
      {"1", "1"},
      {"/m", "m-1"},
      {"/m.g", "g.m-1"},  // from left to right
      {"s/m.mg", "10*-3.s.g.m-1"},
      {"s/(m.mg)", "10*3.s.m-1.g-1"},
      {"m/(s/(g.K))", "m.g.K.s-1"},
      {"m+2", "m2"},
      {"m0", "1"},
      {"4.s/m", "4.s.m-1"},
      {"mol/mol", "mol.mol-1"},
      {"L/L", "m3.m-3"},
      {"mL.mg/L", "10*-6.g"},
      {"m[IU]/L", "[iU].m-3"},
      {"meq/L", "eq.m-3"},
      {"mosm/kg", "10*-6.osm.g-1"},
      {"U/L", "10*-4/6.mol.m-3.s-1"},
      {"dB", "10*-1.B"},
      {"[degF]", "[degF]"},
      {"mCel", "mCel"},
      {"Cel.1", "Cel"},
      {"Cel2/Cel", "Cel"},
      {"10.Cel", "10.Cel"},
      {"mmol/kg/Cel", "10*-6.mol.Cel-1.g-1"},  // in a product a scale is no temperature
      {"[HPF]", "[HPF]"},                      // a field of view is no number
      {"[diop]", "m-1"},
      {"[mesh_i]", "5.10*3/127.m-1"},
  };
  for (const auto& [code, canonical] : cases) {
    EXPECT_EQ(Canonical(ParsedUnit(code)), canonical) << code;
  }
}

TEST(UcumParseTest, AnnotationsBelongToTerms) {
  EXPECT_EQ(Canonical(ParsedUnit("ug/g{creat}")), "10*-6.g.g-1{creat}");
  EXPECT_EQ(Canonical(ParsedUnit("ug/g{Creatinine}")), "10*-6.g.g-1{creat}");
  EXPECT_EQ(Canonical(ParsedUnit("ug{creat}/g")), "10*-6.g-1.g{creat}");
  EXPECT_EQ(Canonical(ParsedUnit("mL/min/{1.73_m2}")), "10*-7/6.m3.s-1/{1.73_m2}");
  EXPECT_EQ(Canonical(ParsedUnit("{copies}/mL")), "10*6.m-3.{copies}");
  EXPECT_EQ(Canonical(ParsedUnit("10*3{copies}/mL")), "10*9.m-3.{copies}");
  EXPECT_EQ(Canonical(ParsedUnit("{a}.{a}")), "{a}.{a}");
  EXPECT_EQ(Canonical(ParsedUnit("{a}/{a}")), "1");
}

TEST(UcumParseTest, CountingWordsEqualNoneAboveTheLine) {
  EXPECT_EQ(Canonical(ParsedUnit("{cells}/uL")), Canonical(ParsedUnit("/uL")));
  EXPECT_EQ(Canonical(ParsedUnit("10*3{WBCs}/uL")), Canonical(ParsedUnit("10*3/uL")));
  EXPECT_EQ(Canonical(ParsedUnit("{#}")), "1");
  EXPECT_EQ(Canonical(ParsedUnit("/100{WBCs}")), "10*-2/{WBC}");
  EXPECT_EQ(Canonical(ParsedUnit("/10*6{cells}")), "10*-6/{cells}");
  EXPECT_EQ(Canonical(ParsedUnit("ng/mL{RBCs}")), "10*-3.g.m-3{RBC}");
}

TEST(UcumParseTest, WordsForTheQuantityMayStandAnywhere) {
  EXPECT_EQ(Canonical(ParsedUnit("ng/mL{FEU}")), "10*-3.g.m-3.{FEU}");
  EXPECT_EQ(Canonical(ParsedUnit("ng{FEU}/mL")), "10*-3.g.m-3.{FEU}");
  EXPECT_EQ(Canonical(ParsedUnit("mg/dL{calc}")), Canonical(ParsedUnit("mg/dL")));
  EXPECT_EQ(Canonical(ParsedUnit("mosm/kg{H2O}")), Canonical(ParsedUnit("mosm/kg")));
  EXPECT_NE(Canonical(ParsedUnit("mg/kg{H2O}")), Canonical(ParsedUnit("mg/kg")));
}

TEST(UcumParseTest, ErrorsNamePositionAndReason) {
  struct Case {
    std::string code, message;
  };
  const std::vector<Case> cases = {
      {"", "the unit code is empty"},
      {"m/", "unit code, character 3: a unit is missing at the end"},
      {"m//s", "unit code, character 3: a unit is missing here"},
      {".m", "unit code, character 1: a unit is missing here"},
      {"mg/12h", "unit code, character 4: this unit is not known"},
      {"IU/L", "unit code, character 1: this unit is not known"},
      {"mg/L ", "unit code, character 4: this unit is not known"},
      {"µg/L", "unit code, character 1: this unit is not known"},
      {"{a}rad2{b}", "unit code, character 4: '.' or '/' is missing between two terms"},
      {"m{a}{b}", "unit code, character 5: an annotation may follow a unit or a number only"},
      {"(m)2", "unit code, character 4: '.' or '/' is missing between two terms"},
      {"(m", "unit code, character 1: this parenthesis is not closed"},
      {"m)", "unit code, character 2: a parenthesis is closed that was not opened"},
      {"()", "unit code, character 2: a unit is missing here"},
      {"m{", "unit code, character 2: this annotation is not closed"},
      {"m{}", "unit code, character 2: this annotation is empty"},
      {"m{a{b}}", "unit code, character 4: an annotation holds another"},
      {"m{a b}", "unit code, character 4: an annotation holds more than printable ASCII"},
      {"m}", "unit code, character 2: '.' or '/' is missing between two terms"},
      {"m100", "unit code, character 2: the exponent is too large"},
      {"m-", "unit code, character 1: this unit is not known"},
      {"0/L", "unit code, character 1: a factor of zero"},
      {"khPa", "unit code, character 1: this unit is not known"},     // one prefix only
      {"m[in_i]", "unit code, character 1: this unit is not known"},  // not metric
      {"[IU", "unit code, character 1: this unit is not known"},
  };
  for (const auto& [code, message] : cases) {
    const Result<Unit> unit = TestTable().Parse(code);
    ASSERT_FALSE(unit) << code;
    EXPECT_EQ(unit.error().message, message) << code;
    EXPECT_EQ(unit.error().code, ErrorCode::kArgument);
  }
}

TEST(UcumParseTest, LimitsAreRefusedNotCrashed) {
  EXPECT_FALSE(TestTable().IsValid(std::string(kLongestCode + 1, 'm')));
  EXPECT_FALSE(TestTable().IsValid(std::string(kDeepest + 5, '(') + "m" + std::string(kDeepest + 5, ')')));
  EXPECT_TRUE(TestTable().IsValid(std::string(kDeepest, '(') + "m" + std::string(kDeepest, ')')));
  EXPECT_FALSE(TestTable().IsValid(std::string(kMostFactorDigits + 1, '9')));
  EXPECT_FALSE(TestTable().IsValid(std::string("m\0g", 3)));
  // The largest numbers that a code can make are still worked with.
  std::string largest = "Ym99";
  while (largest.size() + 10 < kLongestCode) largest += ".Ym99/ym99";
  EXPECT_FALSE(Canonical(ParsedUnit(largest)).empty());
}

TEST(UcumParseTest, PrintedUnitsThatMeanAnotherThingAreValidAll) {
  // Why printed units go through the table of spellings first: kelvin, gauss, tesla, picohenry.
  for (const char* code : {"K/uL", "G/L", "T/L", "pH"}) EXPECT_TRUE(TestTable().IsValid(code)) << code;
  EXPECT_NE(ParsedUnit("K/uL").dimension(), ParsedUnit("10*3/uL").dimension());
}

TEST(UcumDimensionTest, TellsPropertiesApart) {
  const auto equal = [](const char* one, const char* other) {
    return ParsedUnit(one).dimension() == ParsedUnit(other).dimension();
  };
  EXPECT_TRUE(equal("mg/dL", "g/L"));
  EXPECT_TRUE(equal("10*3/uL", "{cells}/uL"));
  EXPECT_TRUE(equal("%", "L/L"));
  EXPECT_TRUE(equal("Cel", "[degF]"));
  EXPECT_TRUE(equal("U/L", "ukat/L"));
  EXPECT_FALSE(equal("mg/dL", "mmol/L"));
  EXPECT_FALSE(equal("meq/L", "mmol/L"));
  EXPECT_FALSE(equal("mosm/kg", "mmol/kg"));
  EXPECT_FALSE(equal("mg/g", "mg/g{creat}"));
  EXPECT_FALSE(equal("mmol/mol", "%"));
  EXPECT_FALSE(equal("[IU]/L", "U/L"));
  EXPECT_FALSE(equal("[IU]/L", "[CFU]/L"));
  EXPECT_FALSE(equal("ng/mL{FEU}", "ng/mL{DDU}"));
  EXPECT_EQ(ParsedUnit("mg/dL").dimension().ToString(), "g.m-3");
}

}  // namespace
}  // namespace labintake::ucum
