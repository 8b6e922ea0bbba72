#include "extractors/generic/table_head.h"

#include <gtest/gtest.h>

#include "tests/generic/page_builder.h"

namespace labintake::generic {
namespace {

using test::PageOf;

// How many tables the heads on line `at` open.
size_t Heads(const std::vector<std::string>& lines, size_t at) {
  const Page page = PageOf(lines);
  return FindHeads(layout::BuildLines(page), at, page.width).size();
}

TEST(TableHead, DatesOverResultsAreHeads) {
  EXPECT_EQ(Heads({"Cumulative report", "Test           09/16/2019   09/17/2019", "Glucose        92           101",
                   "Sodium         141          140", "Potassium      4.2          4.4"},
                  1),
            1u);
}

TEST(TableHead, DatesUnderTheirLabelsAreNone) {
  const std::vector<std::string> lines = {"Date Collected      Date Received       Date Reported",
                                          "09/16/2019 10:05    09/17/2019 07:40    09/20/2019 15:12",
                                          "Test                Result    Flag      Unit        Reference Value",
                                          "Interleukin 10      12                  pg/mL       <=18"};
  EXPECT_EQ(Heads(lines, 1), 0u);
  EXPECT_EQ(Heads(lines, 2), 1u);
}

TEST(TableHead, DatesBehindTheirLabelsAreNone) {
  const std::vector<std::string> lines = {
      "Collected   02-Feb-2026   Reported   04-Feb-2026", "URINE ROUTINE",
      "Test        Result        Unit       Reference",   "Colour      Pale Yellow              Pale Yellow",
      "pH          6.5                      5.0 - 8.0",   "Gravity     1.015                    1.003 - 1.030"};
  EXPECT_EQ(Heads(lines, 0), 0u);
  EXPECT_EQ(Heads(lines, 2), 1u);
}

}  // namespace
}  // namespace labintake::generic
