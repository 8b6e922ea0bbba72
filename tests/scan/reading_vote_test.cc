#include "extractors/scan/reading_vote.h"

#include <gtest/gtest.h>

namespace labintake::scan {
namespace {

using Readings = std::vector<std::vector<ocr::ReadWord>>;

ocr::ReadWord Word(const std::string& text, float confidence) { return {text, 0, 10, confidence}; }

TEST(ReadingVote, SurerReadingsWeighMore) {
  const auto ranked = RankReadings({{Word("46", 0.3F)}, {Word("45", 0.9F)}, {Word("46", 0.3F)}});
  ASSERT_EQ(ranked.size(), 2U);
  EXPECT_EQ(ranked[0].text, "45");
  EXPECT_NEAR(ranked[0].share, 0.6, 1e-6);
  EXPECT_NEAR(ranked[1].share, 0.4, 1e-6);
}

TEST(ReadingVote, ReadingsCountByTextHoweverTheyAreCut) {
  const auto ranked = RankReadings({{Word("10", 0.5F), Word("%", 0.4F)}, {Word("10%", 0.9F)}, {Word("18%", 0.9F)}});
  ASSERT_EQ(ranked.size(), 2U);
  EXPECT_EQ(ranked[0].text, "10%");
  EXPECT_EQ(ranked[0].words.size(), 1U) << "of the surest reading";
}

TEST(ReadingVote, DashesOfAnyFormAreOne) {
  EXPECT_EQ(RankReadings({{Word("4–5", 0.5F)}, {Word("4-5", 0.5F)}}).size(), 1U);
}

TEST(ReadingVote, NothingReadCountsForNothing) {
  EXPECT_TRUE(RankReadings({{}, {}}).empty());
  const auto ranked = RankReadings({{}, {Word("7", 0)}});
  ASSERT_EQ(ranked.size(), 1U);
  EXPECT_DOUBLE_EQ(ranked[0].share, 1);
}

}  // namespace
}  // namespace labintake::scan
