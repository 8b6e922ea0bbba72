// Every sample, from the file to the rows that the program prints: each folder of samples/ with expected.json and one
// file report.* (a PDF, or a picture of any type). What has to be right says pipeline/truth/judgement.h.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/golden/printed_rows.h"
#include "tests/golden/program_output.h"

namespace labintake::golden {
namespace {

namespace fs = std::filesystem;
using truth::Expectation;
using truth::ExpectedRow;
using truth::FoundRow;
using truth::JudgedRow;
using truth::KnownGap;
using truth::RowVerdict;

const fs::path& SamplesFolder() {
  static const fs::path folder = fs::path(LABINTAKE_SOURCE_DIR) / "samples";
  return folder;
}

// The files of `folder` that are named report and have an extension.
std::vector<fs::path> ReportFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().stem() == "report" && entry.path().has_extension()) files.push_back(entry.path());
  }
  return files;
}

std::vector<std::string> SampleNames() {
  std::vector<std::string> names;
  if (!fs::is_directory(SamplesFolder())) return names;
  for (const fs::directory_entry& entry : fs::directory_iterator(SamplesFolder())) {
    if (fs::exists(entry.path() / "expected.json")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

nlohmann::json ReadJson(const fs::path& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

std::string Show(const FoundRow& row) {
  std::string out = row.name + " | " + row.value + " | " + row.unit + " | " + row.range + " | " + row.flag + " (page " +
                    std::to_string(row.page) + (row.accepted ? ", accepted" : ", for review");
  for (const std::string& code : row.findings) out += ", " + code;
  return out + ")";
}

std::string Show(const ExpectedRow& row) {
  return row.names.front() + " | " + row.value.value_or("(not judged)") + " | " + row.unit.value_or("(not judged)") +
         " | " + row.range.value_or("(not judged)") + " | " + row.flag.value_or("(not judged)") + " (page " +
         std::to_string(row.page) + ")";
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

const char* Fault(const JudgedRow& row) {
  switch (row.verdict) {
    case RowVerdict::kRight: return "accepted now: remove it from known_gaps.json";
    case RowVerdict::kWrong: return "accepted and wrong";
    case RowVerdict::kInvented: return "accepted, but the page holds no such row";
    case RowVerdict::kMissing: return "not read";
    case RowVerdict::kWaits:
    case RowVerdict::kExtraWaits: break;
  }
  return "not accepted";
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, RowsAreRight) {
  const fs::path folder = SamplesFolder() / GetParam();
  const Expectation expected = truth::ParseExpectation(ReadJson(folder / "expected.json"));
  std::vector<KnownGap> gaps;
  if (fs::exists(folder / "known_gaps.json")) gaps = truth::ParseKnownGaps(ReadJson(folder / "known_gaps.json"));
  for (const KnownGap& gap : gaps) EXPECT_FALSE(gap.reason.empty()) << gap.name << ": known_gaps.json gives no reason";

  const std::vector<fs::path> files = ReportFiles(folder);
  ASSERT_EQ(files.size(), 1u) << folder << " must hold one file report.*";
  const std::optional<std::string> output = ProcessToJson(LABINTAKE_PROGRAM, files.front().string());
  ASSERT_TRUE(output) << "the program failed on " << files.front();
  const truth::FoundDocument found = ParseFound(nlohmann::json::parse(*output));

  const truth::Judgement judgement = truth::Judge(expected, gaps, found);
  for (const JudgedRow& row : judgement.rows) {
    if (!row.fails) continue;
    ADD_FAILURE() << Fault(row) << (row.wrong.empty() ? "" : ", wrong in " + Joined(row.wrong)) << "\n  expected "
                  << (row.expected ? Show(expected.rows[*row.expected]) : "no row") << "\n  got      "
                  << (row.found ? Show(found.rows[*row.found]) : "no row");
  }
  for (const std::size_t g : judgement.idle_gaps)
    ADD_FAILURE() << gaps[g].name << ": known_gaps.json names a row that is not expected";
  EXPECT_TRUE(judgement.wrong_dates.empty()) << Joined(judgement.wrong_dates) << ": another date was read";
}

INSTANTIATE_TEST_SUITE_P(Samples, Golden, testing::ValuesIn(SampleNames()), [](const auto& test) {
  std::string name = test.param;
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
});

TEST(GoldenFolder, HoldsSamples) { EXPECT_GE(SampleNames().size(), 20u); }

}  // namespace
}  // namespace labintake::golden
