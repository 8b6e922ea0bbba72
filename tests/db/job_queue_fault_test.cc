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
    Until([&] { return Done(queue_->Note(notes)); });
    return lease.document;
  }

  Lease ClaimTheOnlyOne() {
    const std::vector<ClaimedJob> claimed = Until([&] { return queue_->Claim({}); });
    EXPECT_EQ(claimed.size(), 1u);
    return claimed.empty() ? Lease{} : claimed[0].lease;
  }

  // The ways of one that is not read; each step again until it succeeds.
  std::int64_t GiveUp(const std::string& bytes) {
    ArrivingFile file;
    file.name = "a.pdf";
    file.sha256 = Sha256Hex(bytes);
    file.place = "/inbox/" + bytes;
    const std::int64_t id = Until([&] { return queue_->Enqueue({{file}}, {}); }).at(0).document;
    Lease lease = ClaimTheOnlyOne();
    EXPECT_EQ(Until([&] { return queue_->Heartbeat(); }), std::vector{id});
    const JobQueue::Returned back{lease, Lane::kScan};
    Until([&] { return Done(queue_->Return({&back, 1})); });
    lease = ClaimTheOnlyOne();
    const JobError killed{ErrorClass::kWorkerKilled, "worker-died", "the worker was killed"};
    EXPECT_EQ(Until([&] { return queue_->Fail(lease, killed, Version(1)); }).state, JobState::kRetry);
    clock_.Pass(RetryPolicy{}.longest_delay_ms);
    Until([&] { return queue_->Tend(Version(1)); });
    lease = ClaimTheOnlyOne();
    const JobError damaged{ErrorClass::kDamaged, "damaged", "the file is damaged"};
    EXPECT_EQ(Until([&] { return queue_->Fail(lease, damaged, Version(1)); }).state, JobState::kFailed);
    Until([&] { return Done(queue_->Retry(id)); });
    Until([&] { return Done(queue_->Cancel(id)); });
    return id;
  }

  static Result<int> Done(const Result<void>& result) {
    if (!result) return tl::unexpected<Error>(result.error());
    return 0;
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

TEST_F(JobQueueFaultTest, EachWriteOfGivingUpFailsOnce) {
  int round = 1;
  for (bool failed = true; failed; ++round) {
    int calls = 0;
    failed = false;
    FaultyVfs::hook = [&](const char*) {
      if (++calls != round) return SQLITE_OK;
      failed = true;
      return round % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    };
    SCOPED_TRACE("operation " + std::to_string(round));
    const std::int64_t id = GiveUp("round " + std::to_string(round));
    FaultyVfs::hook = [](const char*) { return SQLITE_OK; };
    const Job job = Must(queue_->Get(id));
    EXPECT_EQ(job.state, JobState::kCancelled);
    EXPECT_EQ(job.attempts, 0) << "queued again with all its attempts";
    EXPECT_EQ(Must(queue_->Count()).open(), 0);
    if (HasFailure()) return;
  }
  EXPECT_GT(round, 20);
  EXPECT_GT(errors_, 10);
  auto database = Must(OpenConnection(path_, OpenMode::kExisting));
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM runs").getInt(), round - 1);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM review_items WHERE subject = 'not-read'").getInt(), round - 1);
}

}  // namespace
}  // namespace labintake::db::testing
