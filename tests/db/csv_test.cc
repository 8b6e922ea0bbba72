#include "pipeline/commands/csv.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

using Cells = std::vector<std::string>;

TEST(Csv, QuotesWhatMustBe) {
  EXPECT_EQ(CsvCell("plain"), "plain");
  EXPECT_EQ(CsvCell("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvCell("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(CsvCell("two\nlines"), "\"two\nlines\"");
}

TEST(Csv, FormulasAreGuardedNumbersAndMarksAreNot) {
  for (const char* text : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "-", "=", "+1e5x", "-abc"}) {
    const std::string cell = CsvTextCell(text);
    const bool guarded = cell.starts_with("'") || cell.starts_with("\"'");
    EXPECT_EQ(guarded, std::string(text) != "-") << text;
  }
  for (const std::string text : {"-0.5", "+18,0", "-1.5e-3", "-5%", "+", "++", "+++", "-", "5", "<5"}) {
    EXPECT_EQ(CsvTextCell(text), text.find(',') == std::string::npos ? text : CsvCell(text)) << text;
  }
  EXPECT_EQ(Unguarded("'=1+1"), "=1+1");
  EXPECT_EQ(Unguarded("'quoted'"), "'quoted'");
}

TEST(Csv, ParsesWhatSpreadsheetsSave) {
  const auto records = ParseCsv(
      "\xEF\xBB\xBF"
      "a;b\r\n\"x;\"\"1\"\"\n2\";y\r\n;\r\n3;4");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].cells, (Cells{"a", "b"}));
  EXPECT_EQ(records[1].cells, (Cells{"x;\"1\"\n2", "y"}));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_EQ(records[2].cells, (Cells{"3", "4"}));
  EXPECT_EQ(records[2].line, 5);
}

TEST(Csv, ABadLineSpoilsOnlyItself) {
  const auto records = ParseCsv("a,b\n\"open,1\n2,3\n\"x\"y,4\n5,6\n");
  ASSERT_EQ(records.size(), 5u);
  EXPECT_TRUE(records[1].malformed);
  EXPECT_EQ(records[1].line, 2);
  EXPECT_EQ(records[2].cells, (Cells{"2", "3"}));
  EXPECT_TRUE(records[3].malformed);
  EXPECT_EQ(records[4].cells, (Cells{"5", "6"}));
  EXPECT_EQ(records[4].line, 5);
}

TEST(Csv, Utf8) {
  EXPECT_TRUE(IsUtf8("µg/dL – 5"));
  EXPECT_FALSE(IsUtf8("\xB5g/dL"));
  EXPECT_FALSE(IsUtf8("\xE2\x80"));
}

}  // namespace
}  // namespace labintake::pipeline
