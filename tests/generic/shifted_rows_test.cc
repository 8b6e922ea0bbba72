#include "extractors/generic/shifted_rows.h"

#include <gtest/gtest.h>

namespace labintake::generic {
namespace {

Segment Number(const std::string& text, double y, Origin origin = Origin::kOcr) {
  Word word;
  word.text = text;
  word.origin = origin;
  word.box = {200, y, 220, y + 10};
  return MakeSegment({word}, text, 0, {});
}

// A name from `y` to `bottom`, whose result stands at `value_y`.
Observation Row(double y, double bottom, double value_y) {
  Observation row;
  row.name.box = {20, y, 120, bottom};
  row.value.box = {200, value_y, 220, value_y + 10};
  return row;
}

TEST(NearerResult, TheResultOfTheNextRow) {
  const Observation row = Row(104, 114, 116);
  const Segment* nearer = NearerResult(row, {{Number("58.00", 100)}, {Number("31.00", 116)}});
  ASSERT_NE(nearer, nullptr);
  EXPECT_EQ(nearer->text, "58.00");
}

TEST(NearerResult, NoneWhereTheOwnIsBesideTheName) {
  EXPECT_EQ(NearerResult(Row(104, 114, 106), {{Number("58.00", 94)}, {Number("31.00", 106)}}), nullptr);
  EXPECT_EQ(NearerResult(Row(104, 128, 120), {{Number("58.00", 104)}, {Number("31.00", 120)}}), nullptr)
      << "wrapped name";
}

TEST(NearerResult, NoneWhereResultsStandUnderTheirNames) {
  EXPECT_EQ(NearerResult(Row(104, 114, 116), {{Number("58.00", 90)}, {Number("31.00", 116)}}), nullptr);
}

TEST(NearerResult, PrintedPagesAreFlat) {
  EXPECT_EQ(NearerResult(Row(104, 114, 116), {{Number("58.00", 100, Origin::kTextLayer)}}), nullptr);
}

}  // namespace
}  // namespace labintake::generic
