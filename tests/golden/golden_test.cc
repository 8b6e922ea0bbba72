// Every sample, from the file to the rows that the program prints.
//
// For each folder of samples/ with expected.json and one file report.* (a PDF, or a picture of any type):
//   - an accepted row is right in every judged field and stands for an expected row; nothing excuses one that does not;
//   - every expected row is accepted, or known_gaps.json names it with a reason;
//   - what known_gaps.json names is not accepted: a gap that was closed has to be taken off the list;
//   - a date of collection or report that is given is right.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/golden/expectation.h"
#include "tests/golden/program_output.h"

namespace labintake::golden {
namespace {

namespace fs = std::filesystem;

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

// The place in `gaps` that names `row`, or the end.
std::vector<KnownGap>::iterator GapOf(const ExpectedRow& row, std::vector<KnownGap>* gaps) {
  return std::find_if(gaps->begin(), gaps->end(), [&row](const KnownGap& gap) {
    return gap.name == row.names.front() && (!gap.value || gap.value == row.value) &&
           (!gap.page || *gap.page == row.page);
  });
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, RowsAreRight) {
  const fs::path folder = SamplesFolder() / GetParam();
  const Expectation expectation = ParseExpectation(ReadJson(folder / "expected.json"));
  std::vector<KnownGap> gaps;
  if (fs::exists(folder / "known_gaps.json")) gaps = ParseKnownGaps(ReadJson(folder / "known_gaps.json"));
  for (const KnownGap& gap : gaps) EXPECT_FALSE(gap.reason.empty()) << gap.name << ": known_gaps.json gives no reason";

  const std::vector<fs::path> files = ReportFiles(folder);
  ASSERT_EQ(files.size(), 1u) << folder << " must hold one file report.*";
  const std::optional<std::string> output = ProcessToJson(LABINTAKE_PROGRAM, files.front().string());
  ASSERT_TRUE(output) << "the program failed on " << files.front();
  const FoundDocument found = ParseFound(nlohmann::json::parse(*output));

  std::vector<ExpectedRow> required, optional;
  for (const ExpectedRow& row : expectation.rows) (row.optional ? optional : required).push_back(row);

  const std::vector<std::optional<std::size_t>> match = MatchRows(required, found.rows);
  std::vector<bool> used(found.rows.size());
  for (std::size_t i = 0; i < required.size(); ++i) {
    const ExpectedRow& expected = required[i];
    bool done = false;
    std::string got = "no row";
    if (match[i]) {
      used[*match[i]] = true;
      const FoundRow& row = found.rows[*match[i]];
      const std::vector<std::string> wrong = WrongFields(expected, row);
      done = row.accepted && wrong.empty();
      got = Show(row) + (wrong.empty() ? "" : "; wrong: " + Joined(wrong));
      EXPECT_FALSE(row.accepted && !wrong.empty()) << "accepted and wrong in " << Joined(wrong) << "\n  expected "
                                                   << Show(expected) << "\n  got      " << Show(row);
    }
    const auto gap = GapOf(expected, &gaps);
    if (gap != gaps.end()) {
      EXPECT_FALSE(done) << Show(expected) << " is accepted now: remove it from known_gaps.json";
      gaps.erase(gap);
      continue;
    }
    EXPECT_TRUE(done) << "not accepted\n  expected " << Show(expected) << "\n  got      " << got;
  }
  for (const KnownGap& gap : gaps) ADD_FAILURE() << gap.name << ": known_gaps.json names a row that is not expected";

  std::vector<FoundRow> rest;
  for (std::size_t j = 0; j < found.rows.size(); ++j) {
    if (!used[j]) rest.push_back(found.rows[j]);
  }
  const std::vector<std::optional<std::size_t>> spare = MatchRows(optional, rest);
  std::vector<bool> allowed(rest.size());
  for (std::size_t i = 0; i < optional.size(); ++i) {
    if (!spare[i]) continue;
    const FoundRow& row = rest[*spare[i]];
    allowed[*spare[i]] = true;
    const std::vector<std::string> wrong = WrongFields(optional[i], row);
    EXPECT_FALSE(row.accepted && !wrong.empty()) << "accepted and wrong in " << Joined(wrong) << "\n  expected "
                                                 << Show(optional[i]) << "\n  got      " << Show(row);
  }
  for (std::size_t j = 0; j < rest.size(); ++j) {
    EXPECT_FALSE(rest[j].accepted && !allowed[j]) << "accepted, but the page holds no such row: " << Show(rest[j]);
  }

  if (!expectation.collected.empty() && !found.collected.empty()) {
    EXPECT_EQ(found.collected.substr(0, 10), expectation.collected) << "collected";
  }
  if (!expectation.reported.empty() && !found.reported.empty()) {
    EXPECT_EQ(found.reported.substr(0, 10), expectation.reported) << "reported";
  }
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
