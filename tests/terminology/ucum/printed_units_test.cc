// The vocabulary of printed units against the engine and against the table of spellings that it was made from.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "terminology/units.h"
#include "tests/reference_table.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

TEST(PrintedUnitsTest, EveryCodeOfTheVocabularyIsValid) {
  std::ifstream in(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/vocabulary/units.tsv");
  ASSERT_TRUE(in);
  std::string line;
  std::getline(in, line);
  size_t codes = 0;
  while (std::getline(in, line)) {
    if (line.starts_with("# ")) continue;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    ASSERT_NE(second, std::string::npos) << line;
    const std::string code = line.substr(first + 1, second - first - 1);
    if (code.empty()) continue;
    const Result<Unit> unit = TestTable().Parse(code);
    EXPECT_TRUE(unit) << line << ": " << (unit ? "" : unit.error().message);
    ++codes;
  }
  EXPECT_GT(codes, 1000u);
}

TEST(PrintedUnitsTest, SpellingsOfTheReferenceMeanWhatItSays) {
  std::ifstream in(std::string(LABINTAKE_SOURCE_DIR) + "/../shared/reference/terminology/unit_spellings.csv");
  if (!in) GTEST_SKIP() << "no table of spellings at hand";
  std::string line;
  std::getline(in, line);
  size_t spellings = 0;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = CsvCells(line);
    ASSERT_GE(cells.size(), 2u) << line;
    const terminology::UnitMatch match = terminology::LookUpUnit(cells[0]);
    EXPECT_EQ(match.ucum, cells[1]) << cells[0];
    EXPECT_TRUE(TestTable().IsValid(cells[1])) << cells[1];
    ++spellings;
  }
  EXPECT_GE(spellings, 257u);
}

}  // namespace
}  // namespace labintake::ucum
