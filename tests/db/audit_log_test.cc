#include "db/audit_log.h"

#include <gtest/gtest.h>

#include <thread>

#include "db/review_transaction.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

class AuditLogTest : public ::testing::Test {
 protected:
  AuditLogTest() {
    // The people were added; that is on record.
    before_ = Must(log_.Verify()).entries;
    for (int i = 0; i < 5; ++i) {
      f_.t.now = "2024-05-01T08:00:0" + std::to_string(i) + "Z";
      Must(log_.Append({i % 2 == 0 ? "Ann" : "Ben", "view-page", 7 + i, "", "page " + std::to_string(i)}).map([] {
        return 0;
      }));
    }
  }

  // What somebody with the database's file could do who knows of the triggers.
  void Tamper(const std::string& sql) {
    f_.database->sql().exec("DROP TRIGGER audit_stays; DROP TRIGGER audit_is_not_changed; " + sql);
  }

  ReviewFixture f_;
  AuditLog log_{*f_.database};
  std::int64_t before_ = 0;
};

TEST_F(AuditLogTest, KeepsWhatHappenedInOrder) {
  const auto entries = Must(log_.List({before_, std::nullopt, std::nullopt}, 100));
  ASSERT_EQ(entries.size(), 5u);
  EXPECT_EQ(entries[1].event.actor, "Ben");
  EXPECT_EQ(entries[1].event.action, "view-page");
  EXPECT_EQ(entries[1].event.document, 8);
  EXPECT_EQ(entries[1].event.detail, "page 1");
  EXPECT_EQ(entries[1].at, "2024-05-01T08:00:01Z");
  EXPECT_EQ(Must(log_.List({before_, "Ann", std::nullopt}, 100)).size(), 3u);
  EXPECT_EQ(Must(log_.List({0, std::nullopt, 9}, 100)).size(), 1u);
  EXPECT_EQ(Must(log_.List({before_, std::nullopt, std::nullopt}, 2)).size(), 2u);
  const AuditVerdict verdict = Must(log_.Verify());
  EXPECT_EQ(verdict.first_broken, std::nullopt);
  EXPECT_EQ(verdict.entries, before_ + 5);
  EXPECT_EQ(verdict.last_hash, entries.back().hash);
}

TEST_F(AuditLogTest, IsReadFromItsEndToo) {
  const auto newest = Must(log_.List({0, std::nullopt, std::nullopt, std::nullopt, true}, 2));
  ASSERT_EQ(newest.size(), 2u);
  EXPECT_EQ(newest[0].number, before_ + 5);
  EXPECT_EQ(newest[1].number, before_ + 4);
  const auto older = Must(log_.List({before_, std::nullopt, std::nullopt, newest[1].number, true}, 100));
  ASSERT_EQ(older.size(), 3u);
  EXPECT_EQ(older[0].number, before_ + 3);
  EXPECT_EQ(older[2].number, before_ + 1);
}

TEST_F(AuditLogTest, TheDatabaseRefusesToChangeIt) {
  EXPECT_THROW(f_.database->sql().exec("UPDATE audit_log SET detail = ''"), SQLite::Exception);
  EXPECT_THROW(f_.database->sql().exec("DELETE FROM audit_log"), SQLite::Exception);
  EXPECT_EQ(Must(log_.Verify()).first_broken, std::nullopt);
}

TEST_F(AuditLogTest, AChangedEntryIsFound) {
  const std::string third = std::to_string(before_ + 3);
  for (const char* column : {"at", "actor", "action", "item", "detail", "document_id"}) {
    ReviewFixture f;
    AuditLog log(*f.database);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(log.Append({"Ann", "view-page", 7, "q1", "page"}));
    f.database->sql().exec(std::string("DROP TRIGGER audit_is_not_changed; UPDATE audit_log SET ") + column +
                           " = 9 WHERE number = 8");
    EXPECT_EQ(Must(log.Verify()).first_broken, 8) << column;
  }
}

TEST_F(AuditLogTest, ARemovedEntryIsFound) {
  Tamper("DELETE FROM audit_log WHERE number = " + std::to_string(before_ + 2));
  EXPECT_EQ(Must(log_.Verify()).first_broken, before_ + 3);
}

TEST_F(AuditLogTest, ARemovedEntryIsFoundThoughTheOthersAreNumberedAnew) {
  const std::string gone = std::to_string(before_ + 2);
  Tamper("DELETE FROM audit_log WHERE number = " + gone + "; UPDATE audit_log SET number = number - 1 WHERE number > " +
         gone);
  EXPECT_EQ(Must(log_.Verify()).first_broken, before_ + 2);
}

TEST_F(AuditLogTest, ACutOffEndIsSeenByTheLastHash) {
  const std::string last = Must(log_.Verify()).last_hash;
  Tamper("DELETE FROM audit_log WHERE number = " + std::to_string(before_ + 5));
  const AuditVerdict verdict = Must(log_.Verify());
  EXPECT_EQ(verdict.first_broken, std::nullopt);
  EXPECT_NE(verdict.last_hash, last);
}

TEST_F(AuditLogTest, ManyWriteOneChain) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      const auto database = f_.Connect();
      AuditLog log(*database);
      for (int i = 0; i < 20; ++i) {
        if (!log.Append({"thread " + std::to_string(t), "view-page", i, "", ""})) abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const AuditVerdict verdict = Must(log_.Verify());
  EXPECT_EQ(verdict.entries, before_ + 5 + 160);
  EXPECT_EQ(verdict.first_broken, std::nullopt);
}

}  // namespace
}  // namespace labintake::db::testing
