// Each write of the database fails once in turn: every call has happened as a whole or not at all, and says so.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "db/digest.h"
#include "db/job_queue.h"
#include "tests/db/fake_clock.h"
#include "tests/db/fake_reports.h"
#include "tests/db/faulty_vfs.h"

namespace labintake::db::testing {
namespace {

class JobQueueFaultTest : public ::testing::Test {
 protected:
  std::unique_ptr<JobQueue> Open() {
    JobQueueOptions options;
    options.owner = "a";
    options.clock = &clock_;
    return Must(OpenJobQueue(path_, OpenMode::kCreate, options));
  }

  template <typename Call>
  auto Until(Call call) {
    for (int i = 0;; ++i) {
      auto result = call();
      if (result || i == 5) return *std::move(result);
      ++errors_;
      EXPECT_EQ(result.error().code, ErrorCode::kStore);
      EXPECT_FALSE(result.error().message.empty());
      if (i == 1) queue_ = Open();  // as another process would
    }
  }

  // What the service does with one file and its copy; each step again until it succeeds.
  std::int64_t WorkOff(const std::string& bytes) {
    ArrivingFile file;
    file.name = "a.pdf";
    file.sha256 = Sha256Hex(bytes);
    file.media_type = "application/pdf";
    file.place = "/inbox/" + bytes;
    file.wants_link = true;
    ArrivingFile copy = file;
    copy.place += ".copy";
    const std::vector<Arrival> arrivals = Until([&] { return queue_->Enqueue({{file, copy}}, {}); });
    const std::vector<ClaimedJob> claimed = Until([&] { return queue_->Claim({}); });
    const Lease lease = claimed.empty() ? Lease{} : claimed[0].lease;
    EXPECT_EQ(lease.document, arrivals[0].document);
    Document document = Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "6", "mg/dL", 120)});
    document.sha256 = file.sha256;
    EXPECT_EQ(Until([&] { return queue_->Finish(lease, document, Version(1)); }).lease, LeaseOutcome::kHeld);
    std::vector<ArrivalNote> notes;
    for (const Arrival& arrival : arrivals)
      notes.push_back({.arrival = arrival.id, .removed = true, .link = MadeLink{}});
    Until([&]() -> Result<int> {
      if (auto noted = queue_->Note(notes); !noted) return tl::unexpected(noted.error());
      return 0;
    });
    return lease.document;
  }

  FaultyVfs vfs_;
  TemporaryFolder folder_;
  const std::string path_ = folder_ / "lab.db";
  FakeClock clock_;
  std::unique_ptr<JobQueue> queue_ = Open();
  int errors_ = 0;
};

TEST_F(JobQueueFaultTest, EachWriteFailsOnce) {
  int round = 1;
  for (bool failed = true; failed; ++round) {
    int calls = 0;
    failed = false;
    std::string operation;
    FaultyVfs::hook = [&](const char* name) {
      if (++calls != round) return SQLITE_OK;
      failed = true;
      operation = name;
      return round % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    };
    SCOPED_TRACE("operation " + std::to_string(round));
    const std::int64_t id = WorkOff("round " + std::to_string(round));
    FaultyVfs::hook = [](const char*) { return SQLITE_OK; };
    EXPECT_EQ(Must(queue_->Get(id)).state, JobState::kDone) << operation;
    const JobCounts counts = Must(queue_->Count());
    EXPECT_EQ(counts[JobState::kDone], round) << operation;
    EXPECT_EQ(counts.open(), 0) << operation;
    if (HasFailure()) return;
  }
  EXPECT_GT(round, 20);
  EXPECT_GT(errors_, 10);
  auto database = Must(OpenConnection(path_, OpenMode::kExisting));
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM documents").getInt(), round - 1);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM rows").getInt(), 2 * (round - 1));
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM review_items").getInt(), round - 1);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM arrivals WHERE removed = 1 AND linked_as = ''").getInt(),
            2 * (round - 1));
}

}  // namespace
}  // namespace labintake::db::testing
