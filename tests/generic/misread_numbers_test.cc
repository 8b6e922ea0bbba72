#include "extractors/generic/misread_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace labintake::generic {
namespace {

constexpr double kAccepted = 0.9;

struct Printed {
  std::string value, low, high, flag;
};

const Box kValueBox{100, 0, 120, 10}, kRangeBox{200, 0, 240, 10};

Observation Row(const Printed& printed) {
  Observation row;
  row.origin = Origin::kOcr;
  row.confidence = 0.99;
  row.value.kind = ValueKind::kQuantity;
  row.value.text = printed.value;
  const bool less = printed.value.starts_with('<');
  row.value.comparator = less ? Comparator::kLess : Comparator::kNone;
  row.value.number = Decimal::Parse(printed.value.substr(less ? 1 : 0));
  row.value.box = kValueBox;
  row.range.text = printed.low + " - " + printed.high;
  row.range.low = Decimal::Parse(printed.low);
  row.range.high = Decimal::Parse(printed.high);
  row.range.box = kRangeBox;
  row.flag.text = row.flag.code = printed.flag;
  return row;
}

// A row that waits because a word of `box` may be misread.
Observation Doubtful(const Printed& printed, const Box& box) {
  Observation row = Row(printed);
  row.confidence = 0.6;
  row.findings.push_back({FindingCode::kLowConfidence, "\"" + printed.value + "\" may be misread", box});
  return row;
}

// Among rows that keep their decimals; the last of them is flagged.
Report Around(const Observation& row) {
  Report report;
  report.observations = {Row({"4.1", "3.5", "5.1", ""}),     Row({"13.2", "12.0", "16.0", ""}),
                         Row({"7.4", "6.0", "8.3", ""}),     Row({"0.9", "0.6", "1.2", ""}),
                         Row({"25.0", "11.0", "20.0", "H"}), row};
  return report;
}

Observation Mended(const Observation& row) {
  Report report = Around(row);
  MendMisreadNumbers(kAccepted, &report);
  return report.observations.back();
}

bool IsChanged(const Observation& row) {
  return std::any_of(row.findings.begin(), row.findings.end(),
                     [](const Finding& f) { return f.code == FindingCode::kPowerOfTen; });
}

// "44" against "35-51", whose range was read in another way as well.
Observation WithoutPoints(const std::string& value, const std::string& other) {
  Observation row = Doubtful({value, "35", "51", ""}, kValueBox);
  row.range.text = "35-51";
  row.findings.push_back({FindingCode::kLowConfidence, "read as \"35-51\" and as \"" + other + "\"", kRangeBox});
  return row;
}

TEST(MisreadNumbers, ValueAndRangeLostTheirPointsTogether) {
  const Observation row = Mended(WithoutPoints("44", "3.5-5.1"));
  EXPECT_EQ(row.value.text, "4.4");
  EXPECT_EQ(row.value.number->ToString(), "4.4");
  EXPECT_EQ(row.range.text, "3.5-5.1");
  EXPECT_EQ(row.range.low->ToString(), "3.5");
  EXPECT_EQ(row.range.high->ToString(), "5.1");
  EXPECT_TRUE(IsChanged(row));
}

TEST(MisreadNumbers, OnlyTheSameFiguresWithPointsSpeakForLostOnes) {
  EXPECT_EQ(Mended(WithoutPoints("44", "3.5-6.1")).value.text, "44");
  EXPECT_EQ(Mended(WithoutPoints("44", "3.5-51")).value.text, "44") << "one limit only";
  EXPECT_EQ(Mended(WithoutPoints("4", "3.5-5.1")).value.text, "4") << "no figure is left before the point";
  EXPECT_EQ(Mended(WithoutPoints("84", "3.5-5.1")).value.text, "84") << "out of range, and not flagged";
}

TEST(MisreadNumbers, AValueTakesTheDecimalsOfItsRange) {
  const Observation row = Mended(Doubtful({"43", "3.5", "5.2", ""}, kValueBox));
  EXPECT_EQ(row.value.text, "4.3");
  EXPECT_EQ(*row.value.number, *Decimal::Parse("4.3"));
  EXPECT_EQ(row.flag.code, "N");
  EXPECT_LT(row.confidence, 0.6);
  EXPECT_TRUE(IsChanged(row));
  EXPECT_EQ(Mended(Doubtful({"124", "11.6", "15.4", ""}, kValueBox)).value.text, "12.4");
  EXPECT_EQ(Mended(Doubtful({"131", "0.82", "1.77", ""}, kValueBox)).value.text, "1.31");
  EXPECT_EQ(Mended(Doubtful({"<10", "0.0", "14.9", ""}, kValueBox)).value.text, "<1.0");
}

TEST(MisreadNumbers, AFlagSaysWhichWayItLies) {
  EXPECT_EQ(Mended(Doubtful({"26", "3.3", "22.5", "L"}, kValueBox)).value.text, "2.6");
  EXPECT_EQ(Mended(Doubtful({"14", "0.0", "1.2", "H"}, kValueBox)).value.text, "1.4");
  EXPECT_EQ(Mended(Doubtful({"43", "3.5", "5.2", "H"}, kValueBox)).value.text, "43") << "in its range it is not high";
}

TEST(MisreadNumbers, WhereFlagsArePrintedNoneIsOutOfRangeWithoutOne) {
  EXPECT_EQ(Mended(Doubtful({"93", "3.5", "5.2", ""}, kValueBox)).value.text, "93");
}

TEST(MisreadNumbers, AContradictedFlagIsADoubtToo) {
  Observation row = Row({"26", "3.3", "22.5", "L"});
  row.confidence = 0.5;
  row.findings.push_back({FindingCode::kFlagDisagrees, "flag \"L\", but 26 says otherwise", {}});
  const Observation mended = Mended(row);
  EXPECT_EQ(mended.value.text, "2.6");
  ASSERT_EQ(mended.findings.size(), 1);
  EXPECT_EQ(mended.findings.front().code, FindingCode::kPowerOfTen);
}

TEST(MisreadNumbers, RowsThatAreSureOrPrintedStay) {
  EXPECT_EQ(Mended(Row({"43", "3.5", "5.2", ""})).value.text, "43");
  Observation printed = Doubtful({"43", "3.5", "5.2", ""}, kValueBox);
  printed.origin = Origin::kTextLayer;
  EXPECT_EQ(Mended(printed).value.text, "43");
  EXPECT_EQ(Mended(Doubtful({"43", "3.5", "5.2", ""}, kRangeBox)).value.text, "43")
      << "it is not the value that is in doubt";
}

TEST(MisreadNumbers, AReportThatDropsDecimalsKeepsItsNumbers) {
  Report report;
  report.observations = {Row({"140", "135.0", "145.0", ""}), Row({"4.1", "3.5", "5.1", ""}),
                         Doubtful({"43", "3.5", "5.2", ""}, kValueBox)};
  MendMisreadNumbers(kAccepted, &report);
  EXPECT_EQ(report.observations.back().value.text, "43");
}

TEST(MisreadNumbers, ARangeTakesTheDecimalsOfItsValue) {
  const Observation row = Mended(Doubtful({"2.4", "15", "45", ""}, kRangeBox));
  EXPECT_EQ(row.range.text, "1.5 - 4.5");
  EXPECT_EQ(*row.range.low, *Decimal::Parse("1.5"));
  EXPECT_EQ(*row.range.high, *Decimal::Parse("4.5"));
  EXPECT_EQ(row.flag.code, "N");
  EXPECT_TRUE(IsChanged(row));
  EXPECT_EQ(Mended(Doubtful({"10.8", "75", "96", "H"}, kRangeBox)).range.text, "7.5 - 9.6");
  EXPECT_EQ(Mended(Doubtful({"80.5", "75", "96", ""}, kRangeBox)).range.text, "75 - 96") << "it fits as it is";
  EXPECT_EQ(Mended(Doubtful({"2.4", "15", "45", "L"}, kRangeBox)).range.text, "15 - 45") << "the flag agrees";
  EXPECT_EQ(Mended(Doubtful({"2.4", "15", "45", ""}, kValueBox)).range.text, "15 - 45");
}

TEST(MisreadNumbers, OfASingleLimitTheFlagTells) {
  Observation row = Doubtful({"1.5", "", "13", "H"}, kRangeBox);
  row.range.text = "≤13";
  row.range.low.reset();
  EXPECT_EQ(Mended(row).range.text, "≤1.3");
  EXPECT_EQ(Mended(row).range.high, Decimal::Parse("1.3"));
  row.flag = {};
  EXPECT_EQ(Mended(row).range.text, "≤13");
}

TEST(MisreadNumbers, AFigureTooManyOutOfRangeIsAnArrow) {
  EXPECT_EQ(Mended(Doubtful({"74.01", "80.0", "100.0", ""}, kValueBox)).value.text, "74.0");
  EXPECT_EQ(Mended(Doubtful({"84.01", "80.0", "100.0", ""}, kValueBox)).value.text, "84.01");
  EXPECT_EQ(Mended(Doubtful({"74.05", "80.0", "100.0", ""}, kValueBox)).value.text, "74.05");
}

TEST(MisreadNumbers, TheEndOfWhatWasMeasuredStays) {
  Observation row = Doubtful({"100", "0.00", "0.35", "H"}, kValueBox);
  row.value.text = ">100";
  row.value.comparator = Comparator::kGreater;
  EXPECT_EQ(Mended(row).value.text, ">100");
}

TEST(MisreadNumbers, AnExponentIsNoLostPoint) {
  Observation row = Doubtful({"43e3", "3.5", "5.2", ""}, kValueBox);
  EXPECT_EQ(Mended(row).value.text, "43e3");
}

}  // namespace
}  // namespace labintake::generic
