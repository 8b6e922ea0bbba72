// What operators are told where the system refuses: one sentence each, and nothing is changed.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

namespace fs = std::filesystem;

class RefusalTest : public ::testing::Test {
 protected:
  RefusalTest() {
    t_.Put(Doc({Row("Iron", "5")}), "bytes", 1, "C1");
    t_.store.reset();
  }

  // Runs the command as somebody who may look into the folder and write nothing there; root may write everywhere.
  int CodeForNobody(const std::vector<std::string>& arguments, const std::string& words) {
    const pid_t child = fork();
    if (child == 0) {
      if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(99);
      const CommandResult run = RunCommand(arguments);
      const bool one_sentence = run.err.starts_with("labintake: ") && run.err.ends_with(".\n") &&
                                std::count(run.err.begin(), run.err.end(), '\n') == 1;
      if (!one_sentence || run.err.find(words) == std::string::npos) {
        fprintf(stderr, "%s", run.err.c_str());
        _exit(98);
      }
      _exit(run.code);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TestStore t_;
};

TEST_F(RefusalTest, ADatabaseThatMayNotBeWritten) {
  fs::permissions(t_.folder.path(), fs::perms(0555));
  fs::permissions(t_.path, fs::perms(0444));
  const std::string before = ReadFile(t_.path);
  EXPECT_EQ(
      CodeForNobody({"forget", "--client", "C1", "--by", "Ann", "--yes", "--db", t_.path}, "check the permissions"), 4);
  EXPECT_EQ(CodeForNobody({"status", "--db", t_.path}, "check the permissions"), 4);
  EXPECT_EQ(CodeForNobody({"jobs", "retry", "1", "--db", t_.path}, "check the permissions"), 4);
  EXPECT_EQ(ReadFile(t_.path), before);
  fs::permissions(t_.folder.path(), fs::perms(0700));
}

TEST_F(RefusalTest, ADatabaseThatMayNotBeRead) {
  fs::permissions(t_.folder.path(), fs::perms(0755));
  fs::permissions(t_.path, fs::perms(0000));
  for (const char* command : {"doctor", "status"}) {
    EXPECT_EQ(CodeForNobody({command, "--db", t_.path}, "cannot be opened; check the permissions"), 4) << command;
  }
}

TEST_F(RefusalTest, ABackupFolderThatMayNotBeWritten) {
  fs::permissions(t_.folder.path(), fs::perms(0777));
  fs::permissions(t_.path, fs::perms(0666));
  fs::create_directory(t_.folder / "backups");
  fs::permissions(t_.folder / "backups", fs::perms(0555));
  for (const std::string& folder : {t_.folder / "backups", t_.folder / "backups/new"}) {
    EXPECT_EQ(CodeForNobody({"backup", folder, "--db", t_.path}, "The backup's folder cannot be written"), 4);
  }
  EXPECT_TRUE(fs::is_empty(t_.folder / "backups"));
}

TEST_F(RefusalTest, DatabasesOfOthers) {
  WriteFile(t_.folder / "text.db", std::string(5000, 'n'));
  for (const std::vector<std::string>& command : {std::vector<std::string>{"doctor"},
                                                  {"status"},
                                                  {"jobs", "list"},
                                                  {"backup", t_.folder / "to"},
                                                  {"forget", "--client", "C1", "--by", "Ann", "--yes"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--db", t_.folder / "text.db"});
    const CommandResult run = RunCommand(arguments);
    EXPECT_EQ(run.code, 4) << command.front();
    EXPECT_EQ(run.err, "labintake: This file is not a labintake database; name another file.\n");
  }
  EXPECT_FALSE(fs::exists(t_.folder / "to"));
}

}  // namespace
}  // namespace labintake::db::testing
