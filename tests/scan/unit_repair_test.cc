#include "extractors/scan/unit_repair.h"

#include <gtest/gtest.h>

namespace labintake::scan {
namespace {

struct Case {
  const char* read;
  const char* unit;
};

class UnitRepair : public testing::TestWithParam<Case> {};

TEST_P(UnitRepair, Text) { EXPECT_EQ(UnitWithoutConfusion(GetParam().read), GetParam().unit); }

INSTANTIATE_TEST_SUITE_P(Mended, UnitRepair,
                         testing::Values(Case{"xLOE3/uL", "x10E3/uL"}, Case{"lOE6/uL", "10E6/uL"},
                                         Case{"10%3/uL", "10^3/uL"}, Case{"10°6/uL", "10^6/uL"},
                                         Case{"x10%3/uL", "x10^3/uL"}, Case{"10%9/L", "10^9/L"}, Case{"mlU/L", "mIU/L"},
                                         Case{"mlU/mL", "mIU/mL"}, Case{"lU/L", "IU/L"}, Case{"Yo", "%"},
                                         Case{"%o", "%"}, Case{"mg/dl", "mg/dl"}, Case{"mmoI/L", "mmol/L"},
                                         Case{"mmo1/L", "mmol/L"}, Case{"umoI/L", "umol/L"}, Case{"gldL", "g/dL"},
                                         Case{"gidL", "g/dL"}, Case{"fI", "fl"}, Case{"f1", "fl"}, Case{"g/dI", "g/dl"},
                                         Case{"mEg/L", "mEq/L"}, Case{"10”9/|", "10^9/l"}, Case{"104^3/uL", "10^3/uL"},
                                         Case{"UI/", "UI/l"}, Case{"UIN", "UI/l"}, Case{"mUI/|", "mUI/l"},
                                         Case{"ml/min/1,73m?", "ml/min/1,73m²"}, Case{"tys/ųul", "tys/ul"},
                                         Case{"ųg/dL", "ug/dL"}, Case{"luL", "/uL"}, Case{"Iul", "/ul"}));

INSTANTIATE_TEST_SUITE_P(Unchanged, UnitRepair,
                         testing::Values(Case{"g/dL", "g/dL"}, Case{"pg/mL", "pg/mL"}, Case{"ug/L", "ug/L"},
                                         Case{"µg/L", "µg/L"}, Case{"mg/dL", "mg/dL"}, Case{"mIU/L", "mIU/L"},
                                         Case{"U/L", "U/L"}, Case{"%", "%"}, Case{"10^3/uL", "10^3/uL"},
                                         Case{"fL", "fL"}, Case{"pg", "pg"}));

INSTANTIATE_TEST_SUITE_P(
    NoUnit, UnitRepair,
    testing::Values(Case{"", ""}, Case{"Glucose", "Glucose"}, Case{"Haemoglobin", "Haemoglobin"}, Case{"IgG", "IgG"},
                    Case{"Total", "Total"}, Case{"HDL", "HDL"}, Case{"T4", "T4"}, Case{"Vitamin", "Vitamin"},
                    Case{"Lipoprotein(a)", "Lipoprotein(a)"}, Case{"ALT", "ALT"}, Case{"Iron", "Iron"},
                    Case{"100", "100"}, Case{"0.10", "0.10"}, Case{"10.1", "10.1"}, Case{"1-10", "1-10"},
                    Case{"11/10/2021", "11/10/2021"}, Case{"l", "l"}, Case{"You", "You"}, Case{"11", "11"},
                    Case{"101", "101"}, Case{"IL", "IL"}, Case{"Il", "Il"}, Case{"ll", "ll"}, Case{"Al", "Al"},
                    Case{"It", "It"}, Case{"Lit", "Lit"}, Case{"il", "il"}, Case{"ųva", "ųva"}, Case{"lul.", "lul."}));

}  // namespace
}  // namespace labintake::scan
