#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "pipeline/commands/size_text.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

class DoctorCommandTest : public ::testing::Test {
 protected:
  DoctorCommandTest() { t_.Put(Doc({Row("Iron", "5")}), "bytes"); }

  CommandResult Doctor(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"doctor", "--db", t_.path});
    return RunCommand(std::move(more));
  }

  TestStore t_;
  const std::string blob_ = BlobPath(t_.path + ".blobs", Sha256Hex("bytes"));
};

TEST_F(DoctorCommandTest, SaysThatAllIsWell) {
  const CommandResult well = Doctor();
  EXPECT_EQ(well.code, 0);
  EXPECT_TRUE(well.out.starts_with("schema ")) << well.out;
  EXPECT_NE(well.out.find("1 documents, 1 files (5 B, all read)"), std::string::npos) << well.out;
  EXPECT_EQ(well.err, "no problems\n");
  EXPECT_NE(Doctor({"--quick"}).out.find("not read"), std::string::npos);
}

TEST_F(DoctorCommandTest, ProblemsGiveTwoUntilTheyAreRepaired) {
  chmod(t_.path.c_str(), 0644);
  const CommandResult found = Doctor();
  EXPECT_EQ(found.code, 2);
  EXPECT_NE(found.out.find("mode " + t_.path + ": Its permissions are 0644"), std::string::npos) << found.out;
  EXPECT_EQ(found.err, "problems: 1\n");
  const CommandResult repaired = Doctor({"--repair"});
  EXPECT_EQ(repaired.code, 0);
  EXPECT_NE(repaired.out.find("Repaired."), std::string::npos) << repaired.out;
  std::filesystem::remove(blob_);
  EXPECT_EQ(Doctor({"--repair"}).code, 2) << "a file cannot be made from nothing";
}

TEST_F(DoctorCommandTest, TheSameAsJson) {
  std::filesystem::remove(blob_);
  const CommandResult found = Doctor({"--format", "json"});
  EXPECT_EQ(found.code, 2);
  EXPECT_EQ(found.err, "");
  const auto json = nlohmann::json::parse(found.out);
  EXPECT_EQ(json["documents"], 1);
  EXPECT_EQ(json["files_hashed"], true);
  ASSERT_EQ(json["problems"].size(), 1u);
  EXPECT_EQ(json["problems"][0]["code"], "file-missing");
  EXPECT_EQ(json["problems"][0]["subject"], Sha256Hex("bytes"));
  EXPECT_EQ(json["problems"][0]["repaired"], false);
}

TEST_F(DoctorCommandTest, BadArgumentsAndUnusableDatabases) {
  EXPECT_EQ(RunCommand({"doctor"}).code, 1);
  EXPECT_EQ(Doctor({"--format", "xml"}).code, 1);
  EXPECT_NE(RunCommand({"doctor", "--help"}).out.find("Exit codes:"), std::string::npos);
  const CommandResult none = RunCommand({"doctor", "--db", t_.folder / "none.db"});
  EXPECT_EQ(none.code, 4);
  EXPECT_TRUE(none.err.starts_with("labintake: There is no database")) << none.err;
}

TEST(SizeText, IsShort) {
  EXPECT_EQ(pipeline::SizeText(0), "0 B");
  EXPECT_EQ(pipeline::SizeText(999), "999 B");
  EXPECT_EQ(pipeline::SizeText(1500), "1.5 kB");
  EXPECT_EQ(pipeline::SizeText(999'960), "1.0 MB");
  EXPECT_EQ(pipeline::SizeText(3'400'000'000'000), "3.4 TB");
}

}  // namespace
}  // namespace labintake::db::testing
