// Migrations, settings of each connection, permissions of the files.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "db/schema.h"
#include "db/sqlite_connection.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

int Pragma(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt();
}

mode_t Mode(const std::string& path) {
  struct stat info {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

TEST(Connection, MigratesFromNothingAndOnlyOnce) {
  TemporaryFolder folder;
  for (int i = 0; i < 2; ++i) {
    auto database = Must(OpenConnection(folder / "lab.db", OpenMode::kCreate));
    EXPECT_EQ(Pragma(database, "user_version"), SchemaVersion());
    EXPECT_EQ(Pragma(database, "application_id"), kApplicationId);
    EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM clients").getInt(), 1);
  }
}

TEST(Connection, EachHasItsSettings) {
  TemporaryFolder folder;
  auto first = Must(OpenConnection(folder / "lab.db", OpenMode::kCreate));
  auto second = Must(OpenConnection(folder / "lab.db", OpenMode::kExisting));
  for (SQLite::Database* database : {&first, &second}) {
    EXPECT_EQ(Pragma(*database, "foreign_keys"), 1);
    EXPECT_EQ(Pragma(*database, "secure_delete"), 1);
    EXPECT_EQ(Pragma(*database, "synchronous"), 2) << "FULL";
    EXPECT_EQ(database->execAndGet("PRAGMA journal_mode").getString(), "wal");
  }
}

TEST(Connection, WaitsForTheLocksOfOthers) {
  TemporaryFolder folder;
  auto first = Must(OpenConnection(folder / "lab.db", OpenMode::kCreate));
  first.exec("BEGIN IMMEDIATE");
  std::atomic<bool> freed = false;
  std::thread second([&] {
    auto database = Must(OpenConnection(folder / "lab.db", OpenMode::kExisting));
    EXPECT_NO_THROW(database.exec("BEGIN IMMEDIATE"));
    EXPECT_TRUE(freed);
    database.exec("ROLLBACK");
  });
  usleep(200000);
  freed = true;
  first.exec("COMMIT");
  second.join();
}

TEST(Connection, WaitsNoLongerThanItsPatience) {
  TemporaryFolder folder;
  auto first = Must(OpenConnection(folder / "lab.db", OpenMode::kCreate));
  auto second = Must(OpenConnection(folder / "lab.db", OpenMode::kExisting));
  first.exec("BEGIN IMMEDIATE");
  SetPatience(second, std::chrono::milliseconds(20));
  EXPECT_THROW(second.exec("BEGIN IMMEDIATE"), SQLite::Exception);
}

TEST(Connection, EveryTableIsStrict) {
  TemporaryFolder folder;
  auto database = Must(OpenConnection(folder / "lab.db", OpenMode::kCreate));
  EXPECT_EQ(database
                .execAndGet("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                            " AND NOT strict AND name NOT LIKE 'sqlite_%'")
                .getInt(),
            0);
}

TEST(Connection, RefusesANewerDatabase) {
  TemporaryFolder folder;
  const std::string path = folder / "lab.db";
  Must(OpenConnection(path, OpenMode::kCreate)).exec("PRAGMA user_version = 999");
  const auto opened = OpenStore(path, OpenMode::kExisting);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kStore);
  EXPECT_NE(opened.error().message.find("newer labintake"), std::string::npos);
}

TEST(Connection, RefusesADatabaseOfSomethingElseAndLeavesItAlone) {
  TemporaryFolder folder;
  const std::string path = folder / "other.db";
  {
    SQLite::Database other(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE t (x)");
  }
  EXPECT_FALSE(OpenStore(path, OpenMode::kCreate));
  SQLite::Database other(path, SQLite::OPEN_READONLY);
  EXPECT_EQ(other.execAndGet("PRAGMA journal_mode").getString(), "delete");
}

TEST(Connection, OnlyCreateMakesADatabase) {
  TemporaryFolder folder;
  const auto opened = OpenStore(folder / "none.db", OpenMode::kExisting);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kStore);
  EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST(Connection, FilesAreTheOwnersOnly) {
  const mode_t before = umask(0);
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "bytes");
  umask(before);
  for (const char* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(Mode(t.path + suffix), 0600u) << suffix;
  EXPECT_EQ(Mode(t.path + ".blobs"), 0700u);
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(t.path + ".blobs")) {
    files += entry.is_regular_file();
    EXPECT_EQ(Mode(entry.path()), entry.is_directory() ? 0700u : 0600u);
  }
  EXPECT_EQ(files, 1);
}

}  // namespace
}  // namespace labintake::db::testing
