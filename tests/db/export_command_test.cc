#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

TEST(ExportCommand, CsvAndJsonSayTheSame) {
  TestStore t;
  Observation row = Row("=HYPERLINK(\"x\")", "-0.5");
  row.flag = {"+", "H", false, {}};
  t.Put(Doc({row, DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "bytes");

  const CommandResult csv = RunCommand({"export", "--db", t.path, "--format", "csv"});
  EXPECT_EQ(csv.code, 0);
  EXPECT_EQ(csv.out.substr(0, 40), "document,client,file,sha256,report,page,");
  EXPECT_NE(csv.out.find("\"'=HYPERLINK(\"\"x\"\")\",-0.5,quantity,"), std::string::npos) << csv.out;
  EXPECT_NE(csv.out.find(",+,H,accepted,"), std::string::npos) << csv.out;
  EXPECT_EQ(csv.out.find("Zinc"), std::string::npos);

  const CommandResult json = RunCommand({"export", "--db", t.path, "--format", "jsonl", "--all"});
  std::istringstream lines(json.out);
  std::string line;
  std::vector<nlohmann::json> rows;
  while (std::getline(lines, line)) rows.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["name"], "=HYPERLINK(\"x\")");
  EXPECT_EQ(rows[0]["number"], "-0.5");
  EXPECT_EQ(rows[0]["page"], 1);
  EXPECT_EQ(rows[1]["status"], "waiting");
  EXPECT_EQ(rows[1]["final_at"], "");
}

TEST(ExportCommand, BadArgumentsAndMissingDatabase) {
  TestStore t;
  EXPECT_EQ(RunCommand({"export", "--db", t.path}).code, 1) << "a format is needed";
  EXPECT_EQ(RunCommand({"export", "--db", t.path, "--format", "xml"}).code, 1);
  const CommandResult since = RunCommand({"export", "--db", t.path, "--format", "csv", "--since", "yesterday"});
  EXPECT_EQ(since.code, 1);
  EXPECT_NE(since.err.find("--since takes a date"), std::string::npos);
  EXPECT_EQ(since.out, "");
  const CommandResult missing = RunCommand({"export", "--db", t.folder / "none.db", "--format", "csv"});
  EXPECT_EQ(missing.code, 4);
  EXPECT_EQ(std::count(missing.err.begin(), missing.err.end(), '\n'), 1);
  const CommandResult help = RunCommand({"export", "--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("Exit codes:"), std::string::npos);
}

TEST(ExportCommand, SinceAndClient) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "a", 1, "C1");
  t.now = "2024-06-01T00:00:00Z";
  t.Put(Doc({Row("Zinc", "7")}), "b", 1, "");
  const auto lines = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"export", "--db", t.path, "--format", "jsonl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const std::string out = RunCommand(arguments).out;
    return std::count(out.begin(), out.end(), '\n');
  };
  EXPECT_EQ(lines({}), 2);
  EXPECT_EQ(lines({"--since", "2024-05-15"}), 1);
  EXPECT_EQ(lines({"--client", "C1"}), 1);
  EXPECT_EQ(lines({"--client", "C1", "--since", "2024-05-15"}), 0);
}

}  // namespace
}  // namespace labintake::db::testing
