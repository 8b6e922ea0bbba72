#include "extractors/fields/range.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace labintake::fields {
namespace {

constexpr RangeKind kNone = RangeKind::kNone;
constexpr RangeKind kNumeric = RangeKind::kNumeric;
constexpr RangeKind kTiter = RangeKind::kTiter;
constexpr RangeKind kWords = RangeKind::kWords;
constexpr RangeKind kBanded = RangeKind::kBanded;
constexpr RangeKind kUnparsed = RangeKind::kUnparsed;

// "[3.4,10.8]", "(,5.7)": square brackets are inclusive, absent bounds are empty; "" for no bounds.
std::string Bounds(const ReferenceRange& range) {
  if (!range.low && !range.high) return "";
  return std::string(range.low && range.low_inclusive ? "[" : "(") + (range.low ? range.low->ToString() : "") + "," +
         (range.high ? range.high->ToString() : "") + (range.high && range.high_inclusive ? "]" : ")");
}

struct Case {
  std::string cell;
  RangeKind kind;
  std::string bounds;
  std::string text = {};  // "" when it is the cell itself
  std::string unit = {};
  DecimalMark mark = DecimalMark::kPoint;
};

class RangeCellTest : public testing::TestWithParam<Case> {};

TEST_P(RangeCellTest, ReadsWhatIsPrinted) {
  const Case& c = GetParam();
  const RangeCell cell = ParseRangeCell(c.cell, {c.mark});
  EXPECT_EQ(static_cast<int>(cell.kind), static_cast<int>(c.kind)) << c.cell;
  EXPECT_EQ(Bounds(cell.range), c.bounds) << c.cell;
  EXPECT_EQ(cell.range.text, c.text.empty() ? c.cell : c.text) << c.cell;
  EXPECT_EQ(cell.unit_text, c.unit) << c.cell;
  EXPECT_EQ(cell.flag.text, "") << c.cell;
  EXPECT_FALSE(cell.mark_doubtful) << c.cell;
}

INSTANTIATE_TEST_SUITE_P(
    Closed, RangeCellTest,
    testing::Values(
        Case{"3.4-10.8", kNumeric, "[3.4,10.8]"}, Case{"65-99", kNumeric, "[65,99]"},
        Case{"65–99", kNumeric, "[65,99]"}, Case{"65—99", kNumeric, "[65,99]"},
        Case{"3.5 - 5.1", kNumeric, "[3.5,5.1]"}, Case{"98 -107", kNumeric, "[98,107]"},
        Case{"3.5 to 10.8", kNumeric, "[3.5,10.8]"},
        Case{"Between 133 mmol/L and 146 mmol/L", kNumeric, "[133,146]", "", "mmol/L"},
        Case{"0.0 - 0.4 x10E3/uL", kNumeric, "[0.0,0.4]", "0.0 - 0.4", "x10E3/uL"},
        Case{"65-99 mg/dL", kNumeric, "[65,99]", "65-99", "mg/dL"}, Case{"65-99 <", kNumeric, "[65,99]", "65-99"},
        Case{"0.450-4.500", kNumeric, "[0.450,4.500]"}, Case{"1.005-1.025", kNumeric, "[1.005,1.025]"},
        Case{"-2.0 - +2.0", kNumeric, "[-2.0,2.0]"}, Case{"-2.0--1.0", kNumeric, "[-2.0,-1.0]"},
        Case{"1,000-4,800", kNumeric, "[1000,4800]"},
        Case{"3,5-5,1", kNumeric, "[3.5,5.1]", "", "", DecimalMark::kComma},
        Case{"1.5-3.5%", kNumeric, "[1.5,3.5]", "1.5-3.5", "%"}, Case{"0-30", kNumeric, "[0,30]"},
        Case{"00 - 06", kNumeric, "[00,06]"}, Case{"6 .0 - 8.0", kNumeric, "[6.0,8.0]"},
        Case{"1.6e9 - 2.5e11", kNumeric, "[1.6e9,2.5e11]"}, Case{"1.6E+09-2.5E+11", kNumeric, "[1.6e9,2.5e11]"},
        Case{"40%-80%", kNumeric, "[40,80]", "40-80", "%"}, Case{"20% - 40%", kNumeric, "[20,40]", "20 - 40", "%"},
        Case{"1.5 %–3.5 %", kNumeric, "[1.5,3.5]", "1.5–3.5", "%"},
        Case{"70 mg/dL - 99 mg/dL", kNumeric, "[70,99]", "", "mg/dL"}, Case{"<0.1%-02%", kUnparsed, ""},
        Case{"0-2/HPF", kNumeric, "[0,2]", "0-2", "/HPF"},
        Case{"150 - 410 x 10³/µL", kNumeric, "[150,410]", "150 - 410", "x 10³/µL"},
        Case{"6.0 - 8.0 pH", kNumeric, "[6.0,8.0]", "6.0 - 8.0", "pH"},
        Case{"6-22 (calc)", kNumeric, "[6,22]", "6-22", "(calc)"}, Case{"3.5 ÷ 5.1", kNumeric, "[3.5,5.1]"},
        Case{"3.5~5.1", kNumeric, "[3.5,5.1]"}, Case{"3.5 bis 5.1", kNumeric, "[3.5,5.1]"},
        Case{"3.5 à 5.1", kNumeric, "[3.5,5.1]"},
        Case{"4 000 - 10 000", kNumeric, "[4000,10000]", "", "", DecimalMark::kComma},
        Case{"35- 240", kNumeric, "[35,240]"}, Case{"3720 - 10540", kNumeric, "[3720,10540]"},
        Case{"0", kNumeric, "[0,0]"}, Case{"13,4 - 16,5", kNumeric, "[13.4,16.5]", "", "", DecimalMark::kUnknown},
        Case{"150 - 1,000", kNumeric, "[150,1000]", "", "", DecimalMark::kUnknown}));

INSTANTIATE_TEST_SUITE_P(
    OneSided, RangeCellTest,
    testing::Values(
        Case{"<5.7", kNumeric, "(,5.7)"}, Case{"< 200", kNumeric, "(,200)"}, Case{"<=200", kNumeric, "(,200]"},
        Case{"≤200", kNumeric, "(,200]"}, Case{"=<20", kNumeric, "(,20]"}, Case{"< =2.7", kNumeric, "(,2.7]"},
        Case{"< or = 18.4", kNumeric, "(,18.4]"}, Case{"< OR = 80", kNumeric, "(,80]"},
        Case{"<OR=10000", kNumeric, "(,10000]"}, Case{"0.2 OR LESS", kNumeric, "(,0.2]"},
        Case{"Less than 100", kNumeric, "(,100)"}, Case{"less than or equal to 10", kNumeric, "(,10]"},
        Case{"up to 35", kNumeric, "(,35]"}, Case{"Up to 150 mg/dL", kNumeric, "(,150]", "Up to 150", "mg/dL"},
        Case{">39", kNumeric, "(39,)"}, Case{">40", kNumeric, "(40,)"}, Case{"> OR = 60", kNumeric, "[60,)"},
        Case{">=60", kNumeric, "[60,)"}, Case{"≥ 40", kNumeric, "[40,)"}, Case{"> =60", kNumeric, "[60,)"},
        Case{">60 mL/min/1.73m2", kNumeric, "(60,)", ">60", "mL/min/1.73m2"},
        Case{"greater than 40.0", kNumeric, "(40.0,)"}, Case{"MORE THAN 10", kNumeric, "(10,)"},
        Case{"> .8", kNumeric, "(0.8,)"}, Case{"bis 35", kNumeric, "(,35]"}, Case{"tot 35", kNumeric, "(,35]"},
        Case{"jusqu'à 35", kNumeric, "(,35]"}, Case{"hasta 35", kNumeric, "(,35]"},
        Case{"fino a 35", kNumeric, "(,35]"}, Case{"inférieur à 5", kNumeric, "(,5)"},
        Case{"größer als 5", kNumeric, "(5,)"}, Case{"14.5 pg/mL or less", kNumeric, "(,14.5]", "", "pg/mL"},
        Case{"4.7 or less", kNumeric, "(,4.7]"}, Case{"nd-0.90 ng/mL", kNumeric, "(,0.90]", "nd-0.90", "ng/mL"}));

INSTANTIATE_TEST_SUITE_P(
    Wrapped, RangeCellTest,
    testing::Values(Case{"(65-99)", kNumeric, "[65,99]", "65-99"}, Case{"[65-99]", kNumeric, "[65,99]", "65-99"},
                    Case{"(135-145)", kNumeric, "[135,145]", "135-145"}, Case{"(< 41)", kNumeric, "(,41)", "< 41"},
                    Case{"Ref: 4.0-11.0", kNumeric, "[4.0,11.0]", "4.0-11.0"},
                    Case{"Reference Range: <200 mg/dL", kNumeric, "(,200)", "<200", "mg/dL"},
                    Case{"01 3.4-10.8", kNumeric, "[3.4,10.8]", "3.4-10.8"},
                    Case{"<100 mg/dL OPTIMAL", kNumeric, "(,100)", "<100", "mg/dL"},
                    Case{"1.0 - 2.2 (Adult)", kBanded, "[1.0,2.2]"},
                    Case{"2.0-4.0 (INR therapeutic)", kNumeric, "[2.0,4.0]", "2.0-4.0"},
                    Case{"43-180 pg/mL Premeno-luteal or ERT", kNumeric, "[43,180]", "43-180", "pg/mL"},
                    Case{"0-150 IU/mL (70-150 borderline)", kNumeric, "[0,150]", "0-150", "IU/mL"}));

INSTANTIATE_TEST_SUITE_P(
    Words, RangeCellTest,
    testing::Values(Case{"Negative", kWords, ""}, Case{"Negative <", kWords, "", "Negative"},
                    Case{"NEGATIVE", kWords, ""}, Case{"Non-Reactive", kWords, ""}, Case{"NON-REACTIVE", kWords, ""},
                    Case{"Not Detected", kWords, ""}, Case{"None seen", kWords, ""}, Case{"None Detected", kWords, ""},
                    Case{"Normal", kWords, ""}, Case{"Clear", kWords, ""}, Case{"Yellow", kWords, ""},
                    Case{"None – Moderate", kWords, ""}, Case{"Not Estab.", kNone, ""},
                    Case{"Not Established", kNone, ""}, Case{"See Note", kNone, ""}, Case{"SEE NOTE:", kNone, ""},
                    Case{"See Below", kNone, ""}, Case{"Not Applicable", kNone, ""}, Case{"N/A", kNone, ""},
                    Case{"Not provided", kNone, ""}, Case{"---", kNone, ""}, Case{"-", kNone, ""},
                    Case{"Not Estab. mg/dL", kNone, "", "Not Estab.", "mg/dL"}, Case{"Within luteal range", kWords, ""},
                    Case{"<1:40", kTiter, "(,40)"}, Case{"Negative <1:40", kTiter, "(,40)"},
                    Case{"1:<10", kTiter, "(,10)"}, Case{"< 1/160", kTiter, "(,160)"}));

INSTANTIATE_TEST_SUITE_P(
    Banded, RangeCellTest,
    testing::Values(
        Case{"Male: 13.2-17.1 Female: 11.7-15.5", kBanded, ""}, Case{"M: 40-54  F: 36-48", kBanded, ""},
        Case{"4.5 to 6.0 | 4.0 to 5.2 (Male / Female columns)", kBanded, ""},
        Case{"18 to 150 years 3.5 to 10.8", kBanded, "[3.5,10.8]"},
        Case{">3 m: 0.0-0.8 µg/dL", kBanded, "[0.0,0.8]", "", "µg/dL"},
        Case{"3 m-11 y: nd-0.90 ng/mL", kBanded, "(,0.90]", "", "ng/mL"},
        Case{"Pediatric: < 6 yr 68-303 IU/L", kBanded, "[68,303]", "", "IU/L"},
        Case{"8-28 days: 6.0 mmol/L", kBanded, "", "", "mmol/L"}, Case{"Adult: 3.5-5.1; Child: 3.0-4.5", kBanded, ""},
        Case{"20 YRS OR OLDER: 3.6-5.1", kBanded, "[3.6,5.1]"},
        Case{"Follicular 0.10-1.20 Luteal 0.40-4.80 Menopause 0.10-0.60", kBanded, ""},
        Case{"Cortisol AM 6.2 - 19.4 / PM 2.3 - 11.9", kBanded, ""},
        Case{"Therapeutic: 10 - 20 ug/mL Toxic: > 120 ug/mL", kBanded, "[10,20]", "", "ug/mL"},
        Case{"Negative: < or = 0.30 nmol/L Equivocal: 0.31-0.49 Positive: > or = 0.50", kBanded, "(,0.30]", "",
             "nmol/L"},
        Case{"70-99 mg/dL: Normal 100-125 mg/dL: Impaired >125 mg/dL: Diabetes", kBanded, "[70,99]", "", "mg/dL"},
        Case{"Desirable < 200 mg/dL Borderline 200-239 High > or = 240", kBanded, "(,200)", "", "mg/dL"},
        Case{"0 Negative 1-10 Low Positive >10 Positive", kBanded, "[0,0]"},
        Case{">= 1% Positive < 1% Negative", kBanded, "(,1)", "", "%"},
        Case{"Deficiency: <20 Insufficiency: 20-29 Optimal: > or = 30", kBanded, "[30,)"},
        Case{"<= 20% or >= 60%", kBanded, "", "", "%"},
        Case{"8.5-19.8 µg/dL (morning), 3.3-8.5 (eve/night)", kBanded, "", "", "µg/dL"},
        Case{"Normal <5.7 Optimal <5.0", kBanded, ""}, Case{"65-99 Normal 100-125", kBanded, ""},
        Case{"Glucose 70-99 Normal 100-125 Prediabetes >125 Diabetes", kBanded, ""}, Case{"13-17 M", kBanded, ""},
        Case{"3.5-5.1 H", kBanded, ""}, Case{"<200: Desirable 200-239: Borderline >=240: High", kBanded, "(,200)"},
        Case{"Positive: >1.1", kBanded, ""}, Case{"High > 240", kBanded, ""}, Case{"Male: 13.2-17.1", kBanded, ""},
        Case{"Optimal <100 Near optimal 100-129 High >160", kBanded, "(,100)"}));

INSTANTIATE_TEST_SUITE_P(NotUnderstood, RangeCellTest,
                         testing::Values(Case{"7-5 - 12.0", kUnparsed, ""}, Case{"12.0 - 7.5", kUnparsed, ""},
                                         Case{"5-7 - 12.0", kUnparsed, ""}, Case{"5.0", kUnparsed, ""},
                                         Case{"3.4-", kUnparsed, ""},
                                         Case{"Pg/E2 (bloodspot-optimal 100-500)", kUnparsed, ""},
                                         Case{"3.4-10.8 B12", kUnparsed, ""}, Case{"see 3.4-10.8", kUnparsed, ""},
                                         Case{"1.2.3 - 4", kUnparsed, ""}, Case{"< 0,6 mg/l < 5,0", kUnparsed, ""},
                                         Case{"> 60 > 90", kUnparsed, ""}, Case{"\xFF\xFE 5 - \xC3", kUnparsed, ""},
                                         Case{"(", kUnparsed, ""}, Case{"Between", kUnparsed, ""}));

TEST(RangeCellTest, EmptyCellHasNoRange) {
  for (const std::string cell : {"", "  "}) {
    EXPECT_EQ(ParseRangeCell(cell, {}).kind, kNone);
    EXPECT_EQ(ParseRangeCell(cell, {}).range.text, "");
  }
}

TEST(RangeCellTest, TakesMarksBehindTheRangeForFlags) {
  const RangeCell cell = ParseRangeCell("65-99 *", {});
  EXPECT_EQ(cell.kind, kNumeric);
  EXPECT_EQ(cell.flag.text, "*");
  EXPECT_EQ(cell.range.text, "65-99");
  EXPECT_EQ(ParseRangeCell("High", {}).flag.code, "H");
  EXPECT_EQ(ParseRangeCell("High", {}).kind, kNone);
}

TEST(RangeCellTest, MarksDoubt) {
  for (const std::string cell : {"4,800 - 10,800", "1,005 - 1,030", "1.234 - 2.000", "<1,000"}) {
    EXPECT_TRUE(ParseRangeCell(cell, {}).mark_doubtful) << cell;
    EXPECT_EQ(ParseRangeCell(cell, {}).kind, kNumeric) << cell;
  }
  EXPECT_FALSE(ParseRangeCell("4,800 - 10,800", {DecimalMark::kPoint}).mark_doubtful);
  EXPECT_FALSE(ParseRangeCell("0.550 - 4.780", {}).mark_doubtful);
  // Decimal commas in a document of points are in doubt; points among commas can mean one thing.
  for (const std::string cell : {"3,5-5,1", "3.5 - 5,1", "<5,7"}) {
    EXPECT_TRUE(ParseRangeCell(cell, {DecimalMark::kPoint}).mark_doubtful) << cell;
  }
  EXPECT_FALSE(ParseRangeCell("3.5-5.1", {DecimalMark::kComma}).mark_doubtful);
  EXPECT_FALSE(ParseRangeCell("3,5-5,1", {DecimalMark::kComma}).mark_doubtful);
  EXPECT_FALSE(ParseRangeCell("3,5-5,1", {}).mark_doubtful);
  EXPECT_EQ(Bounds(ParseRangeCell("0.550 - 4.780", {}).range), "[0.550,4.780]");
}

TEST(RangeCellTest, TakesTheFlagBeforeTheRange) {
  const RangeCell cell = ParseRangeCell("Low 13.0 - 17.0", {});
  EXPECT_EQ(cell.kind, kNumeric);
  EXPECT_EQ(cell.flag.text, "Low");
  EXPECT_EQ(cell.flag.code, "L");
  EXPECT_EQ(cell.range.text, "13.0 - 17.0");
  EXPECT_EQ(Bounds(cell.range), "[13.0,17.0]");
}

TEST(RangeCellTest, TakesTheFlagBeforeARangeThatIsExplainedInBrackets) {
  const RangeCell cell = ParseRangeCell("H 0-90 IU/mL (60-90 borderline)", {});
  EXPECT_EQ(cell.flag.code, "H");
  EXPECT_EQ(cell.range.text.find("H"), std::string::npos) << cell.range.text;
  EXPECT_EQ(ParseRangeCell("L 0-10 N 10-20 H 20-30", {}).flag.text, "") << "names of bands";
}

struct Chosen {
  std::string cell, sex;
  std::optional<int> age;
  std::string bounds;
};

class RangeForPatientTest : public testing::TestWithParam<Chosen> {};

TEST_P(RangeForPatientTest, ChoosesTheBand) {
  const auto& [text, sex, age, bounds] = GetParam();
  const RangeCell cell = ParseRangeCell(text, {DecimalMark::kPoint}, {sex, age});
  EXPECT_EQ(static_cast<int>(cell.kind), static_cast<int>(kBanded)) << text;
  EXPECT_EQ(Bounds(cell.range), bounds) << text << " for " << sex;
  EXPECT_EQ(cell.range.text, text);
}

INSTANTIATE_TEST_SUITE_P(
    Sex, RangeForPatientTest,
    testing::Values(
        Chosen{"Male: 13.2-17.1 Female: 11.7-15.5", "F", {}, "[11.7,15.5]"},
        Chosen{"Male: 13.2-17.1 Female: 11.7-15.5", "M", {}, "[13.2,17.1]"},
        Chosen{"M: 40-54  F: 36-48", "M", {}, "[40,54]"}, Chosen{"H: 40-54 / F: 36-48", "F", {}, "[36,48]"},
        Chosen{"H: 40-54 M: 36-48", "M", {}, "[40,54]"}, Chosen{"Männer: 40-54, Frauen: 36-48", "F", {}, "[36,48]"},
        Chosen{"Hommes: 40-54 Femmes: 36-48", "F", {}, "[36,48]"},
        Chosen{"Hombres 40-54; Mujeres 36-48", "M", {}, "[40,54]"},
        Chosen{"Uomini 40-54 Donne 36-48", "F", {}, "[36,48]"}, Chosen{"Erkek: 40-54 Kadın: 36-48", "F", {}, "[36,48]"},
        Chosen{"Mężczyźni 40-54 Kobiety 36-48", "M", {}, "[40,54]"},
        Chosen{"Man 40-54 Vrouw 36-48", "F", {}, "[36,48]"}, Chosen{"40-54 (Male) 36-48 (Female)", "F", {}, "[36,48]"},
        Chosen{"Men - 13-17, Women - 12-15", "F", {}, "[12,15]"}, Chosen{"♂ 40-54 ♀ 36-48", "F", {}, "[36,48]"},
        Chosen{"Male: 13.2-17.1", "F", {}, ""}, Chosen{"Male: 13.2-17.1", "M", {}, "[13.2,17.1]"},
        Chosen{"Male: 1-2 Male: 3-4 Female: 5-6", "M", {}, ""},
        Chosen{"Female luteal: 1-2 Female follicular: 3-4 Male: 5-6", "F", {}, ""},
        Chosen{"Female luteal: 1-2 Female follicular: 3-4 Male: 5-6", "M", {}, "[5,6]"}));

INSTANTIATE_TEST_SUITE_P(Age, RangeForPatientTest,
                         testing::Values(Chosen{"Adult: 3.5-5.1; Child: 3.0-4.5", "", 40, "[3.5,5.1]"},
                                         Chosen{"Adult: 3.5-5.1; Child: 3.0-4.5", "", 5, "[3.0,4.5]"},
                                         Chosen{"Adult: 3.5-5.1; Child: 3.0-4.5", "", 15, ""},
                                         Chosen{"18 to 150 years 3.5 to 10.8", "", 5, ""},
                                         Chosen{"Pediatric: < 6 yr 68-303 IU/L", "", 40, ""},
                                         Chosen{"18-39 years: 1-2 40-60 years: 3-4 >60 years: 5-6", "", 50, "[3,4]"},
                                         Chosen{"18-39 years: 1-2 40-60 years: 3-4 >60 years: 5-6", "", 70, "[5,6]"},
                                         Chosen{"18-39 years: 1-2 40-60 years: 3-4 >60 years: 5-6", "", 10, ""},
                                         Chosen{"0-18 years: 1-2 18-60 years: 3-4", "", 18, ""},
                                         Chosen{"3 m-11 y: 1-2; 12+ years: 3-4", "", 30, "[3,4]"},
                                         Chosen{"Male 18-60 years: 1-2; Female 18-60 years: 3-4", "F", 30, "[3,4]"}));

}  // namespace
}  // namespace labintake::fields
