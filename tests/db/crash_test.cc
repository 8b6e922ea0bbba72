// A process that is killed while it stores: each document is there as a whole or not at all.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

constexpr int kRowsPerDocument = 20;

Document NumberedDocument(int version) {
  std::vector<Observation> rows;
  for (int i = 0; i < kRowsPerDocument; ++i) {
    rows.push_back(DoubtfulRow("Analyte " + std::to_string(i), std::to_string(version), "mg/dL", 100 + 14 * i));
  }
  return Doc(std::move(rows));
}

// Stores documents, and each of them again with a later version, until it is killed.
[[noreturn]] void StoreForEver(const std::string& path) {
  auto store = OpenStore(path, OpenMode::kCreate);
  if (!store) _exit(1);
  for (int n = 0;; ++n) {
    const std::string bytes = "document " + std::to_string(n / 2);
    if (!(*store)->StoreDocument(NumberedDocument(n % 2), bytes, {"C1", Version(1 + n % 2)})) _exit(2);
  }
}

TEST(Crash, EachDocumentIsWholeOrAbsent) {
  TemporaryFolder folder;
  const std::string path = folder / "lab.db";
  for (int round = 0; round < 6; ++round) {
    const pid_t child = fork();
    if (child == 0) StoreForEver(path);
    ASSERT_GT(child, 0);
    usleep(static_cast<useconds_t>(60000 + 37000 * round));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);

    auto database = Must(OpenConnection(path, OpenMode::kCreate));
    EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
    SQLite::Statement violations(database, "PRAGMA foreign_key_check");
    EXPECT_FALSE(violations.executeStep());
    const int documents = database.execAndGet("SELECT count(*) FROM documents").getInt();
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM runs WHERE is_current").getInt(), documents);
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM review_items").getInt(), documents * kRowsPerDocument);

    auto store = Must(OpenStore(path, OpenMode::kExisting));
    std::map<std::int64_t, std::set<std::string>> values;
    std::map<std::int64_t, int> rows;
    std::set<std::string> hashes;
    ASSERT_TRUE(store->ForEachExportRow({std::nullopt, "", true}, [&](const ExportRow& row) {
      ++rows[row.document];
      values[row.document].insert(row.observation.value.text);
      hashes.insert(row.sha256);
    }));
    EXPECT_EQ(static_cast<int>(rows.size()), documents);
    for (const auto& [document, count] : rows) {
      EXPECT_EQ(count, kRowsPerDocument);
      EXPECT_EQ(values[document].size(), 1u) << "rows of two versions are mixed";
    }
    for (const std::string& sha256 : hashes) EXPECT_TRUE(store->ReadBytes(sha256));
  }
}

TEST(Crash, TwoProcessesStoreAtTheSameTime) {
  TemporaryFolder folder;
  const std::string path = folder / "lab.db";
  std::vector<pid_t> children;
  for (int c = 0; c < 3; ++c) {
    const pid_t child = fork();
    if (child == 0) {
      auto store = OpenStore(path, OpenMode::kCreate);
      if (!store) _exit(1);
      for (int n = 0; n < 10; ++n) {
        if (!(*store)->StoreDocument(NumberedDocument(0), "document " + std::to_string(n), {"C1", Version(1)}))
          _exit(2);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  for (pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  auto database = Must(OpenConnection(path, OpenMode::kExisting));
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM documents").getInt(), 10);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM runs").getInt(), 10);
}

}  // namespace
}  // namespace labintake::db::testing
