// Full disks, folders that may not be written, files that are no database: error values, without patients' names.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <set>

#include "db/blob_store.h"
#include "db/digest.h"
#include "tests/db/fake_reports.h"
#include "tests/db/faulty_vfs.h"
#include "tests/db/hooked_file_system.h"

namespace labintake::db::testing {
namespace {

void ExpectClean(const Error& error) {
  EXPECT_FALSE(error.message.empty());
  for (const char* secret : {"Fakename", "Testa", "P-1", "1970", "Iron"}) {
    EXPECT_EQ(error.message.find(secret), std::string::npos) << error.message;
  }
}

Document LargeDocument() {
  std::vector<Observation> rows;
  for (int i = 0; i < 2000; ++i) rows.push_back(Row("Iron", "5", "mg/dL", i));
  return Doc(std::move(rows));
}

// Runs in a child, because the limit on the size of files (as on a full disk) is of the process.
template <typename Work>
int InChildWithFileLimit(rlim_t bytes, Work work) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Failure, AFullDiskIsAnErrorAndChangesNothing) {
  TestStore t;
  t.Put(Doc({Row("Zinc", "7")}), "first");
  // Bytes of the file are too many for the folder of files; then the rows are too many for the database.
  EXPECT_EQ(InChildWithFileLimit(
                300000,
                [&] {
                  auto store = OpenStore(t.path, OpenMode::kExisting);
                  if (!store) return 10;
                  const auto blob = (*store)->StoreDocument(Doc({}), std::string(400000, 'x'), {"C1", Version(1)});
                  if (blob || blob.error().code != ErrorCode::kStore) return 11;
                  const auto rows = (*store)->StoreDocument(LargeDocument(), "second", {"C1", Version(1)});
                  if (rows || rows.error().code != ErrorCode::kStore) return 12;
                  ExpectClean(rows.error());
                  return ::testing::Test::HasFailure() ? 13 : 0;
                }),
            0);
  auto store = Must(OpenStore(t.path, OpenMode::kExisting));
  int rows = 0;
  ASSERT_TRUE(store->ForEachExportRow({std::nullopt, "", true}, [&](const ExportRow&) { ++rows; }));
  EXPECT_EQ(rows, 1);
  EXPECT_TRUE(store->StoreDocument(LargeDocument(), "second", {"C1", Version(1)})) << "with room again it goes on";
}

TEST(Failure, NoPlaceForTheDatabase) {
  TemporaryFolder folder;
  for (const std::string& path : {folder / "no/such/folder/lab.db", folder.path(), std::string("/proc/lab.db")}) {
    const auto opened = OpenStore(path, OpenMode::kCreate);
    ASSERT_FALSE(opened) << path;
    EXPECT_EQ(opened.error().code, ErrorCode::kStore);
  }
}

TEST(Failure, AFileThatIsNoDatabase) {
  TemporaryFolder folder;
  std::ofstream(folder / "lab.db") << std::string(5000, 'n');
  const auto opened = OpenStore(folder / "lab.db", OpenMode::kCreate);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message, "This file is not a labintake database; name another file.");
}

TEST(Failure, AFolderThatMayNotBeWritten) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "first");
  // A file where the folder of files should be stops even root.
  ASSERT_EQ(rename((t.path + ".blobs").c_str(), (t.path + ".moved").c_str()), 0);
  std::ofstream(t.path + ".blobs") << "in the way";
  const auto stored = t.store->StoreDocument(Doc({Row("Iron", "6")}), "second", {"C1", Version(1)});
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, ErrorCode::kStore);
  ExpectClean(stored.error());
  EXPECT_EQ(t.ExportLines().size(), 1u);
}

TEST(Failure, ReadOnlyFilesOfSomebodyElse) {
  if (geteuid() == 0) {
    // root may write everywhere; become nobody in a child.
    TestStore t;
    t.Put(Doc({Row("Iron", "5")}), "first");
    t.store.reset();
    chmod(t.folder.path().c_str(), 0755);
    chmod(t.path.c_str(), 0644);
    EXPECT_EQ(InChildWithFileLimit(RLIM_INFINITY,
                                   [&] {
                                     if (setgid(65534) != 0 || setuid(65534) != 0) return 10;
                                     const auto store = OpenStore(t.path, OpenMode::kExisting);
                                     if (store) return 11;
                                     ExpectClean(store.error());
                                     return ::testing::Test::HasFailure() ? 12 : 0;
                                   }),
              0);
    return;
  }
  TestStore t;
  t.store.reset();
  chmod(t.path.c_str(), 0400);
  chmod(t.folder.path().c_str(), 0500);
  EXPECT_FALSE(OpenStore(t.path, OpenMode::kExisting));
  chmod(t.folder.path().c_str(), 0700);
}

TEST(Failure, EachOperationOnFilesFailsOnce) {
  TemporaryFolder folder;
  HookedFileSystem files;
  const BlobStore blobs(folder / "blobs", files);
  std::set<std::string> operations;
  int round = 1;
  for (bool failed = true; failed; ++round) {
    const std::string bytes = "round " + std::to_string(round), sha256 = Sha256Hex(bytes);
    int calls = 0;
    failed = false;
    files.hook = [&](const char* operation, const std::string&) {
      if (++calls != round) return 0;
      failed = true;
      operations.insert(operation);
      return round % 2 == 0 ? EIO : ENOSPC;
    };
    const auto put = blobs.Put(sha256, bytes);
    files.hook = [](const char*, const std::string&) { return 0; };
    if (!put) {
      EXPECT_EQ(put.error().code, ErrorCode::kStore);
      ExpectClean(put.error());
      EXPECT_TRUE(blobs.Put(sha256, bytes)) << "it goes on by itself";
    }
    EXPECT_EQ(Must(blobs.Get(sha256)), bytes);
    blobs.RemoveLeftovers();
    int kept = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
      kept += entry.is_regular_file();
    EXPECT_EQ(kept, round);
  }
  for (const char* operation : {"stat", "create", "write", "sync", "close", "rename", "sync-folder", "make-folder"}) {
    EXPECT_TRUE(operations.contains(operation)) << operation;
  }
}

TEST(Failure, EachWriteOfTheDatabaseFailsOnce) {
  const FaultyVfs vfs;
  TestStore t;
  int round = 1, errors = 0;
  for (bool failed = true; failed; ++round) {
    SCOPED_TRACE("operation " + std::to_string(round));
    int calls = 0;
    failed = false;
    FaultyVfs::hook = [&](const char*) {
      if (++calls != round) return SQLITE_OK;
      failed = true;
      return round % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    };
    const Document document = Doc({Row("Zinc", "7"), DoubtfulRow("Iron", "5", "mg/dL", 120)});
    for (const int version : {1, 2}) {
      const auto store = [&] {
        return t.store->StoreDocument(document, "round " + std::to_string(round), {"", Version(version)});
      };
      auto stored = store();
      if (!stored) {
        ++errors;
        EXPECT_EQ(stored.error().code, ErrorCode::kStore);
        ExpectClean(stored.error());
        stored = store();
      }
      ASSERT_TRUE(stored);
      EXPECT_TRUE(stored->changed);
      EXPECT_EQ(stored->rows, 2);
      EXPECT_EQ(stored->open_items, 1);
    }
    FaultyVfs::hook = [](const char*) { return SQLITE_OK; };
    auto database = Must(OpenConnection(t.path, OpenMode::kExisting));
    EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM documents").getInt(), round);
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM runs").getInt(), 2 * round);
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM rows").getInt(), 4 * round);
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(round, 20);
  EXPECT_GT(errors, 10);
  t.store.reset();
}

TEST(Failure, ADamagedTableIsAnError) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5")}), "first");
  Must(OpenConnection(t.path, OpenMode::kExisting)).exec("DROP TABLE decisions");
  const auto items = t.store->ListReviewItems({});
  ASSERT_FALSE(items);
  ExpectClean(items.error());
  const auto stored = t.store->StoreDocument(Doc({Row("Iron", "6")}), "first", {"C1", Version(2)});
  ASSERT_FALSE(stored);
  ExpectClean(stored.error());
}

}  // namespace
}  // namespace labintake::db::testing
