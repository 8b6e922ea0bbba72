// The queue of the batch service: who gets which job when, and what becomes of it.
#include "db/job_queue.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/digest.h"
#include "tests/db/fake_clock.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

constexpr std::int64_t kLeaseMs = 60'000, kFirstDelayMs = 10'000, kLongestDelayMs = 40'000;

class JobQueueTest : public ::testing::Test {
 protected:
  std::unique_ptr<JobQueue> Open(const std::string& owner) {
    JobQueueOptions options;
    options.owner = owner;
    options.lease_ms = kLeaseMs;
    options.retry = {.attempts = 3, .first_delay_ms = kFirstDelayMs, .longest_delay_ms = kLongestDelayMs, .losses = 5};
    options.clock = &clock_;
    options.random = [this] { return random_; };
    return Must(OpenJobQueue(store_.path, OpenMode::kCreate, options));
  }

  static ArrivingFile File(const std::string& bytes, const std::string& client = "C1",
                           Priority priority = Priority::kNormal) {
    ArrivingFile file;
    file.name = bytes + ".pdf";
    file.client = client;
    file.priority = priority;
    file.sha256 = Sha256Hex(bytes);
    file.size = bytes.size();
    file.media_type = "application/pdf";
    file.place = "/inbox/" + client + "/" + file.name;
    file.inode = 7;
    file.modified_ns = 1234;
    return file;
  }

  std::int64_t Add(const ArrivingFile& file) { return Must(queue_->Enqueue({{file}}, {})).at(0).document; }

  std::vector<std::int64_t> Claimed(int most, int scans = 10) {
    std::vector<std::int64_t> documents;
    for (const ClaimedJob& job : Must(queue_->Claim({most, scans}))) documents.push_back(job.lease.document);
    return documents;
  }

  ClaimedJob ClaimOne() { return Must(queue_->Claim({})).at(0); }

  static Document Read(const ClaimedJob& job) {
    Document document = Doc({Row("Iron", "5")});
    document.sha256 = job.sha256;
    return document;
  }

  static JobError Of(ErrorClass error) { return {error, "worker-died", "the work on this file ended"}; }

  Job Get(std::int64_t document) { return Must(queue_->Get(document)); }

  TestStore store_;
  FakeClock clock_;
  double random_ = 0;
  std::unique_ptr<JobQueue> queue_ = Open("a");
};

TEST_F(JobQueueTest, AFileBecomesADocumentWithAJob) {
  const Arrival arrival = Must(queue_->Enqueue({{File("one")}}, {})).at(0);
  EXPECT_EQ(arrival.kind, Arrival::Kind::kNew);
  const Job job = Get(arrival.document);
  EXPECT_EQ(job.state, JobState::kQueued);
  EXPECT_EQ(job.client, "C1");
  EXPECT_EQ(job.queued_at, "2024-05-01T08:00:00Z");
  EXPECT_FALSE(job.last_error);
  EXPECT_EQ(Must(queue_->Count())[JobState::kQueued], 1);
  EXPECT_EQ(Must(queue_->Count()).oldest_waiting, "2024-05-01T08:00:00Z");
}

TEST_F(JobQueueTest, TheSameBytesAreADuplicateOfTheSameClientOnly) {
  const std::int64_t first = Add(File("one"));
  ArrivingFile again = File("one");
  again.place = "/inbox/C1/copy.pdf";
  const std::vector<Arrival> arrivals = Must(queue_->Enqueue({{again, File("one", "C2"), File("one", "")}}, {}));
  EXPECT_EQ(arrivals[0].kind, Arrival::Kind::kDuplicate);
  EXPECT_EQ(arrivals[0].document, first);
  EXPECT_EQ(arrivals[1].kind, Arrival::Kind::kNew);
  EXPECT_NE(arrivals[1].document, first);
  EXPECT_EQ(arrivals[2].kind, Arrival::Kind::kNew);
  EXPECT_EQ(Must(queue_->Count())[JobState::kQueued], 3);
}

TEST_F(JobQueueTest, AFileFoundAgainAfterACrashIsNoDuplicate) {
  const Arrival first = Must(queue_->Enqueue({{File("one")}}, {})).at(0);
  const Arrival found = Must(queue_->Enqueue({{File("one")}}, {})).at(0);
  EXPECT_EQ(found.kind, Arrival::Kind::kKnown);
  EXPECT_EQ(found.id, first.id);
  // Once it is known to be gone, a file in its place is another one, even with its inode and time.
  EXPECT_EQ(Must(queue_->Enqueue({{File("one")}}, {{{.arrival = first.id, .removed = true}}})).at(0).kind,
            Arrival::Kind::kDuplicate);
}

TEST_F(JobQueueTest, ADocumentThatTheStoreHasAlreadyIsADuplicateWithoutAJob) {
  const std::int64_t id = store_.Put(Doc({Row("Iron", "5")}), "one").id;
  const Arrival arrival = Must(queue_->Enqueue({{File("one")}}, {})).at(0);
  EXPECT_EQ(arrival.kind, Arrival::Kind::kDuplicate);
  EXPECT_EQ(arrival.document, id);
  EXPECT_FALSE(queue_->Get(id));
}

TEST_F(JobQueueTest, UrgentThenDigitalThenClientsInTurn) {
  const auto a1 = Add(File("a1", "A")), a2 = Add(File("a2", "A")), a3 = Add(File("a3", "A"));
  const auto b1 = Add(File("b1", "B")), b2 = Add(File("b2", "B"));
  const auto scan = Add(File("scan", "C"));
  const auto urgent = Add(File("u", "A", Priority::kUrgent));
  EXPECT_EQ(Claimed(1), (std::vector{urgent}));
  // A was served last: B is next, although A's documents are older. C was never served.
  std::vector<ClaimedJob> next = Must(queue_->Claim({2}));
  EXPECT_EQ(next[0].lease.document, b1);
  EXPECT_EQ(next[1].lease.document, scan);
  ASSERT_TRUE(queue_->Return({{{next[1].lease, Lane::kScan}}}));
  EXPECT_EQ(Claimed(10, 0), (std::vector{a1, b2, a2, a3})) << "no scan where none is wanted";
  EXPECT_EQ(Claimed(10), (std::vector{scan}));
  EXPECT_EQ(Claimed(10), (std::vector<std::int64_t>{}));
}

TEST_F(JobQueueTest, AnUrgentCopyMakesTheWaitingJobUrgent) {
  Add(File("one"));
  const std::int64_t two = Add(File("two"));
  ArrivingFile copy = File("two", "C1", Priority::kUrgent);
  copy.place = "/inbox/urgent/C1/two.pdf";
  Add(copy);
  const ClaimedJob job = ClaimOne();
  EXPECT_EQ(job.lease.document, two);
  EXPECT_EQ(job.priority, Priority::kUrgent);
}

TEST_F(JobQueueTest, FinishStoresRowsAndEndsTheJob) {
  const std::int64_t id = Add(File("one"));
  const ClaimedJob job = ClaimOne();
  EXPECT_EQ(job.lease.document, id);
  EXPECT_EQ(job.sha256, Sha256Hex("one"));
  EXPECT_EQ(job.attempt, 1);
  const FinishedJob finished = Must(queue_->Finish(job.lease, Read(job), Version(1)));
  EXPECT_EQ(finished.lease, LeaseOutcome::kHeld);
  EXPECT_EQ(finished.stored.rows, 1);
  EXPECT_EQ(Get(id).state, JobState::kDone);
  EXPECT_EQ(store_.Export().at(0).file, "one.pdf");
  EXPECT_EQ(store_.Export().at(0).client, "C1");
  EXPECT_EQ(Must(queue_->Finish(job.lease, Read(job), Version(2))).lease, LeaseOutcome::kLost);
  EXPECT_EQ(store_.Export().size(), 1u);
}

TEST_F(JobQueueTest, ALateAnswerOfALostLeaseIsRefused) {
  Add(File("one"));
  const ClaimedJob stopped = ClaimOne();
  auto other = Open("b");
  clock_.Pass(kLeaseMs);
  EXPECT_EQ(Must(other->Tend(Version(1))).lost, 1);
  EXPECT_EQ(Must(other->Tend(Version(1))).lost, 0);
  const ClaimedJob taken = Must(other->Claim({})).at(0);
  EXPECT_EQ(taken.attempt, 1) << "a lease that ran out is no failed attempt";
  EXPECT_TRUE(Must(queue_->Heartbeat()).empty());
  EXPECT_EQ(Must(queue_->Finish(stopped.lease, Read(stopped), Version(1))).lease, LeaseOutcome::kLost);
  EXPECT_EQ(Must(queue_->Fail(stopped.lease, Of(ErrorClass::kDamaged), Version(1))).lease, LeaseOutcome::kLost);
  ASSERT_TRUE(queue_->Return({{{stopped.lease, Lane::kDigital}}}));
  EXPECT_EQ(Get(taken.lease.document).state, JobState::kRunning);
  EXPECT_TRUE(store_.Export().empty());
  EXPECT_EQ(Must(other->Finish(taken.lease, Read(taken), Version(1))).lease, LeaseOutcome::kHeld);
  EXPECT_EQ(store_.Export().size(), 1u);
}

TEST_F(JobQueueTest, AHeartbeatKeepsTheLease) {
  const std::int64_t id = Add(File("one"));
  ClaimOne();
  auto other = Open("b");
  for (int i = 0; i < 5; ++i) {
    clock_.Pass(kLeaseMs / 2);
    EXPECT_EQ(Must(queue_->Heartbeat()), (std::vector{id}));
    EXPECT_EQ(Must(other->Tend(Version(1))).lost, 0);
  }
}

TEST_F(JobQueueTest, RetriesComeLaterAndLaterAndThenEnd) {
  const std::int64_t id = Add(File("one"));
  for (const std::int64_t delay : {kFirstDelayMs / 2, kFirstDelayMs}) {
    const ClaimedJob job = ClaimOne();
    const FailedJob failed = Must(queue_->Fail(job.lease, Of(ErrorClass::kWorkerKilled), Version(1)));
    EXPECT_EQ(failed.state, JobState::kRetry);
    EXPECT_EQ(failed.delay_ms, delay);
    const Tended tended = Must(queue_->Tend(Version(1)));
    EXPECT_EQ(tended.due, 0);
    EXPECT_EQ(tended.next_ms, clock_.wall_ms + delay);
    EXPECT_TRUE(Claimed(1).empty());
    clock_.Pass(delay);
    EXPECT_EQ(Must(queue_->Tend(Version(1))).due, 1);
  }
  EXPECT_TRUE(store_.Items().empty());
  const ClaimedJob last = ClaimOne();
  EXPECT_EQ(last.attempt, 3);
  EXPECT_EQ(Must(queue_->Fail(last.lease, Of(ErrorClass::kTimeLimit), Version(1))).state, JobState::kFailed);
  const Job job = Get(id);
  EXPECT_EQ(job.state, JobState::kFailed);
  EXPECT_EQ(job.attempts, 3);
  EXPECT_EQ(job.last_error->error_class, ErrorClass::kTimeLimit);
  EXPECT_EQ(job.last_error->message, "the work on this file ended");
}

TEST_F(JobQueueTest, TheDelayHasJitterAndALimit) {
  Add(File("one"));
  random_ = 0.5;
  EXPECT_EQ(Must(queue_->Fail(ClaimOne().lease, Of(ErrorClass::kOutOfMemory), Version(1))).delay_ms,
            kFirstDelayMs * 3 / 4);
  for (int i = 0; i < 8; ++i) {
    clock_.Pass(kLongestDelayMs);
    Must(queue_->Tend(Version(1)));
    random_ = 0.999;
    const FailedJob failed = Must(queue_->Fail(ClaimOne().lease, Of(ErrorClass::kConfiguration), Version(1)));
    EXPECT_EQ(failed.state, JobState::kRetry) << "the machine's troubles cost no attempt";
    EXPECT_LE(failed.delay_ms, kLongestDelayMs);
  }
}

TEST_F(JobQueueTest, WhatIsGivenUpIsAskedAboutAsAWhole) {
  const std::int64_t id = Add(File("one"));
  const ClaimedJob job = ClaimOne();
  const JobError encrypted{ErrorClass::kEncrypted, "encrypted", "the file needs a password"};
  EXPECT_EQ(Must(queue_->Fail(job.lease, encrypted, Version(1))).state, JobState::kFailed);
  const std::vector<ReviewItem> items = store_.Items();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].kind, ItemKind::kDocument);
  EXPECT_EQ(items[0].state, ItemState::kOpen);
  EXPECT_EQ(items[0].document, id);
  EXPECT_EQ(items[0].findings.at(0).message, "This document could not be read: the file needs a password");

  // With the same configuration, once the reason is gone.
  ASSERT_TRUE(queue_->Retry(id));
  const ClaimedJob again = ClaimOne();
  EXPECT_EQ(again.attempt, 1);
  EXPECT_TRUE(Must(queue_->Finish(again.lease, Read(again), Version(1))).stored.changed);
  EXPECT_EQ(store_.Items().at(0).state, ItemState::kWithdrawn);
  EXPECT_EQ(store_.Export().size(), 1u);
}

TEST_F(JobQueueTest, RowsOfAnEarlierRunStandWhenALaterOneFails) {
  const std::int64_t id = Add(File("one"));
  store_.Put(Doc({Row("Iron", "5")}), "one");
  const ClaimedJob job = ClaimOne();
  EXPECT_EQ(Must(queue_->Fail(job.lease, Of(ErrorClass::kDamaged), Version(2))).state, JobState::kFailed);
  EXPECT_EQ(Get(id).state, JobState::kFailed);
  EXPECT_EQ(store_.Export().size(), 1u);
  EXPECT_TRUE(store_.Items().empty());
}

TEST_F(JobQueueTest, ADocumentThatTakesTheServiceDownEndsSomeTime) {
  const std::int64_t id = Add(File("one"));
  int lost = 0;
  for (; Get(id).state != JobState::kFailed && lost < 20; ++lost) {
    auto victim = Open("victim");
    ASSERT_EQ(Must(victim->Claim({})).size(), 1u);
    clock_.Pass(kLeaseMs);
    Must(queue_->Tend(Version(1)));
    clock_.Pass(kLongestDelayMs);
    Must(queue_->Tend(Version(1)));
  }
  EXPECT_EQ(lost, 5);
  EXPECT_EQ(Get(id).last_error->error_class, ErrorClass::kServiceLost);
  EXPECT_EQ(store_.Items().size(), 1u);
}

TEST_F(JobQueueTest, AClockThatJumpsBackDelaysNothing) {
  Add(File("one"));
  Add(File("two"));
  ASSERT_EQ(Must(queue_->Fail(ClaimOne().lease, Of(ErrorClass::kTimeLimit), Version(1))).state, JobState::kRetry);
  ClaimOne();
  clock_.wall_ms -= 30LL * 24 * 3600 * 1000;
  auto other = Open("b");
  EXPECT_EQ(Must(other->Tend(Version(1))).lost, 1);
  EXPECT_EQ(Must(queue_->Count())[JobState::kQueued], 2) << "both are due at once";
}

TEST_F(JobQueueTest, AClockThatJumpsForwardTakesNothingFromItsOwner) {
  const std::int64_t id = Add(File("one"));
  const ClaimedJob job = ClaimOne();
  clock_.wall_ms += 10 * kLeaseMs;
  EXPECT_EQ(Must(queue_->Tend(Version(1))).lost, 0);
  EXPECT_EQ(Must(queue_->Heartbeat()), (std::vector{id}));
  EXPECT_EQ(Must(queue_->Finish(job.lease, Read(job), Version(1))).lease, LeaseOutcome::kHeld);
}

TEST_F(JobQueueTest, CancelledAndQueuedAgain) {
  const std::int64_t id = Add(File("one"));
  const ClaimedJob job = ClaimOne();
  ASSERT_TRUE(queue_->Cancel(id));
  EXPECT_TRUE(Must(queue_->Heartbeat()).empty());
  EXPECT_EQ(Must(queue_->Finish(job.lease, Read(job), Version(1))).lease, LeaseOutcome::kLost);
  EXPECT_FALSE(queue_->Cancel(id));
  // Who gives the file again wants it read.
  ArrivingFile again = File("one");
  again.place = "/inbox/again.pdf";
  EXPECT_EQ(Must(queue_->Enqueue({{again}}, {})).at(0).kind, Arrival::Kind::kDuplicate);
  EXPECT_EQ(Get(id).state, JobState::kQueued);
  ASSERT_TRUE(queue_->Cancel(id));
  ASSERT_TRUE(queue_->Retry(id));
  EXPECT_EQ(Claimed(1), (std::vector{id}));
  const auto running = queue_->Retry(id);
  ASSERT_FALSE(running);
  EXPECT_EQ(running.error().message, "The job of this document is running and cannot be queued again.");
  EXPECT_EQ(queue_->Retry(99).error().code, ErrorCode::kArgument);
  EXPECT_EQ(queue_->Cancel(99).error().message, "There is no job of this document.");
}

TEST_F(JobQueueTest, ListsByStateAndClient) {
  const auto one = Add(File("one", "A")), two = Add(File("two", "B"));
  Must(queue_->Fail(ClaimOne().lease, Of(ErrorClass::kEncrypted), Version(1)));
  EXPECT_EQ(Must(queue_->List({JobState::kFailed, std::nullopt})).at(0).document, one);
  EXPECT_EQ(Must(queue_->List({std::nullopt, "B"})).at(0).document, two);
  EXPECT_EQ(Must(queue_->List({std::nullopt, std::nullopt, 1})).size(), 1u);
  const JobCounts counts = Must(queue_->Count());
  EXPECT_EQ(counts[JobState::kFailed], 1);
  EXPECT_EQ(counts.open(), 1);
}

TEST_F(JobQueueTest, LinksAreOwedUntilTheyAreNoted) {
  ArrivingFile file = File("one");
  file.wants_link = true;
  const Arrival first = Must(queue_->Enqueue({{file}}, {})).at(0);
  EXPECT_TRUE(Must(queue_->LinksOwed(std::nullopt)).empty()) << "the job is not done";
  file.place = "/inbox/copy.pdf";
  const Arrival copy = Must(queue_->Enqueue({{file}}, {})).at(0);
  ASSERT_EQ(Must(queue_->LinksOwed(std::nullopt)).size(), 1u);
  EXPECT_EQ(Must(queue_->LinksOwed(std::nullopt))[0].arrival, copy.id);
  EXPECT_EQ(Must(queue_->LinksOwed(std::nullopt))[0].kind, LinkKind::kDuplicate);
  Must(queue_->Fail(ClaimOne().lease, {ErrorClass::kDamaged, "damaged", "the file is damaged"}, Version(1)));
  const std::vector<OwedLink> owed = Must(queue_->LinksOwed(first.document));
  ASSERT_EQ(owed.size(), 2u);
  EXPECT_EQ(owed[0].arrival, first.id);
  EXPECT_EQ(owed[0].name, "one.pdf");
  EXPECT_EQ(owed[0].kind, LinkKind::kFailed);
  EXPECT_EQ(owed[0].reason, "the file is damaged");
  EXPECT_EQ(owed[0].old_link, "");
  ASSERT_TRUE(queue_->Note({{{.arrival = first.id, .link = MadeLink{LinkKind::kFailed, "/failed/one.pdf"}},
                             {.arrival = copy.id, .link = MadeLink{}}}}));
  EXPECT_TRUE(Must(queue_->LinksOwed(std::nullopt)).empty());
  EXPECT_TRUE(Must(queue_->LinksOwed(first.document)).empty());
  EXPECT_TRUE(Must(queue_->LinksToReplace()).empty());

  // What is read after all is no longer to be found among what failed.
  ASSERT_TRUE(queue_->Retry(first.document));
  const ClaimedJob again = ClaimOne();
  Must(queue_->Finish(again.lease, Read(again), Version(1)));
  const std::vector<OwedLink> moved = Must(queue_->LinksOwed(first.document));
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved[0].kind, LinkKind::kProcessed);
  EXPECT_EQ(moved[0].old_link, "/failed/one.pdf");
  EXPECT_TRUE(Must(queue_->LinksOwed(std::nullopt)).empty()) << "it is not the first";
  EXPECT_EQ(Must(queue_->LinksToReplace()).size(), 1u);
}

TEST_F(JobQueueTest, NoJobIsClaimedTwiceByManyProcesses) {
  constexpr int kJobs = 60, kProcesses = 4;
  std::vector<ArrivingFile> files;
  for (int i = 0; i < kJobs; ++i) files.push_back(File("f" + std::to_string(i), "C" + std::to_string(i % 7)));
  Must(queue_->Enqueue(files, {}));
  std::vector<pid_t> children;
  for (int c = 0; c < kProcesses; ++c) {
    const pid_t child = fork();
    if (child == 0) {
      auto queue = Open("process " + std::to_string(c));
      for (;;) {
        const std::vector<ClaimedJob> jobs = Must(queue->Claim({3}));
        if (jobs.empty()) _exit(0);
        for (const ClaimedJob& job : jobs) {
          if (Must(queue->Finish(job.lease, Read(job), Version(1))).lease != LeaseOutcome::kHeld) _exit(1);
        }
      }
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(Must(queue_->Count())[JobState::kDone], kJobs);
  EXPECT_EQ(store_.Export().size(), static_cast<std::size_t>(kJobs));
  auto database = Must(OpenConnection(store_.path, OpenMode::kExisting));
  EXPECT_EQ(database.execAndGet("SELECT sum(fence) FROM jobs").getInt(), kJobs);
}

}  // namespace
}  // namespace labintake::db::testing
