// The whole service on a disk that is full, and over a database that it may not write.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "db/store.h"
#include "tests/pipeline/service/final_state.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

class SmallDisk {
 public:
  explicit SmallDisk(std::string path) : path_(std::move(path)) { fs::create_directory(path_); }
  ~SmallDisk() { umount2(path_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // 0, or an errno.
  int Mount(const std::string& size, unsigned long flags = 0) {
    return mount("tmpfs", path_.c_str(), "tmpfs", flags, ("size=" + size).c_str()) == 0 ? 0 : errno;
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

TEST(WatchDisk, AFullDiskPausesTheIntakeAndItGoesOnByItself) {
  ServiceUnderTest service;
  SmallDisk disk(service.folder / "small");
  if (const int refused = disk.Mount("6m"); refused != 0) {
    GTEST_SKIP() << "a small disk cannot be mounted here: " << std::strerror(refused);
  }
  service.config.database = disk / "lab.db";
  service.config.intake.keep_free_mib = 0;
  std::vector<GivenFile> files;
  for (int i = 0; i < 12; ++i) {
    files.push_back({fmt::format("file-{}.pdf", i), "", fmt::format("%ROWS 2 {}", i) + std::string(1 << 20, ' '), 2});
    service.Put(files.back().name, files.back().bytes);
  }
  service.Start();
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return !service.Logged("intake-paused").empty(); })) << service.Log();
  EXPECT_NE(service.Log().find("is full; make room"), std::string::npos) << service.Log();
  EXPECT_FALSE(service.Inbox().empty());
  ASSERT_EQ(disk.Mount("64m", MS_REMOUNT), 0);
  ASSERT_TRUE(service.WaitUntilDone()) << service.Log();
  EXPECT_FALSE(service.Logged("intake-resumed").empty());
  StopOnceRecorded(service);
  ExpectFinalState(service, files);
  service.Kill();
}

TEST(WatchDisk, ADatabaseThatCannotBeWrittenIsRefused) {
  ServiceUnderTest service;
  ASSERT_TRUE(db::OpenStore(service.config.database, db::OpenMode::kCreate));
  fs::permissions(service.folder.path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(service.config.database, fs::perms::owner_read | fs::perms::others_read);
  const pid_t child = fork();
  if (child == 0) {
    // root may write everywhere.
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(10);
    EventLog log(LogFormat::kText, db::SystemClock(), [](std::string_view) {});
    const WatchParts parts{db::RealFileSystem(), db::SystemClock(), log, MisbehavingWork, {}};
    const Result<void> ran = RunWatch({service.config, {}}, parts);
    if (ran || ran.error().code != ErrorCode::kStore) _exit(11);
    _exit(ran.error().message.find("check the permissions") != std::string::npos ? 0 : 12);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace labintake::pipeline
