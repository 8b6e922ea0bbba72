#include "pipeline/displayed_boxes.h"

#include <gtest/gtest.h>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

TEST(DisplayedBoxesTest, EveryBoxOfAMappedPageMoves) {
  std::vector<Report> reports = MadeDocument().reports;
  Observation& iron = reports[0].observations[1];
  iron.unit.box = {};
  Page page;
  page.number = 1;
  page.displayed.m = {1, 0, 100, 0, 2, -10, 0, 0, 1};  // x + 100, 2 y - 10
  const auto mapped = [](const Box& b) { return Box{b.x0 + 100, 2 * b.y0 - 10, b.x1 + 100, 2 * b.y1 - 10}; };
  const Report before = reports[0];
  MapToDisplayed({page}, &reports);
  for (std::size_t i = 0; i < before.observations.size(); ++i) {
    const Observation &a = before.observations[i], &b = reports[0].observations[i];
    EXPECT_EQ(b.box, mapped(a.box));
    EXPECT_EQ(b.name.box, mapped(a.name.box));
    EXPECT_EQ(b.value.box, mapped(a.value.box));
    EXPECT_EQ(b.range.box, mapped(a.range.box));
  }
  EXPECT_EQ(reports[0].observations[0].unit.box, mapped(before.observations[0].unit.box));
  EXPECT_EQ(iron.unit.box, Box{});  // what has no place gets none
  EXPECT_EQ(iron.flag.box, mapped(before.observations[1].flag.box));
  EXPECT_EQ(iron.findings[0].box, mapped(before.observations[1].findings[0].box));
  for (std::size_t i = 0; i < before.lines.size(); ++i) {
    EXPECT_EQ(reports[0].lines[i].box, mapped(before.lines[i].box));
  }
}

TEST(DisplayedBoxesTest, OtherPagesStay) {
  std::vector<Report> reports = MadeDocument().reports;
  const Report before = reports[0];
  Page straight, other;
  straight.number = 1;
  other.number = 2;
  other.displayed.m[2] = 50;
  MapToDisplayed({straight, other}, &reports);
  EXPECT_EQ(reports[0].observations[0].box, before.observations[0].box);
  EXPECT_EQ(reports[0].lines[0].box, before.lines[0].box);
}

// A quarter turn: the box around the corners.
TEST(DisplayedBoxesTest, ATurnedPage) {
  std::vector<Report> reports(1);
  reports[0].lines = {{1, {10, 20, 30, 25}, LineClass::kRow, "x"}};
  Page page;
  page.number = 1;
  page.displayed.m = {0, -1, 600, 1, 0, 0, 0, 0, 1};  // x' = 600 - y, y' = x
  MapToDisplayed({page}, &reports);
  EXPECT_EQ(reports[0].lines[0].box, (Box{575, 10, 580, 30}));
}

}  // namespace
}  // namespace labintake::pipeline
