#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

using Json = nlohmann::json;

class QueueCasesTest : public ::testing::Test {
 protected:
  CommandResult Cases(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"queue", "cases", folder_, "--db", t_.path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunCommand(std::move(arguments));
  }
  std::string Item(const std::string& name) {
    for (const ReviewItem& item : t_.Items()) {
      if (item.row.name.text == name) return item.id;
    }
    return "";
  }

  TestStore t_;
  const std::string folder_ = t_.folder / "cases";
};

TEST_F(QueueCasesTest, WhatPeopleVouchForIsExpected) {
  Document document =
      Doc({Row("Gold", "9"), DoubtfulRow("Iron", "5", "mg/dL", 120), DoubtfulRow("Dust", "1", "mg/dL", 140)});
  document.format.id = "fake-lab/fax";
  t_.Put(document, TinyPdf());
  EXPECT_EQ(Cases().code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/document-1")) << "rows of it wait";
  CorrectedFields fields = NewValue("6");
  fields.name = "Iron, total";
  t_.Decide(Item("Iron"), DecisionAction::kEdit, fields);
  t_.Decide(Item("Dust"), DecisionAction::kNotAResult);
  const CommandResult done = Cases();
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(done.err, "1 documents with 1 confirmed rows written; 0 left out, because they are not finished\n");
  EXPECT_EQ(ReadFile(folder_ + "/document-1/report.pdf"), TinyPdf());
  const Json expected = Json::parse(ReadFile(folder_ + "/document-1/expected.json"));
  EXPECT_EQ(expected["format"], "fake-lab");
  ASSERT_EQ(expected["results"].size(), 2u) << "what is no result is not expected";
  EXPECT_EQ(expected["results"][0]["name"], "Gold");
  EXPECT_EQ(expected["results"][0]["optional"], true);
  EXPECT_EQ(expected["results"][0]["value"], nullptr) << "nobody has looked at it";
  EXPECT_EQ(
      expected["results"][1],
      (Json{
          {"page", 1}, {"name", "Iron, total"}, {"value", "6"}, {"unit", "mg/dL"}, {"range", "1-200"}, {"flag", ""}}));
  struct stat there {};
  ASSERT_EQ(stat((folder_ + "/document-1/report.pdf").c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 07777, 0600u);
  EXPECT_EQ(Cases().code, 1) << "nothing is written over";
}

TEST_F(QueueCasesTest, OnlyWhatIsAskedFor) {
  Document other = Doc({DoubtfulRow("Iron", "5")});
  other.reports[0].header.lab = "Other Laboratory";
  t_.Put(other, TinyPdf());
  t_.Put(Doc({Row("Gold", "9")}), TinyPdf() + "\n");
  t_.Decide(Item("Iron"), DecisionAction::kAccept);
  EXPECT_EQ(Cases({"--lab", "Fake Laboratory"}).err,
            "0 documents with 0 confirmed rows written; 0 left out, because they are not finished\n")
      << "of its report nobody has confirmed anything";
  EXPECT_EQ(Cases({"--client", "C9"}).code, 0);
  EXPECT_EQ(Cases({"--lab", "Other Laboratory"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ + "/document-1/expected.json"));
}

}  // namespace
}  // namespace labintake::db::testing
