#include "pipeline/truth/judgement.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace labintake::truth {
namespace {

ExpectedRow Expected(const std::string& name, const std::string& value) {
  ExpectedRow row;
  row.page = 1;
  row.names = {name};
  row.value = row.number = value;
  return row;
}

FoundRow Found(const std::string& name, const std::string& value, bool accepted = true) {
  FoundRow row;
  row.page = 1;
  row.name = name;
  row.value = row.number = value;
  row.accepted = accepted;
  return row;
}

using Rows = std::vector<FoundRow>;

struct Judged {
  std::vector<std::pair<RowVerdict, bool>> rows;  // and whether it fails
  bool passes = false;
};

Judged JudgeRows(const std::vector<ExpectedRow>& expected, const std::vector<KnownGap>& gaps, const Rows& found) {
  const Judgement judgement = Judge({expected, "", "", "", false}, gaps, {found, "", ""});
  Judged out;
  for (const JudgedRow& row : judgement.rows) out.rows.emplace_back(row.verdict, row.fails);
  out.passes = judgement.Passes();
  return out;
}

using Verdicts = std::vector<std::pair<RowVerdict, bool>>;

TEST(Judge, EachWayARowCanEnd) {
  const std::vector<ExpectedRow> expected = {Expected("Sodium", "140"), Expected("Potassium", "4.1"),
                                             Expected("Urea", "5.5"), Expected("Ferritin", "33")};
  const Judged judged = JudgeRows(expected, {},
                                  {Found("Sodium", "140"), Found("Potassium", "41"), Found("Urea", "5.5", false),
                                   Found("Zinc", "9"), Found("Copper", "17", false)});
  EXPECT_EQ(judged.rows, (Verdicts{{RowVerdict::kRight, false},
                                   {RowVerdict::kWrong, true},
                                   {RowVerdict::kWaits, true},
                                   {RowVerdict::kMissing, true},
                                   {RowVerdict::kInvented, true},
                                   {RowVerdict::kExtraWaits, false}}));
  EXPECT_FALSE(judged.passes);
  EXPECT_TRUE(
      JudgeRows(expected, {},
                {Found("Sodium", "140"), Found("Potassium", "4.1"), Found("Urea", "5.5"), Found("Ferritin", "33")})
          .passes);
}

TEST(Judge, AGapExcusesWhatWaitsAndNothingElse) {
  const std::vector<ExpectedRow> expected = {Expected("Urea", "5.5")};
  const std::vector<KnownGap> gap = {{"Urea", "the unit is cut", "5.5", 1}};
  EXPECT_TRUE(JudgeRows(expected, gap, {Found("Urea", "5.5", false)}).passes);
  EXPECT_TRUE(JudgeRows(expected, gap, {}).passes);
  EXPECT_FALSE(JudgeRows(expected, gap, {Found("Urea", "5.5")}).passes) << "the gap is closed";
  EXPECT_FALSE(JudgeRows(expected, gap, {Found("Urea", "55")}).passes) << "a silent error";
  EXPECT_FALSE(JudgeRows(expected, {gap[0], gap[0]}, {}).passes) << "the second names no row";
  EXPECT_FALSE(JudgeRows(expected, {{"Urea", "r", "5.5", 2}}, {}).passes) << "another page";
  EXPECT_FALSE(JudgeRows(expected, {{"Urea", "r", "6.5", 1}}, {}).passes) << "another value";
}

TEST(Judge, OptionalRowsMayBeMissingButNotWrong) {
  std::vector<ExpectedRow> expected = {Expected("Urea", "5.5"), Expected("Urea", "33")};
  expected[0].optional = true;
  EXPECT_TRUE(JudgeRows(expected, {}, {Found("Urea", "33")}).passes);
  EXPECT_TRUE(JudgeRows(expected, {}, {Found("Urea", "33"), Found("Urea", "5.5")}).passes);
  EXPECT_TRUE(JudgeRows(expected, {}, {Found("Urea", "33"), Found("Urea", "5.4", false)}).passes);
  EXPECT_FALSE(JudgeRows(expected, {}, {Found("Urea", "33"), Found("Urea", "5.4")}).passes);
  EXPECT_FALSE(JudgeRows(expected, {}, {Found("Urea", "5.5")}).passes) << "required rows choose first";
}

TEST(Judge, ExactCountsRequiredRowsWhetherAcceptedOrNot) {
  Expectation expected;
  expected.rows = {Expected("Sodium", "140"), Expected("Urea", "5.5"), Expected("Zinc", "9")};
  expected.rows[2].optional = true;
  const Judgement judgement =
      Judge(expected, {}, {{Found("Sodium", "140"), Found("Urea", "5.5", false), Found("Zinc", "9")}, "", ""});
  EXPECT_EQ(judgement.CountExact(expected), 2u);
}

TEST(Judge, DatesThatAreGivenAreRight) {
  const auto wrong = [](const std::string& wanted, const std::string& got) {
    return Judge({{}, wanted, "", "", false}, {}, {{}, got, ""}).wrong_dates;
  };
  EXPECT_TRUE(wrong("2024-05-01", "2024-05-01T08:30").empty());
  EXPECT_TRUE(wrong("2024-05-01", "").empty());
  EXPECT_TRUE(wrong("", "2024-05-01").empty());
  EXPECT_EQ(wrong("2024-05-01", "2024-01-05"), std::vector<std::string>{"collected"});
}

TEST(ReadKnownGaps, BesideTheTruth) {
  std::string name = testing::TempDir() + "labintake-gaps-XXXXXX";
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  const std::filesystem::path folder = name;
  const std::string truth = folder / "expected.json";
  EXPECT_TRUE(ReadKnownGaps(truth).value().empty());
  std::ofstream(folder / "known_gaps.json") << R"([{"name": "Urea", "value": "5.5", "page": 2, "reason": "cut"}])";
  const auto gaps = ReadKnownGaps(truth);
  ASSERT_TRUE(gaps);
  ASSERT_EQ(gaps->size(), 1u);
  EXPECT_EQ(gaps->front().reason, "cut");
  EXPECT_EQ(gaps->front().page, 2);
  std::ofstream(folder / "known_gaps.json") << R"({"SECRET": 1})";
  const auto bad = ReadKnownGaps(truth);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kArgument);
  EXPECT_EQ(bad.error().message.find("SECRET"), std::string::npos);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace labintake::truth
