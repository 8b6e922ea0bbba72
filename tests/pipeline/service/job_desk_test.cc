#include "pipeline/service/job_desk.h"

#include <gtest/gtest.h>

#include "db/digest.h"
#include "tests/db/fake_clock.h"
#include "tests/db/fake_reports.h"

namespace labintake::pipeline {
namespace {

using db::testing::Must;

// The store's queue, which refuses when it is told to, as with a full disk.
class RefusingQueue : public db::JobQueue {
 public:
  explicit RefusingQueue(std::unique_ptr<db::JobQueue> real) : real_(std::move(real)) {}

  Result<std::vector<db::Arrival>> Enqueue(std::span<const db::ArrivingFile> files,
                                           std::span<const db::ArrivalNote> notes) override {
    return Ask([&] { return real_->Enqueue(files, notes); });
  }
  Result<void> Note(std::span<const db::ArrivalNote> notes) override {
    return Ask([&] { return real_->Note(notes); });
  }
  Result<std::vector<db::UnremovedFile>> NotRemoved(const std::string& folder) override {
    return Ask([&] { return real_->NotRemoved(folder); });
  }
  Result<std::vector<db::OwedLink>> LinksOwed(std::optional<std::int64_t> document) override {
    return Ask([&] { return real_->LinksOwed(document); });
  }
  Result<std::vector<db::OwedLink>> LinksToReplace() override {
    return Ask([&] { return real_->LinksToReplace(); });
  }
  Result<std::vector<db::ClaimedJob>> Claim(const db::ClaimRequest& request) override {
    return Ask([&] { return real_->Claim(request); });
  }
  Result<std::vector<std::int64_t>> Heartbeat() override {
    return Ask([&] { return real_->Heartbeat(); });
  }
  Result<db::Tended> Tend(const db::RunInfo& run) override {
    return Ask([&] { return real_->Tend(run); });
  }
  Result<db::FinishedJob> Finish(const db::Lease& lease, const Document& document, const db::RunInfo& run) override {
    return Ask([&] { return real_->Finish(lease, document, run); });
  }
  Result<db::FailedJob> Fail(const db::Lease& lease, const db::JobError& error, const db::RunInfo& run) override {
    return Ask([&] { return real_->Fail(lease, error, run); });
  }
  Result<void> Return(std::span<const Returned> jobs) override {
    return Ask([&] { return real_->Return(jobs); });
  }
  Result<db::JobCounts> Count() override { return real_->Count(); }
  Result<std::vector<db::Job>> List(const db::JobFilter& filter) override { return real_->List(filter); }
  Result<db::Job> Get(std::int64_t document) override { return real_->Get(document); }
  Result<void> Retry(std::int64_t document) override { return real_->Retry(document); }
  Result<void> Cancel(std::int64_t document) override { return real_->Cancel(document); }

  bool refuses = false;
  int asked = 0;

 private:
  template <typename Call>
  auto Ask(Call call) -> decltype(call()) {
    ++asked;
    if (refuses) return labintake::Fail(ErrorCode::kStore, "The disk that holds the database is full.");
    return call();
  }

  std::unique_ptr<db::JobQueue> real_;
};

class JobDeskTest : public ::testing::Test {
 protected:
  static constexpr std::int64_t kLeaseMs = 60'000;

  std::unique_ptr<db::JobQueue> Open(const std::string& owner) {
    db::JobQueueOptions options;
    options.owner = owner;
    options.lease_ms = kLeaseMs;
    options.clock = &clock_;
    return Must(db::OpenJobQueue(store_.path, db::OpenMode::kCreate, options));
  }

  void Add(const std::string& bytes) {
    db::ArrivingFile file;
    file.name = bytes;
    file.place = "/inbox/" + bytes;
    file.sha256 = db::Sha256Hex(bytes);
    Must(queue_.Enqueue({{file}}, {}));
    desk_.MoreJobs();
  }

  db::ClaimedJob ClaimOne() { return desk_.Claim({1}).at(0); }

  Conclusion Read(const db::ClaimedJob& job) const {
    Document document = db::testing::Doc({db::testing::Row("Iron", "5")});
    document.sha256 = job.sha256;
    return {job, document, db::testing::Version(1), clock_.steady_ms};
  }

  int Logged(const std::string& event) const {
    int count = 0;
    for (const std::string& line : lines_) count += line.find(" " + event) != std::string::npos;
    return count;
  }

  db::testing::TestStore store_;
  db::testing::FakeClock clock_;
  std::vector<std::string> lines_;
  EventLog log_{LogFormat::kText, clock_, [this](std::string_view line) { lines_.emplace_back(line); }};
  RefusingQueue queue_{Open("a")};
  std::vector<std::int64_t> ended_;
  JobDesk desk_{queue_, kLeaseMs, clock_, log_, [this](std::int64_t document) { ended_.push_back(document); }};
};

TEST_F(JobDeskTest, WhatIsReadIsKeptUntilTheDatabaseTakesIt) {
  Add("one");
  Add("two");
  const db::ClaimedJob one = ClaimOne();
  queue_.refuses = true;
  desk_.Conclude(Read(one));
  EXPECT_FALSE(desk_.idle());
  EXPECT_TRUE(desk_.refused());
  EXPECT_TRUE(desk_.Claim({1}).empty()) << "nothing new while it cannot be stored";
  // Asked less and less often.
  queue_.asked = 0;
  for (int i = 0; i < 600; ++i) {
    clock_.Pass(100);
    desk_.Tend({}, db::testing::Version(1));
  }
  EXPECT_GT(queue_.asked, 4);
  EXPECT_LT(queue_.asked, 10);
  EXPECT_EQ(Logged("database-refuses"), 1) << "it is said once";
  EXPECT_NE(lines_.back().find("The disk that holds the database is full."), std::string::npos);

  queue_.refuses = false;
  clock_.Pass(30'000);
  EXPECT_TRUE(desk_.Tend({}, db::testing::Version(1)).empty());
  EXPECT_TRUE(desk_.idle());
  EXPECT_EQ(Logged("database-works-again"), 1);
  EXPECT_EQ(store_.Export().size(), 1u);
  EXPECT_EQ(ended_, (std::vector{one.lease.document}));
  EXPECT_EQ(Must(queue_.Get(one.lease.document)).attempts, 0) << "a full disk costs no attempt";
  EXPECT_EQ(desk_.Claim({5}).size(), 1u);
}

TEST_F(JobDeskTest, AnsweredInTheOrderInWhichItWasRead) {
  for (const char* bytes : {"one", "two", "three"}) Add(bytes);
  std::vector<db::ClaimedJob> jobs = desk_.Claim({3});
  queue_.refuses = true;
  desk_.Conclude(Read(jobs[0]));
  queue_.refuses = false;
  // The database would take it, but nobody has asked since.
  desk_.Conclude({jobs[1], db::JobError{db::ErrorClass::kDamaged, "damaged", "it is damaged"}, {}, 0});
  desk_.Return({&jobs[2], 1});
  EXPECT_EQ(Must(queue_.Count())[db::JobState::kRunning], 3);
  desk_.Flush();
  EXPECT_TRUE(desk_.idle());
  EXPECT_EQ(ended_, (std::vector{jobs[0].lease.document, jobs[1].lease.document}));
  EXPECT_EQ(Must(queue_.Get(jobs[2].lease.document)).state, db::JobState::kQueued);
}

TEST_F(JobDeskTest, LeasesAreRenewedAndLossesTold) {
  Add("one");
  Add("two");
  const std::vector<db::ClaimedJob> jobs = desk_.Claim({2});
  const std::vector<db::Lease> held = {jobs[0].lease, jobs[1].lease};
  auto other = Open("b");
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(desk_.Tend(held, {}).empty());
    clock_.Pass(kLeaseMs / 2);
    EXPECT_EQ(Must(other->Tend({})).lost, 0);
  }
  ASSERT_TRUE(other->Cancel(jobs[0].lease.document));
  const std::vector<db::Lease> lost = desk_.Tend(held, {});
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].document, jobs[0].lease.document);
  desk_.Conclude(Read(jobs[0]));
  EXPECT_EQ(Logged("lease-lost"), 1);
  EXPECT_TRUE(ended_.empty());
}

TEST_F(JobDeskTest, ARetryIsFoundWhenItIsDue) {
  Add("one");
  desk_.Tend({}, {});
  desk_.Conclude({ClaimOne(), db::JobError{db::ErrorClass::kTimeLimit, "worker-died", "it took long"}, {}, 0});
  EXPECT_EQ(Logged("job-retry"), 1);
  EXPECT_TRUE(desk_.Claim({1}).empty());
  std::int64_t waited = 0;
  std::vector<db::ClaimedJob> again;
  for (; again.empty() && waited < 20'000; waited += 100) {
    clock_.Pass(100);
    if (clock_.steady_ms >= desk_.next_ms()) desk_.Tend({}, {});
    again = desk_.Claim({1});
  }
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attempt, 2);
  EXPECT_GE(waited, 4'900);
  EXPECT_LE(waited, 10'200);
}

}  // namespace
}  // namespace labintake::pipeline
