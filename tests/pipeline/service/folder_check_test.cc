#include "pipeline/service/folder_check.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/db/fake_reports.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

class FolderCheckTest : public ::testing::Test {
 protected:
  FolderCheckTest() {
    fs::create_directories(folder_ / "inbox/C1");
    fs::create_directories(folder_ / "store/lab.db.blobs");
    fs::create_directory(folder_ / "store/lab.db.stages");
    config_.inbox = folder_ / "inbox";
    config_.database = folder_ / "store/lab.db";
  }

  std::string Complaint(bool make = false) const {
    const Result<WatchConfig> real = WithRealPaths(config_);
    if (!real) return real.error().message;
    const Result<void> checked = CheckFolders(*real, make);
    return checked ? "" : checked.error().message;
  }

  db::testing::TemporaryFolder folder_;
  WatchConfig config_;
};

TEST_F(FolderCheckTest, GoodFolders) {
  config_.links = {folder_ / "processed/", folder_ / "duplicates", folder_ / "failed"};
  EXPECT_EQ(Complaint(), "");
  EXPECT_FALSE(fs::exists(folder_ / "failed")) << "a check makes nothing";
  EXPECT_EQ(Complaint(true), "");
  EXPECT_TRUE(fs::is_directory(folder_ / "failed"));
  EXPECT_EQ(fs::status(folder_ / "failed").permissions(), fs::perms::owner_all);
  EXPECT_EQ(WithRealPaths(config_)->links.processed, fs::canonical(folder_ / "processed"));
}

TEST_F(FolderCheckTest, FoldersMustLieApart) {
  fs::create_directory_symlink(folder_ / "inbox", folder_ / "other-name");
  const std::string inbox = fs::canonical(folder_ / "inbox");
  for (const std::string& failed :
       {folder_ / "inbox", folder_ / "inbox/failed", folder_ / "other-name", folder_ / "other-name/C1", folder_ / ".",
        folder_ / "store", folder_ / "store/lab.db.blobs/failed", folder_ / "store/lab.db.stages/failed"}) {
    config_.links.failed = failed;
    EXPECT_NE(Complaint().find("must not be the same or lie in one another"), std::string::npos) << failed;
  }
  config_.links.failed = folder_ / "inbox-failed";
  EXPECT_EQ(Complaint(), "") << "a name that begins alike is another folder";
  config_.links.processed = folder_ / "inbox-failed";
  EXPECT_NE(Complaint(), "");
  config_.links = {};
  config_.database = folder_ / "inbox/lab.db";
  EXPECT_NE(Complaint().find("the database"), std::string::npos);
}

TEST_F(FolderCheckTest, WhatIsMissingIsNamed) {
  config_.links.failed = folder_ / "no/such/folder";
  EXPECT_EQ(Complaint(),
            "the folder of links " + config_.links.failed + " cannot be made: the folder above it is not there");
  config_.links = {};
  config_.inbox = folder_ / "no-inbox";
  EXPECT_EQ(Complaint(),
            "the inbox " + config_.inbox + " cannot be used (No such file or directory); make it or name another");
  std::ofstream(folder_ / "no-inbox") << "a file";
  EXPECT_EQ(Complaint(), "the inbox " + std::string(fs::canonical(config_.inbox)) + " is no folder");
  config_.inbox.clear();
  EXPECT_EQ(Complaint(), "no inbox is named; name the folder to watch");
  config_.inbox = folder_ / "inbox";
  config_.database.clear();
  EXPECT_EQ(Complaint(), "no database is named; give one with --db");
}

TEST_F(FolderCheckTest, AFolderThatMayNotBeWritten) {
  fs::permissions(folder_ / "inbox", fs::perms::owner_read | fs::perms::owner_exec);
  fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  const pid_t child = fork();
  if (child == 0) {
    // root may write everywhere.
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(2);
    _exit(Complaint().find("may not be read and written; check its permissions") != std::string::npos ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  fs::permissions(folder_ / "inbox", fs::perms::owner_all);
}

TEST_F(FolderCheckTest, OneServiceAnInbox) {
  {
    const Result<InboxLock> lock = InboxLock::Take(config_.inbox);
    ASSERT_TRUE(lock);
    const Result<InboxLock> second = InboxLock::Take(config_.inbox);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().message, "another labintake watches this inbox; stop it first");
  }
  EXPECT_TRUE(InboxLock::Take(config_.inbox));
}

}  // namespace
}  // namespace labintake::pipeline
