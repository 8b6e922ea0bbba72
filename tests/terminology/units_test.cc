#include "terminology/units.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace labintake::terminology {
namespace {

struct Spelling {
  std::string printed, ucum;
};

// Spellings seen on reports of the United States.
const std::vector<Spelling>& AmericanSpellings() {
  static const std::vector<Spelling> kSpellings = {
      {"mg/dL", "mg/dL"},
      {"mg/dl", "mg/dL"},
      {"MG/DL", "mg/dL"},
      {"mg%", "mg/dL"},
      {"mg/100mL", "mg/dL"},
      {"mg/100 mL", "mg/dL"},
      {"g/dL", "g/dL"},
      {"gm/dL", "g/dL"},
      {"GM/DL", "g/dL"},
      {"g%", "g/dL"},
      {"g/100mL", "g/dL"},
      {"g/L", "g/L"},
      {"mg/L", "mg/L"},
      {"ug/dL", "ug/dL"},
      {"mcg/dL", "ug/dL"},
      {"µg/dL", "ug/dL"},
      {"μg/dL", "ug/dL"},
      {"ug/mL", "ug/mL"},
      {"mcg/mL", "ug/mL"},
      {"µg/mL", "ug/mL"},
      {"ug/L", "ug/L"},
      {"mcg/L", "ug/L"},
      {"ng/mL", "ng/mL"},
      {"ng/ml", "ng/mL"},
      {"ng/dL", "ng/dL"},
      {"ng/L", "ng/L"},
      {"pg/mL", "pg/mL"},
      {"pg/dL", "pg/dL"},
      {"pg/ml", "pg/mL"},
      {"mmol/L", "mmol/L"},
      {"mmol/l", "mmol/L"},
      {"mMol/L", "mmol/L"},
      {"mm/L", "mmol/L"},
      {"umol/L", "umol/L"},
      {"µmol/L", "umol/L"},
      {"mcmol/L", "umol/L"},
      {"micromol/L", "umol/L"},
      {"nmol/L", "nmol/L"},
      {"pmol/L", "pmol/L"},
      {"mEq/L", "meq/L"},
      {"meq/L", "meq/L"},
      {"MEQ/L", "meq/L"},
      {"mEq/24h", "meq/(24.h)"},
      {"mosm/kg", "mosm/kg"},
      {"mOsm/kg", "mosm/kg"},
      {"mOsmol/kg", "mosm/kg"},
      {"mOs/Kg H2O", "mosm/kg{H2O}"},
      {"mOsm/kg H2O", "mosm/kg{H2O}"},
      {"U/L", "U/L"},
      {"u/L", "U/L"},
      {"units/L", "U/L"},
      {"IU/L", "[IU]/L"},
      {"iu/l", "[IU]/L"},
      {"UNITS/L", "U/L"},
      {"U/mL", "U/mL"},
      {"IU/mL", "[IU]/mL"},
      {"IU/ml", "[IU]/mL"},
      {"kIU/L", "k[IU]/L"},
      {"kU/L", "k[IU]/L"},
      {"kUA/L", "k[IU]/L"},
      {"mIU/L", "m[IU]/L"},
      {"mIU/mL", "m[IU]/mL"},
      {"mU/L", "m[IU]/L"},
      {"mU/mL", "m[IU]/mL"},
      {"uIU/mL", "u[IU]/mL"},
      {"µIU/mL", "u[IU]/mL"},
      {"μIU/mL", "u[IU]/mL"},
      {"uU/mL", "u[IU]/mL"},
      {"mcIU/mL", "u[IU]/mL"},
      {"mcU/mL", "u[IU]/mL"},
      {"UIU/ML", "u[IU]/mL"},
      {"%", "%"},
      {"% of total Hgb", "%"},
      {"% of total HGB", "%"},
      {"% (calc)", "%"},
      {"mg/dL (calc)", "mg/dL"},
      {"(calc)", "{ratio}"},
      {"g/dL (calc)", "g/dL"},
      {"mmol/mol", "mmol/mol"},
      {"mmol/mol Hb", "mmol/mol"},
      {"x10E3/uL", "10*3/uL"},
      {"X10E3/UL", "10*3/uL"},
      {"xlOE3/uL", "10*3/uL"},
      {"x10E6/uL", "10*6/uL"},
      {"xlOE6/uL", "10*6/uL"},
      {"x10(3)/uL", "10*3/uL"},
      {"x10^3/uL", "10*3/uL"},
      {"10^3/uL", "10*3/uL"},
      {"10*3/uL", "10*3/uL"},
      {"10**3/uL", "10*3/uL"},
      {"10E3/uL", "10*3/uL"},
      {"10x3/uL", "10*3/uL"},
      {"103/uL", "10*3/uL"},
      {"10³/µL", "10*3/uL"},
      {"10^3/µL", "10*3/uL"},
      {"x10E+03/uL", "10*3/uL"},
      {"10s3/uL", "10*3/uL"},
      {"K/uL", "10*3/uL"},
      {"K/µL", "10*3/uL"},
      {"k/uL", "10*3/uL"},
      {"K/cumm", "10*3/uL"},
      {"K/mm3", "10*3/uL"},
      {"K/mcL", "10*3/uL"},
      {"Thousand/uL", "10*3/uL"},
      {"THOUSAND/UL", "10*3/uL"},
      {"Thous/mcL", "10*3/uL"},
      {"thou/uL", "10*3/uL"},
      {"thou/mm3", "10*3/uL"},
      {"th/mm3", "10*3/uL"},
      {"th/cumm", "10*3/uL"},
      {"Th/uL", "10*3/uL"},
      {"1000/uL", "10*3/uL"},
      {"1000/mcL", "10*3/uL"},
      {"x1000/uL", "10*3/uL"},
      {"10*3/mm3", "10*3/uL"},
      {"10^9/L", "10*9/L"},
      {"x10E9/L", "10*9/L"},
      {"10*9/L", "10*9/L"},
      {"x 10^9/L", "10*9/L"},
      {"10e9/L", "10*9/L"},
      {"109/L", "10*9/L"},
      {"10⁹/L", "10*9/L"},
      {"G/L", "10*9/L"},
      {"Gpt/L", "10*9/L"},
      {"GPT/L", "10*9/L"},
      {"Million/uL", "10*6/uL"},
      {"MILLION/UL", "10*6/uL"},
      {"mill/uL", "10*6/uL"},
      {"mill/mcL", "10*6/uL"},
      {"mil/uL", "10*6/uL"},
      {"M/uL", "10*6/uL"},
      {"M/mm3", "10*6/uL"},
      {"m/uL", "10*6/uL"},
      {"mil/mm3", "10*3/uL"},
      {"million/mm3", "10*6/uL"},
      {"millions/mm³", "10*6/uL"},
      {"10^6/uL", "10*6/uL"},
      {"x10^12/L", "10*12/L"},
      {"x 1012/L", "10*12/L"},
      {"10*12/L", "10*12/L"},
      {"10¹²/L", "10*12/L"},
      {"T/L", "10*12/L"},
      {"Tpt/L", "10*12/L"},
      {"cells/uL", "{cells}/uL"},
      {"cells/mcL", "{cells}/uL"},
      {"cells/mm3", "{cells}/uL"},
      {"/uL", "/uL"},
      {"/µL", "/uL"},
      {"/cumm", "/uL"},
      {"/cmm", "/uL"},
      {"/mm3", "/uL"},
      {"fL", "fL"},
      {"fl", "fL"},
      {"FL", "fL"},
      {"um3", "fL"},
      {"cu µm", "fL"},
      {"µm^3", "fL"},
      {"pg", "pg"},
      {"Pg", "pg"},
      {"PG", "pg"},
      {"pg/cell", "pg"},
      {"uug", "pg"},
      {"sec", "s"},
      {"sec.", "s"},
      {"seconds", "s"},
      {"secs", "s"},
      {"s", "s"},
      {"INR", "{INR}"},
      {"ratio", "{ratio}"},
      {"Ratio", "{ratio}"},
      {"RATIO", "{ratio}"},
      {"index", "{index_val}"},
      {"Index", "{index_val}"},
      {"s/co ratio", "{s_co_ratio}"},
      {"Signal/Cutoff", "{s_co_ratio}"},
      {"LIV", "{index_val}"},
      {"AI", "{index_val}"},
      {"AU/mL", "[arb'U]/mL"},
      {"U", "[arb'U]"},
      {"arb U/mL", "[arb'U]/mL"},
      {"GPL", "[GPL'U]"},
      {"GPL U/mL", "[GPL'U]/mL"},
      {"MPL", "[MPL'U]"},
      {"APL U/mL", "[APL'U]/mL"},
      {"EU/dL", "{Ehrlich'U}/dL"},
      {"EU/mL", "[EU]/mL"},
      {"mL/min/1.73m2", "mL/min/{1.73_m2}"},
      {"mL/min/1.73 m2", "mL/min/{1.73_m2}"},
      {"mL/min/1.73", "mL/min/{1.73_m2}"},
      {"mL/min/1.73m²", "mL/min/{1.73_m2}"},
      {"mL/min/1.73 sq. m", "mL/min/{1.73_m2}"},
      {"mL/min", "mL/min"},
      {"mm/hr", "mm/h"},
      {"mm/h", "mm/h"},
      {"mm/1hr", "mm/h"},
      {"mg/g creat", "mg/g{creat}"},
      {"mg/g Crea", "mg/g{creat}"},
      {"mg/g creatinine", "mg/g{creat}"},
      {"mcg/mg creat", "ug/mg{creat}"},
      {"ug/mg creat", "ug/mg{creat}"},
      {"mg/mmol creat", "mg/mmol{creat}"},
      {"mcg/g creat", "ug/g{creat}"},
      {"µg/g creat", "ug/g{creat}"},
      {"mmol/mol creat", "mmol/mol{creat}"},
      {"nmol/mmol creat", "nmol/mmol{creat}"},
      {"mg/24 hr", "mg/(24.h)"},
      {"mg/24h", "mg/(24.h)"},
      {"mg/24 h", "mg/(24.h)"},
      {"g/24h", "g/(24.h)"},
      {"ug/24h", "ug/(24.h)"},
      {"mcg/24h", "ug/(24.h)"},
      {"mg/d", "mg/d"},
      {"/HPF", "/[HPF]"},
      {"/hpf", "/[HPF]"},
      {"per HPF", "/[HPF]"},
      {"/LPF", "/[LPF]"},
      {"/100 WBC", "/100{WBCs}"},
      {"copies/mL", "{copies}/mL"},
      {"copies/ml", "{copies}/mL"},
      {"cp/mL", "{copies}/mL"},
      {"log copies/mL", "{Log_copies}/mL"},
      {"Log copies/mL", "{Log_copies}/mL"},
      {"log10 copies/mL", "{Log_copies}/mL"},
      {"log IU/mL", "{Log_IU}/mL"},
      {"CFU/mL", "[CFU]/mL"},
      {"CFU/ml", "[CFU]/mL"},
      {"cfu/g", "[CFU]/g"},
      {"CFU/g", "[CFU]/g"},
      {"CFU/g stool", "[CFU]/g{stool}"},
      {"titer", "{titer}"},
      {"Titer", "{titer}"},
      {"ug/mL FEU", "ug{FEU}/mL"},
      {"mcg/mL FEU", "ug{FEU}/mL"},
      {"µg FEU/mL", "ug{FEU}/mL"},
      {"mg/L FEU", "mg{FEU}/L"},
      {"ng/mL FEU", "ng{FEU}/mL"},
      {"ng/mL DDU", "ng{DDU}/mL"},
      {"mmHg", "mm[Hg]"},
      {"mm Hg", "mm[Hg]"},
      {"pH", "[pH]"},
      {"pH units", "[pH]"},
      {"Degrees C", "Cel"},
      {"ng/mL/hr", "ng/mL/h"},
      {"nmol/min/mL", "nmol/min/mL"},
      {"nkat/L", "nkat/L"},
      {"µkat/L", "ukat/L"},
      {"mmol/24h", "mmol/(24.h)"},
      {"nmol BCE/mmol creat", "nmol{BCE}/mmol{creat}"},
      {"nM BCE/mM creat", "nmol{BCE}/mmol{creat}"},
      {"U/g Hb", "U/g{Hb}"},
      {"U/g Hgb", "U/g{Hb}"},
      {"umol/L RBC", "umol/L{RBCs}"},
      {"ng/mL RBC", "ng/mL{RBCs}"},
      {"mcg/L FEU", "ug{FEU}/L"},
      {"SD", "{SD}"},
      {"units", "[arb'U]"},
      {"Units/mL", "[arb'U]/mL"},
  };
  return kSpellings;
}

TEST(LookUpUnitTest, KnowsAmericanSpellings) {
  EXPECT_EQ(AmericanSpellings().size(), 257u);
  for (const auto& [printed, ucum] : AmericanSpellings()) {
    const UnitMatch match = LookUpUnit(printed);
    EXPECT_EQ(match.confidence, UnitConfidence::kKnown) << printed;
    EXPECT_EQ(match.ucum, ucum) << printed;
  }
}

TEST(LookUpUnitTest, KnowsEveryRowOfItsTable) {
  std::ifstream in(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/vocabulary/units.tsv");
  ASSERT_TRUE(in);
  std::string line;
  std::getline(in, line);
  size_t rows = 0;
  while (std::getline(in, line)) {
    if (line.starts_with("# ")) continue;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    ASSERT_NE(second, std::string::npos) << line;
    const std::string printed = line.substr(0, first);
    const UnitMatch match = LookUpUnit(printed);
    EXPECT_EQ(match.confidence, UnitConfidence::kKnown) << line;
    EXPECT_EQ(match.ucum, line.substr(first + 1, second - first - 1)) << line;
    ++rows;
  }
  EXPECT_GT(rows, 1000u);
}

TEST(LookUpUnitTest, KnowsSpellingsOfOtherCountries) {
  const std::vector<Spelling> spellings = {
      {"mmol/l", "mmol/L"},
      {"µmol/l", "umol/L"},
      {"mg/dl", "mg/dL"},
      {"g/l", "g/L"},
      {"G/l", "10*9/L"},
      {"Tpt/l", "10*12/L"},
      {"T/l", "10*12/L"},
      {"/nl", "10*9/L"},
      {"/pl", "10*12/L"},
      {"x10^9/L", "10*9/L"},
      {"x 10⁹/l", "10*9/L"},
      {"×10³/µL", "10*3/uL"},
      {"× 10¹²/L", "10*12/L"},
      {"mill/mm3", "10*6/uL"},
      {"milj./µL", "10*6/uL"},
      {"x 1.000/µL", "10*3/uL"},
      {"mill/cumm", "10*6/uL"},
      {"million/cumm", "10*6/uL"},
      {"10^3/mm3", "10*3/uL"},
      {"cumm", "/uL"},
      {"/cmm", "/uL"},
      {"cells/cumm", "{cells}/uL"},
      {"gm%", "g/dL"},
      {"gm/dl", "g/dL"},
      {"mg%", "mg/dL"},
      {"mm/1st hr", "mm/h"},
      {"mm/uur", "mm/h"},
      {"mm/1h", "mm/h"},
      {"UI/L", "[IU]/L"},
      {"U.I./L", "[IU]/L"},
      {"UI/ml", "[IU]/mL"},
      {"mUI/L", "m[IU]/L"},
      {"µUI/mL", "u[IU]/mL"},
      {"kUA/L", "k[IU]/L"},
      {"IE/l", "[IU]/L"},
      {"mE/l", "m[IU]/L"},
      {"U/mmol", "U/mmol"},
      {"ng/mg creat", "ng/mg{creat}"},
      {"ug/mg creatinine", "ug/mg{creat}"},
      {"nmol/mg creatinine", "nmol/mg{creat}"},
      {"µmol/g creatinine", "umol/g{creat}"},
      {"mmol/mol creatinine", "mmol/mol{creat}"},
      {"mg/g Kreatinin", "mg/g{creat}"},
      {"µg/g Kreatinin", "ug/g{creat}"},
      {"mg/gCr", "mg/g{creat}"},
      {"µg/g (creat)", "ug/g{creat}"},
      {"giga/L", "10*9/L"},
      {"tera/L", "10*12/L"},
      {"Ery/µl", "{RBCs}/uL"},
      {"Leuko/µl", "{WBCs}/uL"},
      {"/Feld", "/[HPF]"},
      {"/champ", "/[HPF]"},
      {"Sek.", "s"},
      {"‰", "[ppth]"},
      {"nkat/l", "nkat/L"},
      {"µkat/l", "ukat/L"},
      {"S/CO", "{s_co_ratio}"},
      {"COI", "{s_co_ratio}"},
      {"mOsmol/kg", "mosm/kg"},
      {"mEq/24h", "meq/(24.h)"},
      {"g/24u", "g/(24.h)"},
      {"mmol/24u", "mmol/(24.h)"},
      {"mmol/d", "mmol/d"},
      {"L/L", "L/L"},
      {"l/l", "L/L"},
      {"kPa", "kPa"},
      {"fmol/L", "fmol/L"},
      {"nmol/L/h", "nmol/L/h"},
      {"mcg/mL", "ug/mL"},
      {"U/g Hb", "U/g{Hb}"},
      {"mg / dL", "mg/dL"},
      {" mg/dL ", "mg/dL"},
      {"mg/dL.", "mg/dL"},
      {"mL/min/1,73m²", "mL/min/{1.73_m2}"},
      {"µg/24 Std.", "ug/(24.h)"},
  };
  for (const auto& [printed, ucum] : spellings) {
    const UnitMatch match = LookUpUnit(printed);
    EXPECT_EQ(match.confidence, UnitConfidence::kKnown) << printed;
    EXPECT_EQ(match.ucum, ucum) << printed;
  }
  for (const std::string printed : {"lakhs/cumm", "lakh/cumm", "%CV", "RLU", "ppm"}) {
    EXPECT_EQ(LookUpUnit(printed).confidence, UnitConfidence::kKnown) << printed;
    EXPECT_EQ(LookUpUnit(printed).ucum, "") << printed;
  }
}

TEST(LookUpUnitTest, KeepsLetterCaseWhereItMeansSomething) {
  EXPECT_EQ(LookUpUnit("G/L").ucum, "10*9/L");
  EXPECT_EQ(LookUpUnit("g/L").ucum, "g/L");
  EXPECT_EQ(LookUpUnit("T/L").ucum, "10*12/L");
  EXPECT_EQ(LookUpUnit("mM").ucum, "mmol/L");
  EXPECT_EQ(LookUpUnit("mm").ucum, "mm");
  EXPECT_EQ(LookUpUnit("nm").confidence, UnitConfidence::kNone);
  EXPECT_EQ(LookUpUnit("Mg/Dl").ucum, "mg/dL");
}

TEST(LookUpUnitTest, TakesUnlistedUnitsByTheirShape) {
  for (const std::string text : {"fmol/mg", "mmol/kg/h", "kcal/min", "Mcells/mL"}) {
    const bool shaped = text != "kcal/min" && text != "Mcells/mL";
    EXPECT_EQ(LookUpUnit(text).confidence == UnitConfidence::kPlausible, shaped) << text;
  }
}

TEST(LookUpUnitTest, RefusesWords) {
  for (const std::string text :
       {"",       " ",          "Normal",      "High", "Low", "Negative", "Yellow", "Fasting",  "serum",
        "and/or", "N/A",        "Male/Female", "A/G",  "H",   "S",        "Yes/No", "Pos/Neg",  "12",
        "1.73",   "2024/05/01", "/",           "//",   "g/",  "/g/",      "mg/d L", "\xFF\xFE", "m\xC2"}) {
    EXPECT_EQ(LookUpUnit(text).confidence, UnitConfidence::kNone) << text;
  }
  EXPECT_EQ(LookUpUnit(std::string(100000, 'm')).confidence, UnitConfidence::kNone);
}

TEST(ScanUnitTest, FindsTheLongestUnit) {
  struct Case {
    std::string text;
    size_t length;
  };
  const std::vector<Case> cases = {
      {"mg/dL Premeno-luteal", 5},
      {"x10E3/uL 01", 8},
      {"% of total Hgb", 14},
      {"mL/min/1.73 m2", 14},
      {"mg/dL", 5},
      {"mg/dL (calc)", 12},
      {"mg/dL (fasting)", 5},
      {"mg/dL: Normal", 5},
      {"mg/dL, or", 5},
      {"mg/dL)", 5},
      {"%-80%", 1},
      {"%", 1},
      {"(calc)", 6},
      {"/HPF", 4},
      {"x 10³/µL H", 10},
      {"mg/d L", 4},
      {"mm Hg", 5},
      {"ratio", 5},
      {"index", 5},
      {"fmol/mg Protein", 7},
      {"mmol/kg/h.", 9},
      {"µg/g creat", 11},
      {"pH units", 8},
      {"Normal", 0},
      {"High", 0},
      {"Negative", 0},
      {"Yellow", 0},
      {"Fasting", 0},
      {"serum", 0},
      {"U", 0},
      {"L", 0},
      {"H", 0},
      {"s", 0},
      {"U 5", 0},
      {"L mg/dL", 0},
      {"", 0},
      {" mg/dL", 0},
      {"mg/dLx", 0},
      {"\xFF\xFF", 0},
      {"and/or", 0},
      {"A", 0},
      {"BS", 0},
  };
  for (const auto& [text, length] : cases) EXPECT_EQ(ScanUnit(text), length) << text;
}

}  // namespace
}  // namespace labintake::terminology
