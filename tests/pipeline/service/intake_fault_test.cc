// Each operation on files, and each write of the database, fails once in turn: nothing is lost, nothing doubled,
// nothing left over, and the log says so.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <set>

#include "tests/db/faulty_vfs.h"
#include "tests/pipeline/service/intake_fixture.h"

namespace labintake::pipeline {
namespace {

class IntakeFaultTest : public IntakeFixture {
 protected:
  // Puts a file, a copy of it and one of another client, with bytes of their own for each round.
  void PutRound(int round) {
    const std::string bytes = "round " + std::to_string(round);
    Put("C1/a.pdf", bytes);
    Put("C1/b.pdf", bytes);
    Put("C2/c.pdf", bytes);
  }

  void ExpectRound(int round) {
    SCOPED_TRACE("operation " + std::to_string(round) + ": " + failed_);
    EXPECT_TRUE(Inbox().empty());
    const std::string bytes = "round " + std::to_string(round);
    std::multiset<std::string> documents;
    for (const std::string& line : Documents()) {
      if (line.ends_with("|" + bytes)) documents.insert(line.substr(0, line.find('|')));
    }
    EXPECT_EQ(documents, (std::multiset<std::string>{"C1", "C2"}));
    const std::size_t expected = 3 * static_cast<std::size_t>(round);
    const std::vector<std::string> arrivals = Arrivals();
    EXPECT_EQ(arrivals.size(), expected);
    int duplicates = 0;
    for (std::size_t i = expected - 3; i < arrivals.size(); ++i)
      duplicates += arrivals[i].find("dup") != arrivals[i].npos;
    EXPECT_EQ(duplicates, 1);
    for (const std::string& file : FilesBelow(db_ + ".blobs")) EXPECT_EQ(file.find("incoming-"), file.npos) << file;
    EXPECT_EQ(FilesBelow(db_ + ".blobs").size(), static_cast<std::size_t>(round));
  }

  // With the `n`th operation failing; false when there are not so many.
  bool RunWithFault(int n, int error) {
    int calls = 0;
    failed_.clear();
    files_.hook = [&, n, error](const char* operation, const std::string&) {
      if (++calls != n) return 0;
      failed_ = operation;
      return error;
    };
    clock_.Pass(kScanMs);
    TakeAll();
    files_.hook = [](const char*, const std::string&) { return 0; };
    return !failed_.empty();
  }

  std::string failed_;  // the operation
};

TEST_F(IntakeFaultTest, EachOperationFailsOnce) {
  std::set<std::string> operations;
  int round = 1;
  for (;; ++round) {
    PutRound(round);
    lines_.clear();
    const bool failed = RunWithFault(round, round % 2 == 0 ? EIO : ENOSPC);
    // What the store refuses, a person has to hear of.
    const bool store = std::set<std::string>{"create", "write", "sync", "rename"}.contains(failed_);
    if (store) {
      EXPECT_EQ(Logged("intake-paused"), 1) << round << " " << failed_;
    }
    // The process goes on, or another one does.
    if (round % 3 == 0) Start();
    clock_.Pass(kScanMs);
    TakeAll();
    ExpectRound(round);
    if (HasFailure()) return;
    operations.insert(failed_);
    if (!failed) break;
  }
  EXPECT_GT(round, 50);
  for (const char* operation : {"open", "read", "create", "write", "sync", "close", "rename", "sync-folder", "stat",
                                "stat-open", "list", "remove", "make-folder", "free-bytes", "nobody-writes"}) {
    EXPECT_TRUE(operations.contains(operation)) << operation;
  }
}

class IntakeDatabaseFaultTest : public IntakeFaultTest {
 protected:
  IntakeDatabaseFaultTest() { Start(); }  // again, through the faulty one
  ~IntakeDatabaseFaultTest() override {
    intake_.reset();
    queue_.reset();
  }

 private:
  db::testing::FaultyVfs vfs_;
};

TEST_F(IntakeDatabaseFaultTest, EachWriteFailsOnce) {
  int round = 1;
  for (bool failed = true; failed; ++round) {
    PutRound(round);
    int calls = 0;
    failed = false;
    db::testing::FaultyVfs::hook = [&](const char* operation) {
      if (++calls != round) return SQLITE_OK;
      failed = true;
      failed_ = operation;
      return round % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    };
    clock_.Pass(kScanMs);
    TakeAll();
    db::testing::FaultyVfs::hook = [](const char*) { return SQLITE_OK; };
    if (round % 3 == 0) Start();
    clock_.Pass(kScanMs);
    TakeAll();
    ExpectRound(round);
    if (HasFailure()) return;
  }
  EXPECT_GT(round, 10);
  EXPECT_GT(Logged("intake-paused"), 5);
  for (const std::string& line : lines_) {
    if (line.find(" intake-paused ") == std::string::npos) continue;
    EXPECT_NE(line.find("The disk that holds the database "), std::string::npos) << line;
  }
}

TEST_F(IntakeFaultTest, AProcessThatEndsAnywhereIsFollowedByAnother) {
  struct Killed {};
  int round = 1;
  for (bool killed = true; killed; ++round) {
    PutRound(round);
    int calls = 0;
    killed = false;
    // An exception is as good as a kill here: nothing of the intake runs after it but its destructors, which a kill
    // would not run; what those clean up, the locks of the next process's store do (blob_store_test).
    files_.hook = [&](const char* operation, const std::string&) {
      if (++calls == round && std::string(operation) != "close") {
        killed = true;
        failed_ = operation;
        throw Killed{};
      }
      return 0;
    };
    clock_.Pass(kScanMs);
    try {
      TakeAll();
      if (calls >= round) killed = true;  // a "close", passed over
    } catch (const Killed&) {
    }
    files_.hook = [](const char*, const std::string&) { return 0; };
    Start();
    TakeAll();
    ExpectRound(round);
    if (HasFailure()) return;
  }
  EXPECT_GT(round, 50);
}

}  // namespace
}  // namespace labintake::pipeline
