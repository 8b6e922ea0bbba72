// The built program: `watch` and `config` from outside.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/pipeline/made_document.h"
#include "tests/pipeline/service/service_under_test.h"

extern char** environ;

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

class WatchCommandTest : public ::testing::Test {
 protected:
  WatchCommandTest() { fs::create_directory(folder_ / "inbox"); }

  // The exit code; what it said is in out and err.
  int Run(const std::string& arguments) const {
    const std::string command =
        fmt::format("cd '{}' && '{}' {} >out 2>err </dev/null", folder_.path(), LABINTAKE_PROGRAM, arguments);
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string Err() const { return ReadFile(folder_ / "err"); }
  std::string Out() const { return ReadFile(folder_ / "out"); }

  TemporaryFolder folder_;
};

TEST_F(WatchCommandTest, SaysWhatIsMissing) {
  EXPECT_EQ(Run("watch"), 4);
  EXPECT_EQ(Err(), "labintake: no inbox is named; name the folder to watch\n");
  EXPECT_EQ(Run("watch inbox"), 4);
  EXPECT_EQ(Err(), "labintake: no database is named; give one with --db\n");
  EXPECT_EQ(Run("watch inbox --db inbox/lab.db"), 4);
  EXPECT_NE(Err().find("must not be the same or lie in one another"), std::string::npos) << Err();
  EXPECT_EQ(Run("watch inbox --db lab.db --config none.yaml"), 4);
  EXPECT_EQ(Err(), "labintake: none.yaml: the file is not there or cannot be read\n");
  EXPECT_EQ(Run("watch inbox --db lab.db --priority high"), 1);
  EXPECT_FALSE(fs::exists(folder_ / "lab.db"));
}

TEST_F(WatchCommandTest, ConfigShowPrintsWhatConfigCheckAccepts) {
  ASSERT_EQ(Run("config show"), 0);
  std::ofstream(folder_ / "watch.yaml") << Out();
  EXPECT_EQ(Run("config check watch.yaml"), 0);
  EXPECT_EQ(Out(), "watch.yaml: good\n");
  for (const auto& [text, complaint] :
       {std::pair{"service: {workers: some}", "watch.yaml:1: service.workers: 'some' is not allowed here"},
        std::pair{"reading: {policy: none.yaml}", "none.yaml: the file is not there or cannot be read"},
        std::pair{"reading: {ocr_languages: '../x'}", "reading.ocr_languages: name languages as Tesseract does"},
        std::pair{"inbox: inbox\ndatabase: lab.db\nlinks: {failed: inbox/failed}", "must not be the same"}}) {
    std::ofstream(folder_ / "watch.yaml") << text;
    EXPECT_EQ(Run("config check watch.yaml"), 4) << text;
    EXPECT_NE(Err().find(complaint), std::string::npos) << Err();
  }
}

TEST_F(WatchCommandTest, ReadsWhatComesAndEndsWhenTold) {
  std::ofstream(folder_ / "watch.yaml") << "inbox: inbox\ndatabase: lab.db\nintake: {settle_seconds: 0.05}\n"
                                           "links: {processed: processed}\n";
  WriteFile(folder_ / "inbox/report.pdf", MadePdf());
  const std::string config = folder_ / "watch.yaml";
  const char* argv[] = {LABINTAKE_PROGRAM, "watch", "--config", config.c_str(), "--log", "json", nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 2, (folder_ / "log").c_str(), O_WRONLY | O_CREAT, 0600);
  pid_t pid = 0;
  ASSERT_EQ(posix_spawn(&pid, LABINTAKE_PROGRAM, &actions, nullptr, const_cast<char**>(argv), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_TRUE(ServiceUnderTest::WaitUntil([&] { return fs::exists(folder_ / "processed/report.pdf"); }, 60));
  EXPECT_EQ(Run("watch inbox --db other.db"), 4);
  EXPECT_EQ(Err(), "labintake: another labintake watches this inbox; stop it first\n");
  kill(pid, SIGHUP);
  kill(pid, SIGTERM);
  int status = 0;
  waitpid(pid, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  std::istringstream log(ReadFile(folder_ / "log"));
  std::vector<std::string> events;
  for (std::string line; std::getline(log, line);) events.push_back(nlohmann::json::parse(line)["event"]);
  EXPECT_EQ(events.front(), "begins");
  EXPECT_EQ(events.back(), "ends");
  EXPECT_EQ(std::count(events.begin(), events.end(), "job-done"), 1);
  EXPECT_EQ(Run("export --db lab.db --format csv --all"), 0);
  EXPECT_NE(Out().find("report.pdf"), std::string::npos);
  // What its pages say is kept, and a later run finds it: the file is not needed.
  fs::remove_all(folder_ / "lab.db.blobs");
  EXPECT_EQ(Run("reprocess --db lab.db --all --dry-run --accept-threshold 1"), 0) << Err();
  EXPECT_NE(Out().find("-> \"review\""), std::string::npos) << Out();
}

}  // namespace
}  // namespace labintake::pipeline
