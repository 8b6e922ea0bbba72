#include "pipeline/service/job_schedule.h"

#include <gtest/gtest.h>

#include "pipeline/task_wire.h"

namespace labintake::pipeline {
namespace {

using Step = JobSchedule::Step;
using Taste = JobSchedule::Taste;
using Outcome = WorkerReply::Outcome;

class JobScheduleTest : public ::testing::Test {
 protected:
  std::uint64_t Add(std::int64_t document, db::Priority priority = db::Priority::kNormal,
                    db::Lane lane = db::Lane::kDigital, bool last_attempt = false) {
    db::ClaimedJob job;
    job.lease = {document, 1};
    job.priority = priority;
    job.lane = lane;
    return schedule_.Add(job, "task " + std::to_string(document), last_attempt);
  }

  // What a worker answers when the task splits into `pages` pages.
  static WorkerReply Split(int pages) {
    const SplitWork work{[&](const std::string& task) {
                           std::vector<std::string> parts;
                           for (int i = 0; i < pages; ++i) parts.push_back(task + " page " + std::to_string(i));
                           return TaskAnswer("known of " + task, parts);
                         },
                         {},
                         {}};
    return {Outcome::kAnswered, WorkOn(work, TaskMessage("x")), ""};
  }

  static WorkerReply Done() {
    const SplitWork work{[](const std::string& task) { return TaskAnswer("read " + task); }, {}, {}};
    return {Outcome::kAnswered, WorkOn(work, TaskMessage("x")), ""};
  }

  static WorkerReply Lost(Outcome outcome) { return {outcome, "", "ended"}; }

  JobSchedule::Work Next(Taste taste = Taste::kAny) {
    const std::optional<JobSchedule::Work> work = schedule_.Next(taste);
    EXPECT_TRUE(work);
    return work.value_or(JobSchedule::Work{});
  }

  JobScheduleTest() { schedule_.LimitScans(2); }

  JobSchedule schedule_;
};

TEST_F(JobScheduleTest, ADigitalJobIsOneStep) {
  Add(7);
  const JobSchedule::Work work = Next();
  EXPECT_EQ(work.step, Step::kOpen);
  EXPECT_FALSE(schedule_.Next(Taste::kAny));
  const std::optional<JobSchedule::Ended> ended = schedule_.Finish(work, Done());
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->job.lease.document, 7);
  EXPECT_EQ(ended->reply.outcome, Outcome::kAnswered);
  EXPECT_EQ(ended->reply.bytes, "read x");
  EXPECT_EQ(schedule_.size(), 0u);
}

TEST_F(JobScheduleTest, AScanIsPagesAndAJoin) {
  Add(7);
  EXPECT_FALSE(schedule_.Finish(Next(), Split(2)));
  const JobSchedule::Work first = Next(), second = Next();
  EXPECT_EQ(first.step, Step::kPart);
  EXPECT_EQ(second.part, 1u);
  EXPECT_FALSE(schedule_.Next(Taste::kAny));
  EXPECT_FALSE(schedule_.Finish(second, Done()));
  EXPECT_FALSE(schedule_.Finish(first, Lost(Outcome::kTimedOut))) << "a page that is lost is a finding of its document";
  const JobSchedule::Work join = Next();
  EXPECT_EQ(join.step, Step::kJoin);
  const std::optional<JobSchedule::Ended> ended = schedule_.Finish(join, {Outcome::kAnswered, "document", ""});
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->reply.bytes, "document");
  EXPECT_EQ(ended->job.lane, db::Lane::kScan);
}

TEST_F(JobScheduleTest, DigitalFilesPassScansAndUrgentOnesPassAll) {
  Add(1);
  schedule_.Finish(Next(), Split(3));
  const JobSchedule::Work page = Next();
  EXPECT_EQ(page.step, Step::kPart);
  Add(2);
  const std::uint64_t urgent = Add(3, db::Priority::kUrgent);
  const JobSchedule::Work opened = Next();
  EXPECT_EQ(opened.job, urgent);
  schedule_.Finish(opened, Split(1));
  EXPECT_EQ(Next().job, urgent) << "its page too";
  EXPECT_EQ(Next().step, Step::kOpen) << "document 2 before pages of 1";
  EXPECT_EQ(Next().step, Step::kPart);
}

TEST_F(JobScheduleTest, OneWorkerIsKeptForShortWork) {
  Add(1);
  schedule_.Finish(Next(), Split(2));
  EXPECT_FALSE(schedule_.Next(Taste::kNoPages));
  Add(2);
  EXPECT_EQ(Next(Taste::kNoPages).step, Step::kOpen);
  schedule_.Finish(Next(), Done());
  schedule_.Finish(Next(), Done());
  EXPECT_EQ(Next(Taste::kNoPages).step, Step::kJoin);
}

TEST_F(JobScheduleTest, OneWorkerKeepsScansGoing) {
  Add(1);
  schedule_.Finish(Next(), Split(2));
  Add(2);
  EXPECT_EQ(Next(Taste::kPagesFirst).step, Step::kPart);
  const std::uint64_t urgent = Add(3, db::Priority::kUrgent);
  EXPECT_EQ(Next(Taste::kPagesFirst).job, urgent) << "urgent work comes first everywhere";
  EXPECT_EQ(Next(Taste::kPagesFirst).step, Step::kPart);
  EXPECT_EQ(Next(Taste::kPagesFirst).step, Step::kOpen) << "without pages it does what there is";
}

TEST_F(JobScheduleTest, ScansBeyondTheBoundGoBack) {
  for (int i = 1; i <= 2; ++i) {
    Add(i);
    EXPECT_FALSE(schedule_.Finish(Next(), Split(1)));
  }
  EXPECT_EQ(schedule_.room_for_scans(), 0);
  Add(3);
  const std::optional<JobSchedule::Ended> third = schedule_.Finish(Next(), Split(1));
  ASSERT_TRUE(third);
  EXPECT_TRUE(third->one_scan_too_many);
  EXPECT_EQ(third->job.lease.document, 3);
  Add(4, db::Priority::kUrgent);
  EXPECT_FALSE(schedule_.Finish(Next(), Split(1))) << "an urgent one never";
}

TEST_F(JobScheduleTest, AKilledWorkerEndsTheAttemptButNotTheLast) {
  Add(1);
  schedule_.Finish(Next(), Split(2));
  const JobSchedule::Work first = Next(), second = Next();
  const std::optional<JobSchedule::Ended> ended = schedule_.Finish(first, Lost(Outcome::kKilled));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->reply.outcome, Outcome::kKilled);
  EXPECT_FALSE(schedule_.Finish(second, Done())) << "of a job that is no longer here";
  EXPECT_FALSE(schedule_.Next(Taste::kAny));

  Add(1, db::Priority::kNormal, db::Lane::kScan, true);
  schedule_.Finish(Next(), Split(1));
  EXPECT_FALSE(schedule_.Finish(Next(), Lost(Outcome::kKilled)));
  EXPECT_EQ(Next().step, Step::kJoin);
}

TEST_F(JobScheduleTest, LostOpeningsAndNonsenseEndTheJob) {
  Add(1);
  EXPECT_EQ(schedule_.Finish(Next(), Lost(Outcome::kOutOfMemory))->reply.outcome, Outcome::kOutOfMemory);
  Add(2);
  EXPECT_EQ(schedule_.Finish(Next(), {Outcome::kAnswered, "nonsense", ""})->reply.outcome, Outcome::kCrashed);
}

TEST_F(JobScheduleTest, JobsAreTakenOut) {
  const std::uint64_t begun = Add(1);
  const JobSchedule::Work work = Next();
  Add(2);
  Add(3);
  EXPECT_EQ(schedule_.unbegun(), 2u);
  EXPECT_EQ(schedule_.Leases().size(), 3u);
  EXPECT_EQ(schedule_.TakeUnbegun().size(), 2u);
  EXPECT_EQ(schedule_.size(), 1u);
  EXPECT_TRUE(schedule_.Take(begun));
  EXPECT_FALSE(schedule_.Take(begun));
  EXPECT_FALSE(schedule_.Finish(work, Done()));
  Add(4);
  EXPECT_EQ(schedule_.TakeAll().at(0).lease.document, 4);
}

}  // namespace
}  // namespace labintake::pipeline
