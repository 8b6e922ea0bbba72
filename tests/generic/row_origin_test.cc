#include "extractors/generic/row_origin.h"

#include <gtest/gtest.h>

namespace labintake::generic {
namespace {

Word At(double x, double y, Origin origin) {
  Word word{"text", {x, y, x + 20, y + 10}, y + 8, 10};
  word.origin = origin;
  return word;
}

Observation RowAt(double y) {
  Observation row;
  row.box = {0, y, 200, y + 10};
  return row;
}

TEST(MarkOrigin, ARowOfAMixedPageIsRecognisedWhereAWordOfItIs) {
  Page page;
  page.words = {At(0, 0, Origin::kTextLayer), At(0, 20, Origin::kOcr), At(0, 40, Origin::kTextLayer),
                At(100, 40, Origin::kOcr)};
  std::vector<Observation> rows = {RowAt(0), RowAt(20), RowAt(40)};
  rows[0].range.box = {300, 0, 320, 10};
  MarkOrigin(page, &rows);
  EXPECT_EQ(rows[0].origin, Origin::kTextLayer);
  EXPECT_EQ(rows[1].origin, Origin::kOcr);
  EXPECT_EQ(rows[2].origin, Origin::kOcr);
  // A reference that stands elsewhere is a part of the row.
  page.words.push_back(At(300, 0, Origin::kOcr));
  MarkOrigin(page, &rows);
  EXPECT_EQ(rows[0].origin, Origin::kOcr);
}

TEST(MarkOrigin, PagesOfOneOrigin) {
  Page page;
  page.words = {At(0, 0, Origin::kOcr)};
  std::vector<Observation> rows = {RowAt(500)};
  MarkOrigin(page, &rows);
  EXPECT_EQ(rows[0].origin, Origin::kOcr);
  page.words = {At(0, 0, Origin::kTextLayer)};
  rows = {RowAt(0)};
  MarkOrigin(page, &rows);
  EXPECT_EQ(rows[0].origin, Origin::kTextLayer);
}

}  // namespace
}  // namespace labintake::generic
