#include "pipeline/task_schedule.h"

#include <gtest/gtest.h>

#include "pipeline/task_wire.h"

namespace labintake::pipeline {
namespace {

using Step = TaskSchedule::Step;
using Work = TaskSchedule::Work;

WorkerReply Answered(std::string bytes) { return {WorkerReply::Outcome::kAnswered, std::move(bytes), ""}; }

// Task i splits into `parts[i]` parts, 0 for none.
struct Fake {
  std::vector<std::size_t> parts;

  TaskSchedule Schedule(const ScheduleLimits& limits = {}) const {
    return TaskSchedule(
        parts.size(), [](std::size_t i) { return std::to_string(i); }, limits);
  }

  // What a worker answers.
  std::string Reply(const std::string& message) const {
    return WorkOn({[this](const std::string& task) {
                     TaskAnswer answer("task " + task);
                     for (std::size_t i = 0; i < parts[std::stoul(task)]; ++i) {
                       answer.parts.push_back(task + "." + std::to_string(i));
                     }
                     return answer;
                   },
                   [](const std::string& part) { return "part " + part; },
                   [](const std::string& bytes, const std::vector<WorkerReply>& replies) {
                     std::string all = bytes + ":";
                     for (const WorkerReply& r : replies) all += " " + (r.bytes.empty() ? r.reason : r.bytes);
                     return all;
                   }},
                  message);
  }
};

std::string Name(const Work& work) {
  const std::string index = std::to_string(work.index);
  if (work.step == Step::kPart) return index + "." + std::to_string(work.part);
  return work.step == Step::kJoin ? index + "j" : index;
}

TEST(TaskScheduleTest, ASplitTaskIsJoinedInItsPlace) {
  const Fake fake{{0, 3, 0}};
  TaskSchedule schedule = fake.Schedule();
  std::string order;
  std::vector<std::string> delivered;
  while (!schedule.done()) {
    while (auto delivery = schedule.Deliver()) delivered.push_back(delivery->reply.bytes);
    if (schedule.done()) break;
    const std::optional<Work> work = schedule.Next();
    ASSERT_TRUE(work);
    order += Name(*work) + " ";
    schedule.Finish(*work, Answered(fake.Reply(work->message)));
  }
  EXPECT_EQ(schedule.finished(), 3u);
  EXPECT_EQ(schedule.finished_parts(), 3u);
  // The parts come before later tasks.
  EXPECT_EQ(order, "0 1 1.0 1.1 1.2 1j 2 ");
  EXPECT_EQ(delivered, (std::vector<std::string>{"task 0", "task 1: part 1.0 part 1.1 part 1.2", "task 2"}));
}

TEST(TaskScheduleTest, PartsOfSeveralTasksAreInWorkAtOnce) {
  const Fake fake{{2, 2, 0}};
  TaskSchedule schedule = fake.Schedule();
  std::vector<Work> working;
  // Gives out all there is.
  const auto start = [&] {
    std::string names;
    while (std::optional<Work> work = schedule.Next()) {
      working.push_back(*work);
      names += Name(*work) + " ";
    }
    return names;
  };
  const auto finish = [&](std::size_t i) {
    const Work work = working[i];
    working.erase(working.begin() + static_cast<std::ptrdiff_t>(i));
    schedule.Finish(work, Answered(fake.Reply(work.message)));
  };
  EXPECT_EQ(start(), "0 1 2 ");
  finish(0);
  finish(0);
  EXPECT_EQ(start(), "0.0 0.1 1.0 1.1 ");
  finish(0);  // 2
  finish(3);  // 1.1
  finish(1);  // 0.1
  EXPECT_EQ(start(), "");
  finish(0);  // 0.0
  EXPECT_EQ(start(), "0j ");
  EXPECT_FALSE(schedule.Deliver());
  EXPECT_EQ(schedule.finished(), 1u);
  // An interruption now: only what is whole.
  EXPECT_EQ(schedule.DeliverAny()->index, 2u);
  EXPECT_FALSE(schedule.DeliverAny());
}

TEST(TaskScheduleTest, ALostPartIsToldToTheJoin) {
  const Fake fake{{2}};
  TaskSchedule schedule = fake.Schedule();
  for (std::optional<Work> work; (work = schedule.Next());) {
    if (Name(*work) == "0.0") {
      schedule.Finish(*work, {WorkerReply::Outcome::kTimedOut, "", "took too long"});
    } else {
      schedule.Finish(*work, Answered(fake.Reply(work->message)));
    }
  }
  EXPECT_EQ(schedule.Deliver()->reply.bytes, "task 0: took too long part 0.1");
}

TEST(TaskScheduleTest, ALostTaskIsDeliveredAsSuch) {
  for (const Step lost : {Step::kTask, Step::kJoin}) {
    const Fake fake{{1}};
    TaskSchedule schedule = fake.Schedule();
    for (std::optional<Work> work; (work = schedule.Next());) {
      if (work->step == lost) {
        schedule.Finish(*work, {WorkerReply::Outcome::kCrashed, "", "crashed"});
      } else {
        schedule.Finish(*work, Answered(fake.Reply(work->message)));
      }
    }
    const auto delivery = schedule.Deliver();
    ASSERT_TRUE(delivery);
    EXPECT_EQ(delivery->reply.outcome, WorkerReply::Outcome::kCrashed);
    EXPECT_EQ(delivery->reply.reason, "crashed");
    EXPECT_TRUE(schedule.done());
  }
}

TEST(TaskScheduleTest, AReplyThatIsNoneIsALostTask) {
  for (const char* reply : {"", "X", "S", "S\x01"}) {
    TaskSchedule schedule = Fake{{0}}.Schedule();
    schedule.Finish(*schedule.Next(), Answered(reply));
    EXPECT_EQ(schedule.Deliver()->reply.outcome, WorkerReply::Outcome::kCrashed) << reply;
  }
}

TEST(TaskScheduleTest, WorkRunsAheadOnlySoFar) {
  const Fake fake{std::vector<std::size_t>(20, 0)};
  TaskSchedule schedule = fake.Schedule({.ahead = 4});
  const std::optional<Work> slow = schedule.Next();
  int begun = 1;
  for (std::optional<Work> work; (work = schedule.Next()); ++begun) {
    schedule.Finish(*work, Answered(fake.Reply(work->message)));
  }
  EXPECT_EQ(begun, 4);
  schedule.Finish(*slow, Answered(fake.Reply(slow->message)));
  while (schedule.Deliver()) {
  }
  EXPECT_TRUE(schedule.Next());
}

TEST(TaskScheduleTest, WhatWaitsIsBoundedInBytes) {
  const Fake fake{{3, 3, 0}};
  TaskSchedule schedule = fake.Schedule({.ahead = 16, .max_bytes = 1000});
  std::vector<Work> first;
  for (int i = 0; i < 2; ++i) first.push_back(*schedule.Next());
  for (const Work& work : first) schedule.Finish(work, Answered(fake.Reply(work.message)));
  // A part of the oldest task answers with more than all may have: the second task has to wait, the first goes on.
  const Work part = *schedule.Next();
  EXPECT_EQ(Name(part), "0.0");
  schedule.Finish(part, Answered(std::string(2000, 'x')));
  std::string order;
  for (std::optional<Work> work; (work = schedule.Next());) {
    order += Name(*work) + " ";
    schedule.Finish(*work, Answered(fake.Reply(work->message)));
  }
  EXPECT_EQ(order, "0.1 0.2 0j ");
  EXPECT_EQ(schedule.Deliver()->index, 0u);
  EXPECT_EQ(Name(*schedule.Next()), "1.0");
}

TEST(TaskScheduleTest, NoTasks) { EXPECT_TRUE(Fake{}.Schedule().done()); }

}  // namespace
}  // namespace labintake::pipeline
