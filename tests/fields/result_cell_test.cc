#include "extractors/fields/result_cell.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace labintake::fields {
namespace {

constexpr ValueKind kNone = ValueKind::kNone;
constexpr ValueKind kQuantity = ValueKind::kQuantity;
constexpr ValueKind kOrdinal = ValueKind::kOrdinal;
constexpr ValueKind kTiter = ValueKind::kTiter;
constexpr ValueKind kInterval = ValueKind::kInterval;
constexpr ValueKind kText = ValueKind::kText;
constexpr ValueKind kNotDone = ValueKind::kNotDone;

struct Case {
  std::string cell;
  ValueKind kind;
  std::string value;   // value.text
  std::string number;  // "<=10000": comparator and number; "" for none
  std::string flag = {}, code = {};
  std::string unit = {}, rest = {};
  DecimalMark mark = DecimalMark::kPoint;
};

class ResultCellTest : public testing::TestWithParam<Case> {};

TEST_P(ResultCellTest, ReadsWhatIsPrinted) {
  const Case& c = GetParam();
  const ResultCell cell = ParseResultCell(c.cell, {c.mark});
  EXPECT_EQ(cell.value.kind, c.kind) << c.cell;
  EXPECT_EQ(cell.value.text, c.value) << c.cell;
  const std::string number =
      std::string(ToString(cell.value.comparator)) + (cell.value.number ? cell.value.number->ToString() : "");
  EXPECT_EQ(number, c.number) << c.cell;
  EXPECT_EQ(cell.flag.text, c.flag) << c.cell;
  EXPECT_EQ(cell.flag.code, c.code) << c.cell;
  EXPECT_EQ(cell.unit_text, c.unit) << c.cell;
  EXPECT_EQ(cell.rest, c.rest) << c.cell;
  EXPECT_EQ(cell.listed, c.kind != kText) << c.cell;
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, ResultCellTest,
    testing::Values(Case{"13.2", kQuantity, "13.2", "13.2"}, Case{" 13.2 ", kQuantity, "13.2", "13.2"},
                    Case{"1.2010", kQuantity, "1.2010", "1.2010"}, Case{"10,000", kQuantity, "10,000", "10000"},
                    Case{"10E3", kQuantity, "10E3", "10e3"}, Case{"5265E-1", kQuantity, "5265E-1", "5265e-1"},
                    Case{"7.53e12", kQuantity, "7.53e12", "7.53e12"},
                    Case{"2.7e1 0", kQuantity, "2.7e1", "2.7e1", "", "", "", "0"},
                    Case{"-2.5", kQuantity, "-2.5", "-2.5"},
                    Case{"4,69", kQuantity, "4,69", "4.69", "", "", "", "", DecimalMark::kComma}));

INSTANTIATE_TEST_SUITE_P(MarksAroundWords, ResultCellTest,
                         testing::Values(Case{"Trace*", kOrdinal, "Trace", "", "*", "A"},
                                         Case{"1+*", kOrdinal, "1+", "", "*", "A"},
                                         Case{"Reactive **", kOrdinal, "Reactive", "", "**", "AA"},
                                         Case{"+ Positief", kOrdinal, "Positief", "", "+", "H"},
                                         Case{"+", kOrdinal, "+", ""}));

INSTANTIATE_TEST_SUITE_P(
    Comparators, ResultCellTest,
    testing::Values(
        Case{"<5.0", kQuantity, "<5.0", "<5.0"}, Case{"< 10000", kQuantity, "< 10000", "<10000"},
        Case{"<=10000", kQuantity, "<=10000", "<=10000"}, Case{"< =10000", kQuantity, "< =10000", "<=10000"},
        Case{"< = 10000", kQuantity, "< = 10000", "<=10000"},
        Case{"< OR = 10000", kQuantity, "< OR = 10000", "<=10000"},
        Case{"<OR= 10000", kQuantity, "<OR= 10000", "<=10000"},
        Case{"LESS THAN 10000", kQuantity, "LESS THAN 10000", "<10000"},
        Case{"LESSTHAN 20", kQuantity, "LESSTHAN 20", "<20"}, Case{">10000", kQuantity, ">10000", ">10000"},
        Case{"MORE THAN 10000", kQuantity, "MORE THAN 10000", ">10000"},
        Case{"MORETHAN 10000", kQuantity, "MORETHAN 10000", ">10000"},
        Case{"> OR = 60", kQuantity, "> OR = 60", ">=60"}, Case{">OR= 60", kQuantity, ">OR= 60", ">=60"},
        Case{"<.8", kQuantity, "<.8", "<0.8"}, Case{"> .201", kQuantity, "> .201", ">0.201"},
        Case{"> 1.2010", kQuantity, "> 1.2010", ">1.2010"}, Case{">10,000,000", kQuantity, ">10,000,000", ">10000000"},
        Case{"< OR = 10,000", kQuantity, "< OR = 10,000", "<=10000"}, Case{"≤5", kQuantity, "≤5", "<=5"},
        Case{"‹5", kQuantity, "‹5", "<5"}, Case{"＜5", kQuantity, "＜5", "<5"}, Case{"≥ 90", kQuantity, "≥ 90", ">=90"},
        Case{"inférieur à 5", kQuantity, "inférieur à 5", "<5"},
        Case{"kleiner als 5", kQuantity, "kleiner als 5", "<5"},
        Case{"weniger als 5", kQuantity, "weniger als 5", "<5"}, Case{"minder dan 5", kQuantity, "minder dan 5", "<5"},
        Case{"menor que 5", kQuantity, "menor que 5", "<5"}, Case{"menor de 5", kQuantity, "menor de 5", "<5"},
        Case{"inferiore a 5", kQuantity, "inferiore a 5", "<5"}, Case{"mayor que 5", kQuantity, "mayor que 5", ">5"},
        Case{"größer als 5", kQuantity, "größer als 5", ">5"}, Case{"poniżej 5", kQuantity, "poniżej 5", "<5"}));

INSTANTIATE_TEST_SUITE_P(
    Flags, ResultCellTest,
    testing::Values(
        Case{"0.9 H", kQuantity, "0.9", "0.9", "H", "H"}, Case{"H 0.9", kQuantity, "0.9", "0.9", "H", "H"},
        Case{"152 H", kQuantity, "152", "152", "H", "H"}, Case{"168H", kQuantity, "168", "168", "H", "H"},
        Case{"*5.2", kQuantity, "5.2", "5.2", "*", "A"}, Case{"5.2*", kQuantity, "5.2", "5.2", "*", "A"},
        Case{"5.2 **", kQuantity, "5.2", "5.2", "**", "AA"}, Case{"+ 18.0", kQuantity, "18.0", "18.0", "+", "H"},
        Case{"+ 18,0", kQuantity, "18,0", "18.0", "+", "H", "", "", DecimalMark::kComma},
        Case{"-- 115", kQuantity, "115", "115", "--", "LL"}, Case{"- - 115", kQuantity, "115", "115", "- -", "LL"},
        Case{"++ 115", kQuantity, "115", "115", "++", "HH"}, Case{"115 ++", kQuantity, "115", "115", "++", "HH"},
        Case{"115 -", kQuantity, "115", "115", "-", "L"}, Case{"115 - -", kQuantity, "115", "115", "- -", "LL"},
        Case{"<10 L", kQuantity, "<10", "<10", "L", "L"}, Case{"4.2 (H)", kQuantity, "4.2", "4.2", "(H)", "H"},
        Case{"3.8 L**", kQuantity, "3.8", "3.8", "L**", "L"}, Case{"4.2 H*", kQuantity, "4.2", "4.2", "H*", "H"},
        Case{"4.2 HH", kQuantity, "4.2", "4.2", "HH", "HH"}, Case{"4.2 H!", kQuantity, "4.2", "4.2", "H!", "HH"},
        Case{"4.3A", kQuantity, "4.3", "4.3", "A", "A"}, Case{"5.2 ↑", kQuantity, "5.2", "5.2", "↑", "H"},
        Case{"↓5.2", kQuantity, "5.2", "5.2", "↓", "L"}, Case{"High 13.2", kQuantity, "13.2", "13.2", "High", "H"},
        Case{"13.2 High", kQuantity, "13.2", "13.2", "High", "H"}, Case{"59 LBOW", kQuantity, "59", "59", "LBOW", "L"},
        Case{"4.1e4 High ↑", kQuantity, "4.1e4", "4.1e4", "High ↑", "H"},
        Case{"3 Critical Low", kQuantity, "3", "3", "Critical Low", "LL"}, Case{"H", kNone, "", "", "H", "H"},
        Case{"*", kNone, "", "", "*", "A"}, Case{"High", kNone, "", "", "High", "H"}));

INSTANTIATE_TEST_SUITE_P(Units, ResultCellTest,
                         testing::Values(Case{"152 mg/dL", kQuantity, "152", "152", "", "", "mg/dL"},
                                         Case{"152mg/dL", kQuantity, "152", "152", "", "", "mg/dL"},
                                         Case{">100,000 CFU/mL", kQuantity, ">100,000", ">100000", "", "", "CFU/mL"},
                                         Case{"1.2% ", kQuantity, "1.2", "1.2", "", "", "%"},
                                         Case{"5.2 x10E3/uL", kQuantity, "5.2", "5.2", "", "", "x10E3/uL"},
                                         Case{"7.53e12 CFU/g stool High", kQuantity, "7.53e12", "7.53e12", "High", "H",
                                              "CFU/g stool"},
                                         Case{"5.2 H mg/dL", kQuantity, "5.2", "5.2", "H", "H", "mg/dL"},
                                         Case{"5.2 mg/dL H", kQuantity, "5.2", "5.2", "H", "H", "mg/dL"},
                                         Case{"5.2 mg/d L", kQuantity, "5.2", "5.2", "L", "L", "mg/d"},
                                         Case{"mg/dL", kNone, "", "", "", "", "mg/dL"},
                                         Case{"5.2 µmol/L", kQuantity, "5.2", "5.2", "", "", "µmol/L"},
                                         Case{"2/HPF", kQuantity, "2", "2", "", "", "/HPF"},
                                         Case{"150 x10^9/L", kQuantity, "150", "150", "", "", "x10^9/L"}));

// An exponent that a scan or a text layer broke leaves something over, or no number: both make the row wait.
INSTANTIATE_TEST_SUITE_P(BrokenExponents, ResultCellTest,
                         testing::Values(Case{"1.2e5", kQuantity, "1.2e5", "1.2e5"}, Case{"1.2c5", kText, "1.2c5", ""},
                                         Case{"1.2eS", kText, "1.2eS", ""}, Case{"1.2e", kText, "1.2e", ""},
                                         Case{"1.2x105", kText, "1.2x105", ""}, Case{"1.2x10 5", kText, "1.2x10 5", ""},
                                         Case{"1.2 e5", kQuantity, "1.2", "1.2", "", "", "", "e5"},
                                         Case{"1.2 x 105", kQuantity, "1.2", "1.2", "", "", "", "x 105"}));

INSTANTIATE_TEST_SUITE_P(
    Others, ResultCellTest,
    testing::Values(Case{"1:320 H", kTiter, "1:320", "", "H", "H"}, Case{">1:320", kTiter, ">1:320", ">"},
                    Case{"1:200", kTiter, "1:200", ""}, Case{"1/160", kTiter, "1/160", ""},
                    Case{"<1/40", kTiter, "<1/40", "<"}, Case{"1/3", kText, "1/3", ""},
                    Case{"(1+)", kOrdinal, "(1+)", ""}, Case{">1:320 H", kTiter, ">1:320", ">", "H", "H"},
                    Case{"LESS THAN 1:20", kTiter, "LESS THAN 1:20", "<"}, Case{"0-2", kInterval, "0-2", ""},
                    Case{"3 - 5 /HPF", kInterval, "3 - 5", "", "", "", "/HPF"},
                    Case{"0-2/HPF", kInterval, "0-2", "", "", "", "/HPF"}, Case{"0–2", kInterval, "0–2", ""},
                    Case{"<20 Detected, Not Quantified", kQuantity, "<20 Detected, Not Quantified", "<20"},
                    Case{"<1.18 NOT DETECTED", kQuantity, "<1.18 NOT DETECTED", "<1.18"},
                    Case{"<1.30 Detected, Not Quantified", kQuantity, "<1.30 Detected, Not Quantified", "<1.30"},
                    Case{"0.2 Negative", kQuantity, "0.2 Negative", "0.2"}, Case{"", kNone, "", ""},
                    Case{"   ", kNone, "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Words, ResultCellTest,
    testing::Values(
        Case{"Negative", kOrdinal, "Negative", ""}, Case{"1+", kOrdinal, "1+", ""}, Case{"2+", kOrdinal, "2+", ""},
        Case{"3+", kOrdinal, "3+", ""}, Case{"5+", kOrdinal, "5+", ""}, Case{"+++", kOrdinal, "+++", ""},
        Case{"Trace", kOrdinal, "Trace", ""}, Case{"NOT DETECTED", kOrdinal, "NOT DETECTED", ""},
        Case{"Not Detected", kOrdinal, "Not Detected", ""}, Case{"None Detected", kOrdinal, "None Detected", ""},
        Case{"ND", kOrdinal, "ND", ""}, Case{"Small", kOrdinal, "Small", ""},
        Case{"Moderate", kOrdinal, "Moderate", ""}, Case{"Large", kOrdinal, "Large", ""},
        Case{"Present ++", kOrdinal, "Present ++", ""}, Case{"<dl Low ↓", kOrdinal, "<dl", "", "Low ↓", "L"},
        Case{"G1", kOrdinal, "G1", ""}, Case{"Positive 1:80", kOrdinal, "Positive 1:80", ""},
        Case{"Negative (0.3)", kOrdinal, "Negative (0.3)", ""}, Case{"Reactive 12.5", kOrdinal, "Reactive 12.5", ""},
        Case{"A Positive", kOrdinal, "A Positive", ""}, Case{"Positive A", kOrdinal, "Positive", "", "A", "A"},
        Case{"Positive (A)", kOrdinal, "Positive", "", "(A)", "A"},
        Case{"* Positive", kOrdinal, "Positive", "", "*", "A"}, Case{"1+ A", kOrdinal, "1+", "", "A", "A"},
        Case{"1+ 0", kOrdinal, "1+", "", "", "", "", "0"},
        Case{"2+ 100 mg/dL", kOrdinal, "2+ 100", "", "", "", "mg/dL"},
        Case{"1+ (25 mg/dL)", kOrdinal, "1+ (25 mg/dL)", ""},
        Case{"Negative mg/dL", kOrdinal, "Negative", "", "", "", "mg/dL"}));

INSTANTIATE_TEST_SUITE_P(SiteCodes, ResultCellTest,
                         testing::Values(Case{"6.2 (01)", kQuantity, "6.2", "6.2"},
                                         Case{"6.2 H (02)", kQuantity, "6.2", "6.2", "H", "H"},
                                         Case{"6.2 mg/dL (01)", kQuantity, "6.2", "6.2", "", "", "mg/dL"},
                                         Case{"Done by others (01)", kText, "Done by others (01)", ""},
                                         Case{"Negative (01)", kOrdinal, "Negative", ""},
                                         Case{"Negative (0.3)", kOrdinal, "Negative (0.3)", ""}));

INSTANTIATE_TEST_SUITE_P(
    NotDone, ResultCellTest,
    testing::Values(Case{"TNP", kNotDone, "TNP", ""}, Case{"QNS", kNotDone, "QNS", ""},
                    Case{"Pending", kNotDone, "Pending", ""}, Case{"DNR", kNotDone, "DNR", ""},
                    Case{"DNP", kNotDone, "DNP", ""}, Case{"Canceled", kNotDone, "Canceled", ""},
                    Case{"Cancelled", kNotDone, "Cancelled", ""}, Case{"Hemolyzed", kNotDone, "Hemolyzed", ""},
                    Case{"Volgt", kNotDone, "Volgt", ""}, Case{"See Note", kNotDone, "See Note", ""},
                    Case{"SEE COMMENT", kNotDone, "SEE COMMENT", ""}, Case{"----", kNotDone, "----", ""},
                    Case{"DUPLICATE", kNotDone, "DUPLICATE", ""},
                    Case{"Duplicate request", kNotDone, "Duplicate request", ""}));

INSTANTIATE_TEST_SUITE_P(BelowTheLimitOfDetection, ResultCellTest,
                         testing::Values(Case{"<DL", kOrdinal, "<DL", ""}, Case{"< dl", kOrdinal, "< dl", ""},
                                         Case{"<LOD", kOrdinal, "<LOD", ""}, Case{"<LOQ", kOrdinal, "<LOQ", ""},
                                         Case{"BDL", kOrdinal, "BDL", ""}));

INSTANTIATE_TEST_SUITE_P(
    NotUnderstood, ResultCellTest,
    testing::Values(Case{"~5", kText, "~5", ""}, Case{"approx 5", kText, "approx 5", ""},
                    Case{"5265-E1", kText, "5265-E1", ""}, Case{"1 / 200", kText, "1 / 200", ""},
                    Case{"8/4", kText, "8/4", ""}, Case{">1 IN 5000", kText, ">1 IN 5000", ""},
                    Case{"08/27/20 beta>same plt", kText, "08/27/20 beta>same plt", ""},
                    Case{"c.1297G>A G/G", kText, "c.1297G>A G/G", ""},
                    Case{"GFR not calculated in ages less than 18 years.", kText,
                         "GFR not calculated in ages less than 18 years.", ""},
                    Case{"CORRECTED ON 09/02/2020: PREVIOUSLY RESULTED AS >=64 R", kText,
                         "CORRECTED ON 09/02/2020: PREVIOUSLY RESULTED AS >=64 R", ""},
                    Case{"-", kText, "-", ""}, Case{"25OH", kText, "25OH", ""},
                    Case{"3.5 - 5.1", kText, "3.5 - 5.1", ""},
                    Case{"Negative for malignant cells", kText, "Negative for malignant cells", ""},
                    Case{"5.2 -3.1", kText, "5.2 -3.1", ""}, Case{"120/80", kText, "120/80", ""},
                    Case{"14 BS", kQuantity, "14", "14", "", "", "", "BS"},
                    Case{"6.2 01", kQuantity, "6.2", "6.2", "", "", "", "01"},
                    Case{"6.2 8.6", kQuantity, "6.2", "6.2", "", "", "", "8.6"},
                    Case{"14 S", kQuantity, "14", "14", "", "", "", "S"},
                    Case{"Negative 01", kOrdinal, "Negative", "", "", "", "", "01"},
                    Case{"Negative Negative", kText, "Negative Negative", ""}, Case{"(01)", kText, "(01)", ""},
                    Case{"6.2 (10)", kQuantity, "6.2", "6.2", "", "", "", "(10)"},
                    Case{"6.2 01 H", kQuantity, "6.2", "6.2", "H", "H", "", "01"},
                    Case{"08/27/20", kNone, "", "", "", "", "", "08/27/20"},
                    Case{"6.2 11/23/2022", kQuantity, "6.2", "6.2", "", "", "", "11/23/2022"},
                    Case{"11/23/2022 6.2", kQuantity, "6.2", "6.2", "", "", "", "11/23/2022"}));

TEST(ResultCellTest, MarksDoubt) {
  EXPECT_TRUE(ParseResultCell("1,234", {}).mark_doubtful);
  EXPECT_FALSE(ParseResultCell("1,234", {DecimalMark::kPoint}).mark_doubtful);
  EXPECT_TRUE(ParseResultCell("10 000", {DecimalMark::kComma}).mark_doubtful);
  EXPECT_TRUE(ParseResultCell("+1", {}).mark_doubtful);
  EXPECT_FALSE(ParseResultCell("13.2", {}).mark_doubtful);
}

TEST(ResultCellTest, TakesLongCellsAsText) {
  const std::string longest(100000, '5');
  const ResultCell cell = ParseResultCell(longest, {});
  EXPECT_EQ(cell.value.kind, ValueKind::kText);
  EXPECT_EQ(cell.value.text, longest);
  EXPECT_FALSE(cell.listed);
}

}  // namespace
}  // namespace labintake::fields
