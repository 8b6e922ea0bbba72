#include "db/stage_cache.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "db/digest.h"
#include "tests/db/hooked_file_system.h"

namespace labintake::db {
namespace {

namespace fs = std::filesystem;

const std::string kOne = Sha256Hex("one"), kOther = Sha256Hex("other");
constexpr std::uint64_t kRoom = 1 << 20;
const StageKey kPage1{"page 1", "1"}, kPage2{"page 2", "1"};

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class StageCacheTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/labintake.XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    parent_ = name;
    folder_ = parent_ + "/lab.db.stages";
  }
  void TearDown() override { fs::remove_all(parent_); }

  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    if (!fs::exists(folder_)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }

  static void SetUsed(const fs::path& path, time_t seconds_ago) {
    const timespec then{time(nullptr) - seconds_ago, 0};
    const timespec times[2] = {then, then};
    ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  std::string parent_, folder_;
};

TEST_F(StageCacheTest, GivesBackWhatItWasGiven) {
  const StageCache cache(folder_, kRoom);
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  EXPECT_FALSE(fs::exists(folder_));
  const std::string odd("\0text\xff\n", 7);
  cache.Put(kOne, kPage1, odd);
  cache.Put(kOne, kPage2, "");
  cache.Put(kOther, kPage1, "another");
  EXPECT_EQ(cache.Get(kOne, kPage1), odd);
  EXPECT_EQ(cache.Get(kOne, kPage2), "");
  EXPECT_EQ(cache.Get(kOther, kPage1), "another");
  EXPECT_EQ(cache.Get(kOther, kPage2), std::nullopt);
  cache.Put(kOne, kPage1, "made anew");
  EXPECT_EQ(StageCache(folder_, kRoom).Get(kOne, kPage1), "made anew");
  EXPECT_EQ(Files().size(), 3u);
}

TEST_F(StageCacheTest, IsReadableForTheOwnerAlone) {
  StageCache(folder_, kRoom).Put(kOne, kPage1, "text");
  for (const auto& entry : fs::recursive_directory_iterator(parent_)) {
    EXPECT_EQ(entry.status().permissions(), entry.is_directory() ? fs::perms(0700) : fs::perms(0600)) << entry.path();
  }
}

// Each byte of an entry is damaged in turn, and each length is cut to.
TEST_F(StageCacheTest, ADamagedEntryIsRemovedAndMadeAgain) {
  const StageCache cache(folder_, kRoom);
  cache.Put(kOne, kPage1, "text");
  const fs::path path = Files().at(0);
  const std::string whole = Slurp(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    for (const std::string& bytes : {flipped, whole.substr(0, i)}) {
      std::ofstream(path, std::ios::binary) << bytes;
      EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt) << i;
      EXPECT_FALSE(fs::exists(path)) << i;
    }
  }
  std::ofstream(path, std::ios::binary) << whole + "x";
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  cache.Put(kOne, kPage1, "text");
  EXPECT_EQ(cache.Get(kOne, kPage1), "text");
}

TEST_F(StageCacheTest, AnOutputOfAnotherVersionIsRemovedAndMadeAgain) {
  const StageCache cache(folder_, kRoom);
  const StageKey now{"page 1", "2"};
  cache.Put(kOne, kPage1, "former words");
  EXPECT_EQ(cache.Get(kOne, now), std::nullopt);
  EXPECT_EQ(Files().size(), 0u);
  cache.Put(kOne, now, "words");
  EXPECT_EQ(cache.Get(kOne, now), "words");
  cache.Put(kOne, kPage1, "former words");
  EXPECT_EQ(Files().size(), 1u);
}

// As large as nothing that was kept: it is not even read.
TEST_F(StageCacheTest, AFileOfAbsurdSizeIsRemoved) {
  const StageCache cache(folder_, kRoom);
  cache.Put(kOne, kPage1, "text");
  const fs::path path = Files().at(0);
  fs::resize_file(path, std::uint64_t{1} << 40);
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(StageCacheTest, AnEntryOfAnotherPlaceIsNotTaken) {
  const StageCache cache(folder_, kRoom);
  cache.Put(kOne, kPage1, "mine");
  const fs::path mine = Files().at(0);
  cache.Put(kOther, kPage1, "yours");
  for (const fs::path& path : Files()) {
    if (path != mine) fs::copy_file(path, mine, fs::copy_options::overwrite_existing);
  }
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  EXPECT_EQ(cache.Get(kOther, kPage1), "yours");
}

TEST_F(StageCacheTest, WhatIsNoFileIsLeftAlone) {
  const StageCache cache(folder_, kRoom);
  cache.Put(kOne, kPage1, "text");
  const fs::path path = Files().at(0);
  fs::remove(path);
  fs::create_symlink("/etc/passwd", path);
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  cache.Put(kOne, kPage1, "text");
  EXPECT_TRUE(fs::is_directory(path));
}

TEST_F(StageCacheTest, TheLeastRecentlyUsedGoFirst) {
  const StageCache cache(folder_, 10'000);
  for (int i = 0; i < 8; ++i) {
    const StageKey key{"page " + std::to_string(i), "1"};
    std::set<fs::path> before;
    for (const fs::path& path : Files()) before.insert(path);
    cache.Put(kOne, key, std::string(1'000, 'x'));
    for (const fs::path& path : Files()) {
      if (!before.contains(path)) SetUsed(path, 100'000 - i * 10'000);
    }
  }
  EXPECT_TRUE(cache.Get(kOne, {"page 0", "1"}));  // is now the latest
  StageCache(folder_, 5'000).Trim();
  std::string left;
  for (int i = 0; i < 8; ++i) left += cache.Get(kOne, {"page " + std::to_string(i), "1"}) ? std::to_string(i) : "";
  EXPECT_EQ(left, "0567");
}

TEST_F(StageCacheTest, StaysNearItsLimit) {
  constexpr std::uint64_t kLimit = 100'000;
  const StageCache cache(folder_, kLimit);
  std::uint64_t most = 0;
  for (int i = 0; i < 600; ++i) {
    cache.Put(Sha256Hex(std::to_string(i)), kPage1, std::string(500, 'x'));
    std::uint64_t all = 0;
    if (i % 20 != 0) continue;
    for (const fs::path& path : Files()) all += fs::file_size(path);
    most = std::max(most, all);
  }
  EXPECT_GT(most, kLimit * 9 / 10);
  EXPECT_LT(most, kLimit * 5 / 4);
}

TEST_F(StageCacheTest, WithoutRoomNothingIsKept) {
  const StageCache none(folder_, 0);
  none.Put(kOne, kPage1, "text");
  EXPECT_EQ(none.Get(kOne, kPage1), std::nullopt);
  StageCache(folder_, 100).Put(kOne, kPage1, std::string(101, 'x'));
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(StageCacheTest, ForgetsADocument) {
  const StageCache cache(folder_, kRoom);
  EXPECT_TRUE(cache.Forget(kOne));
  cache.Put(kOne, kPage1, "text");
  cache.Put(kOne, kPage2, "text");
  cache.Put(kOther, kPage1, "text");
  EXPECT_TRUE(cache.Forget(kOne));
  EXPECT_EQ(Files().size(), 1u);
  EXPECT_EQ(cache.Get(kOther, kPage1), "text");
}

TEST_F(StageCacheTest, KnowsWhichDocumentsWereNotUsedForLong) {
  const StageCache cache(folder_, kRoom);
  cache.Put(kOne, kPage1, "text");
  for (const fs::path& path : Files()) SetUsed(path, 7'200);
  cache.Put(kOther, kPage1, "text");
  const std::int64_t hour_ago = time(nullptr) - 3'600;
  EXPECT_EQ(cache.Documents(hour_ago), std::vector{kOne});
  cache.Put(kOne, kPage2, "text");
  EXPECT_EQ(cache.Documents(hour_ago), std::vector<std::string>());
  EXPECT_EQ(cache.Documents(time(nullptr) + 10).size(), 2u);
}

// Whatever the disk refuses, nothing half is used or left.
TEST_F(StageCacheTest, AnyOperationMayFail) {
  for (const int error : {ENOSPC, EIO, EACCES}) {
    for (int fails_at = 0; fails_at < 12; ++fails_at) {
      testing::HookedFileSystem files;
      int count = 0;
      files.hook = [&](const char*, const std::string&) { return count++ == fails_at ? error : 0; };
      const StageCache cache(folder_, kRoom, files);
      cache.Put(kOne, kPage1, "text");
      const std::optional<std::string> got = cache.Get(kOne, kPage1);
      EXPECT_TRUE(!got || *got == "text");
      const StageCache sound(folder_, kRoom);
      sound.Put(kOne, kPage1, "text");
      EXPECT_EQ(sound.Get(kOne, kPage1), "text");
      EXPECT_EQ(Files().size(), 1u) << "operation " << fails_at;
      fs::remove_all(folder_);
    }
  }
}

TEST_F(StageCacheTest, WhatAKilledWriterLeftIsTrimmed) {
  const pid_t child = fork();
  if (child == 0) {
    testing::HookedFileSystem files;
    files.hook = [](const char* operation, const std::string&) {
      return std::string(operation) == "rename" ? raise(SIGKILL) : 0;
    };
    StageCache(folder_, kRoom, files).Put(kOne, kPage1, "text");
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(Files().size(), 1u);
  const StageCache cache(folder_, kRoom);
  EXPECT_EQ(cache.Get(kOne, kPage1), std::nullopt);
  cache.Trim();
  EXPECT_EQ(Files().size(), 0u);
}

}  // namespace
}  // namespace labintake::db
