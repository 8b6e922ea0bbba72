// What lab formats are worth, with the program and its samples: a definition that was drafted from one report reads
// another of the laboratory, and no definition touches a document that is not its laboratory's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/golden/printed_rows.h"
#include "tests/golden/program_output.h"

namespace labintake::golden {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLines = 20;  // that an author may edit of a draft

struct Edit {
  const char* line;     // of the draft, from its beginning
  const char* instead;  // one line or several
};

struct Lab {
  const char *id, *drafted_from, *other;
  std::vector<Edit> edits;
};

// As somebody edits who has seen the first report alone: its name, its legend, where its columns stand.
const std::vector<Lab> kLabs = {
    {"quest", "lab-quest", "lab-quest-2", {{"lab: quest ", "lab: Quest Diagnostics"}}},
    {"cma-herentals",
     "lab-cma",
     "lab-cma-2",
     {{"lab: DOSSIER", "lab: Centrum voor Medische Analyse"},
      {"      - {is: name,",
       "      - {is: name, head: Analyse, from: 0, to: 0.345}\n"
       "      - {is: flag, from: 0.345, to: 0.37}"},
      {"      - {is: result,", "      - {is: result, head: {regex: '.*[0-9]+/[0-9]+.*'}, from: 0.37, to: 0.68}"},
      {"      - {is: unit,", "      - {is: unit, head: Eenheid, from: 0.68, to: 0.81}"},
      {"      - {is: range,",
       "      - {is: range, head: Referentie, from: 0.81, to: 1}\n"
       "    marks: ['<']\n"
       "    until: ['Nieuw resultaat: <']\n"
       "elsewhere: nothing"}}},
    {"uz-gent",
     "lab-uz-gent",
     "lab-uz-gent-2",
     {{"lab: Lab", "lab: UZ Gent"},
      {"      - {is: name,",
       "      - {is: name, head: Analyse, from: 0, to: 0.3}\n"
       "      - {is: flag, from: 0.3, to: 0.335}"},
      {"      - {is: result,", "      - {is: result, head: Resultaat, from: 0.335, to: 0.69}"},
      {"      - {is: unit,", "      - {is: unit, head: Eenheid, from: 0.69, to: 0.77}"},
      {"      - {is: range,",
       "      - {is: range, head: Ref. waarde, from: 0.77, to: 1}\n"
       "    marks: ['@', T, E, '#', '§§']\n"
       "    skip: [{regex: '^staal '}, '+ / - : buiten ref. waarde']\n"
       "    until: [Afgedrukt op]\n"
       "elsewhere: nothing"}}}};

fs::path Samples() { return fs::path(LABINTAKE_SOURCE_DIR) / "samples"; }
std::string ReportOf(const std::string& sample) { return Samples() / sample / "report.pdf"; }

nlohmann::json ReadJson(const fs::path& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

// The draft with its edits; each has to find its line. `lines` counts what the author wrote.
std::string Edited(const std::string& draft, const std::vector<Edit>& edits, int* lines) {
  std::string out;
  size_t done = 0;
  std::istringstream in(draft);
  for (std::string line; std::getline(in, line);) {
    const auto edit = std::find_if(edits.begin(), edits.end(), [&](const Edit& e) { return line.starts_with(e.line); });
    if (edit != edits.end()) {
      line = edit->instead;
      *lines += 1 + static_cast<int>(std::count(line.begin(), line.end(), '\n'));
      ++done;
    }
    out += line + "\n";
  }
  EXPECT_EQ(done, edits.size()) << draft;
  return out;
}

class DraftTest : public testing::TestWithParam<Lab> {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "labintake-draft-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directory(folder_ / "formats");
  }
  void TearDown() override { fs::remove_all(folder_); }

  // The draft as `formats new` prints it.
  std::string DraftOf(const Lab& lab) const {
    const std::string command = std::string("'") + LABINTAKE_PROGRAM + "' formats new --quiet --samples '" +
                                Samples().string() + "' " + lab.id + " '" + ReportOf(lab.drafted_from) + "' >'" +
                                (folder_ / "draft").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream file(folder_ / "draft");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  fs::path folder_;
};

TEST_P(DraftTest, EditedInAFewLinesReadsAnotherReport) {
  const Lab& lab = GetParam();
  int lines = 0;
  const std::string definition = Edited(DraftOf(lab), lab.edits, &lines);
  EXPECT_LE(lines, kMostLines);
  std::ofstream(folder_ / "formats" / (std::string(lab.id) + ".yaml")) << definition;

  const auto output = ProcessToJson(LABINTAKE_PROGRAM, ReportOf(lab.other), folder_ / "formats");
  ASSERT_TRUE(output) << definition;
  const nlohmann::json printed = nlohmann::json::parse(*output);
  EXPECT_EQ((printed.is_array() ? printed.at(0) : printed).at("document").at("format"), lab.id);
  const truth::Expectation expected = truth::ParseExpectation(ReadJson(Samples() / lab.other / "expected.json"));
  const truth::Judgement judgement = truth::Judge(expected, {}, ParseFound(printed));
  for (const truth::JudgedRow& row : judgement.rows)
    EXPECT_FALSE(row.fails) << (row.expected ? expected.rows[*row.expected].names.front() : "a row that is not there");
  EXPECT_GT(judgement.CountExact(expected), 20u);
  EXPECT_TRUE(judgement.wrong_dates.empty());
}

INSTANTIATE_TEST_SUITE_P(Labs, DraftTest, testing::ValuesIn(kLabs), [](const auto& test) {
  std::string name = test.param.id;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// Everything that the program says of a document, but for the time and the formats that were considered.
TEST(LabFormats, WithoutThemNoOtherDocumentReadsOtherwise) {
  size_t compared = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(Samples())) {
    const fs::path truth = entry.path() / "expected.json", report = entry.path() / "report.pdf";
    if (!fs::exists(truth) || !fs::exists(report)) continue;
    const nlohmann::json expected = ReadJson(truth);
    if (expected.value("kind", "") != "digital" || !expected.value("format", nlohmann::json()).is_null()) continue;
    const auto with = ProcessToJson(LABINTAKE_PROGRAM, report),
               without = ProcessToJson(LABINTAKE_PROGRAM, report, "none");
    ASSERT_TRUE(with && without) << entry.path();
    nlohmann::json a = nlohmann::json::parse(*with), b = nlohmann::json::parse(*without);
    if (!a.is_array()) a = {a};
    if (!b.is_array()) b = {b};
    ASSERT_EQ(a.size(), b.size()) << entry.path();
    for (size_t i = 0; i < a.size(); ++i) {
      EXPECT_TRUE(a[i].at("document").at("format").is_null()) << entry.path();
      EXPECT_EQ(a[i].at("results"), b[i].at("results")) << entry.path();
      for (const char* key : {"status", "unread", "findings"})
        EXPECT_EQ(a[i].at("document").at(key), b[i].at("document").at(key)) << entry.path() << " " << key;
    }
    ++compared;
  }
  EXPECT_GE(compared, 20u);
}

}  // namespace
}  // namespace labintake::golden
