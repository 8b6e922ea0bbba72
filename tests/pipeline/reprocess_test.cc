// `labintake reprocess` and what is kept for it, from outside.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

// A policy is all that differs, so that statuses are all that changes.
constexpr char kStrict[] = "--accept-threshold 1 ";

class ReprocessTest : public ProgramTest {
 protected:
  void SetUp() override {
    WriteFile(folder_ / "made.pdf", MadePdf());
    WriteFile(folder_ / "scan.pdf", MakeScanPdf({{}, {{72, 60, "Iron 90 ug/dL"}}}));
  }

  std::string Export() { return Run("export --db lab.db --format jsonl --all").out; }

  std::string Item(const std::string& name) {
    std::istringstream lines(Run("queue list --db lab.db --format jsonl --state all").out);
    for (std::string line; std::getline(lines, line);) {
      const Json item = Json::parse(line);
      if (item.contains("name") && item.at("name").is_object() && item.at("name").value("text", "") == name)
        return item.at("item");
      if (line.find("\"" + name + "\"") != std::string::npos) return item.at("item");
    }
    return "";
  }
};

TEST_F(ReprocessTest, ShowsWhatWouldChangeAndChangesNothing) {
  ASSERT_EQ(Run("process -q --db lab.db --client C1 made.pdf").exit_code, 0);
  const std::string before = Export();
  const Finished preview = Run(std::string("reprocess --db lab.db --all --dry-run ") + kStrict);
  EXPECT_EQ(preview.exit_code, 0) << preview.err;
  EXPECT_TRUE(Has(preview.out, "document 1, client C1")) << preview.out;
  EXPECT_TRUE(Has(preview.out, "Ferritin: status \"accepted\" -> \"review\"  [waits for a person]")) << preview.out;
  EXPECT_TRUE(Has(preview.err, "1 of 1 document would change: 0 rows added, 0 removed,")) << preview.err;
  EXPECT_EQ(Export(), before);
  EXPECT_EQ(Run(std::string("reprocess --db lab.db --all --dry-run ") + kStrict).out, preview.out);

  const Finished done = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(done.out, preview.out);
  EXPECT_NE(Export(), before);
  const Finished again = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(again.out, "");
  EXPECT_TRUE(Has(again.err, "0 of 1 document changed: 0 rows added, 0 removed, 0 changed; 1 read by this very run"))
      << again.err;
  EXPECT_EQ(Run("reprocess -q --db lab.db --all").exit_code, 0);
}

TEST_F(ReprocessTest, WhatPeopleDecidedIsNeverOverridden) {
  ASSERT_EQ(Run(std::string("process -q --db lab.db made.pdf ") + kStrict).exit_code, 0);
  const std::string iron = Item("Iron"), ferritin = Item("Ferritin");
  ASSERT_FALSE(iron.empty());
  ASSERT_FALSE(ferritin.empty());
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action edit --value 211 --item " + iron).exit_code, 0);
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action not-a-result --item " + ferritin).exit_code, 0);
  const auto answers = [&] {
    std::string lines;
    std::istringstream all(Export());
    for (std::string line; std::getline(all, line);) {
      if (line.find("\"decided_by\":\"ann\"") != std::string::npos) lines += line + "\n";
    }
    return lines;
  };
  const std::string before = answers();
  EXPECT_TRUE(Has(before, "\"211\"")) << before;
  EXPECT_TRUE(Has(before, "not-a-result")) << before;

  const Finished done = Run("reprocess --db lab.db --all");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(Has(done.out, "Iron: status \"review\" -> \"accepted\"  [a person's answer stands]")) << done.out;
  EXPECT_EQ(answers(), before);
}

// Proven by a program that has no module to recognise pages with.
TEST_F(ReprocessTest, NoPageIsRecognisedAgain) {
  Shell("mkdir bin && cp " LABINTAKE_PROGRAM " bin && ln -s \"$(dirname " LABINTAKE_PROGRAM ")/data\" bin/data");
  const auto blind = [&](const std::string& arguments) { return Run(arguments, "", folder_ / "bin/labintake"); };
  const Finished first = Run("process -q --db lab.db --format json scan.pdf");
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const Finished again = blind("process -q --db lab.db --format json scan.pdf");
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.out, first.out);
  const Finished known = blind(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(known.exit_code, 0) << known.err;
  EXPECT_TRUE(Has(known.err, "of 1 document changed")) << known.err;

  struct stat info {};
  ASSERT_EQ(stat((folder_ / "lab.db.stages").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
  fs::remove_all(folder_ / "lab.db.stages");
  const Finished lost = blind("reprocess --db lab.db --all");
  EXPECT_EQ(lost.exit_code, 4);
  EXPECT_TRUE(Has(lost.err, "pictures cannot be read")) << lost.err;
  EXPECT_EQ(Run("reprocess -q --db lab.db --all").exit_code, 0);
}

TEST_F(ReprocessTest, ChoosesDocuments) {
  WriteFile(folder_ / "b.pdf", MakePdf({{{72, 60, "Southwind Laboratories"}, {72, 80, "Zinc 80 ug/dL 60-120"}}}));
  ASSERT_EQ(Run("process -q --db lab.db --client C1 made.pdf").exit_code, 0);
  ASSERT_EQ(Run("process -q --db lab.db b.pdf").exit_code, 0);
  const auto read = [&](const std::string& choice) { return Run("reprocess --db lab.db --dry-run " + choice).err; };
  EXPECT_TRUE(Has(read("--all"), "of 2 documents"));
  EXPECT_TRUE(Has(read("--document 2"), "of 1 document "));
  EXPECT_TRUE(Has(read("--client C1"), "of 1 document "));
  EXPECT_TRUE(Has(read("--client ''"), "of 1 document "));
  EXPECT_TRUE(Has(read("--lab 'example*'"), "of 1 document "));
  for (const char* nobody :
       {"--document 3", "--client C2", "--lab Nowhere", "--format nobody", "--client '' --lab 'example*'"}) {
    const Finished run = Run(std::string("reprocess --db lab.db ") + nobody);
    EXPECT_EQ(run.exit_code, 2) << nobody;
    EXPECT_TRUE(Has(run.err, "no document that was ever read")) << run.err;
  }
}

TEST_F(ReprocessTest, BadArgumentsAndDatabases) {
  ASSERT_EQ(Run("process -q --db lab.db made.pdf").exit_code, 0);
  for (const char* arguments : {"", "--all --document 1", "--document x", "--all --jobs 0", "--all --stage-cache -1"}) {
    const Finished run = Run(std::string("reprocess --db lab.db ") + arguments);
    EXPECT_EQ(run.exit_code, 1) << arguments;
    EXPECT_EQ(run.out, "") << arguments;
  }
  EXPECT_EQ(Run("reprocess --all").exit_code, 1);
  EXPECT_EQ(Run("reprocess --all --db missing.db").exit_code, 4);
  EXPECT_EQ(Run("process --stage-cache 1 made.pdf").exit_code, 1);
  EXPECT_TRUE(Has(Run("reprocess --help").out, "Exit codes:"));
}

TEST_F(ReprocessTest, JsonHasALineForEachDocumentThatChanges) {
  ASSERT_EQ(Run("process -q --db lab.db made.pdf").exit_code, 0);
  const Finished run = Run(std::string("reprocess --db lab.db --all --dry-run --json ") + kStrict);
  const Json document = Json::parse(run.out);
  EXPECT_EQ(document.at("document"), 1);
  EXPECT_EQ(document.at("changed").at(0).at("fields").at("status").at("after"), "review");
}

TEST_F(ReprocessTest, ADamagedFileOfTheStoreChangesNothing) {
  ASSERT_EQ(Run("process -q --db lab.db --stage-cache 0 made.pdf").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_ / "lab.db.stages"));
  const std::string before = Export();
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "lab.db.blobs")) {
    if (entry.is_regular_file()) WriteFile(entry.path(), MakePdf({{{72, 60, "Iron 90 ug/dL"}}}));
  }
  const Finished run = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "document 1: the store's copy of its file is damaged")) << run.err;
  EXPECT_EQ(Export(), before);
}

}  // namespace
}  // namespace labintake::pipeline
