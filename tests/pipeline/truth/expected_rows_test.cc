#include "pipeline/truth/expected_rows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace labintake::truth {
namespace {

namespace fs = std::filesystem;

class TruthFolder : public testing::Test {
 protected:
  TruthFolder() : root_(fs::path(testing::TempDir()) / ("truth" + std::to_string(getpid()))) {
    fs::create_directories(root_);
  }
  ~TruthFolder() override { fs::remove_all(root_); }

  void Write(const std::string& name, const std::string& text = "x") {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }

  fs::path root_;
};

TEST_F(TruthFolder, BothFormsAreFound) {
  Write("one/report.pdf");
  Write("one/expected.json");
  Write("deep/er/scan.tiff");
  Write("deep/er/scan.tiff.truth.json");
  Write("notes.txt");
  int missing = 0;
  const auto found = FindTruth(root_.string(), &missing);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].document, (root_ / "deep/er/scan.tiff").string());
  EXPECT_EQ((*found)[0].truth, (root_ / "deep/er/scan.tiff.truth.json").string());
  EXPECT_EQ((*found)[1].document, (root_ / "one/report.pdf").string());
  EXPECT_EQ(missing, 0);
}

TEST_F(TruthFolder, TruthWithoutItsDocumentIsCounted) {
  Write("a.pdf");
  Write("a.pdf.truth.json");
  Write("gone.pdf.truth.json");
  Write("two/report.pdf");
  Write("two/report.png");
  Write("two/expected.json");
  int missing = 0;
  const auto found = FindTruth(root_.string(), &missing);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), 1u);
  EXPECT_EQ(missing, 2);
}

TEST_F(TruthFolder, AFolderWithoutTruthIsNamed) {
  int missing = 0;
  EXPECT_TRUE(FindTruth(root_.string(), &missing).error().message.starts_with(root_.string()));
  EXPECT_TRUE(FindTruth((root_ / "none").string(), &missing).error().message.ends_with("there is no such folder"));
}

TEST(ReadExpectation, FieldsThatAreNullOrLeftOutAreNotJudged) {
  const auto read = ReadExpectation(
      R"({"results": [{"page": 2, "name": "Iron", "also": ["Fe"], "value": "90", "unit": null, "flag": "", "optional": true}]})",
      "t.json");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->rows.size(), 1u);
  EXPECT_EQ(read->rows[0].page, 2);
  EXPECT_EQ(read->rows[0].names, (std::vector<std::string>{"Iron", "Fe"}));
  EXPECT_EQ(read->rows[0].value, "90");
  EXPECT_FALSE(read->rows[0].unit);
  EXPECT_FALSE(read->rows[0].range);
  EXPECT_EQ(read->rows[0].flag, "");
  EXPECT_TRUE(read->rows[0].optional);
}

TEST(ReadExpectation, OtherFilesAreNamedAndNotQuoted) {
  for (const char* text : {"", "SECRET", "[]", "{}", R"({"results": [{"name": "SECRET"}]})", R"({"results": [1]})"}) {
    const auto read = ReadExpectation(text, "t.json");
    ASSERT_FALSE(read) << text;
    EXPECT_TRUE(read.error().message.starts_with("t.json: ")) << read.error().message;
    EXPECT_EQ(read.error().message.find("SECRET"), std::string::npos);
  }
}

}  // namespace
}  // namespace labintake::truth
