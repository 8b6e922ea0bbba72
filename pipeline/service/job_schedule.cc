#include "pipeline/service/job_schedule.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/task_wire.h"

namespace labintake::pipeline {

std::uint64_t JobSchedule::Add(db::ClaimedJob job, std::string task, bool last_attempt) {
  Open& open = jobs_.emplace_back();
  open.number = next_number_++;
  open.job = std::move(job);
  open.task = std::move(task);
  open.last_attempt = last_attempt;
  return open.number;
}

std::optional<JobSchedule::Work> JobSchedule::Next(Taste taste) {
  std::vector<Step> order = {Step::kJoin, Step::kOpen, Step::kPart};
  if (taste == Taste::kNoPages) order = {Step::kJoin, Step::kOpen};
  if (taste == Taste::kPagesFirst) order = {Step::kJoin, Step::kPart, Step::kOpen};
  for (const db::Priority priority : {db::Priority::kUrgent, db::Priority::kNormal}) {
    for (const Step step : order) {
      if (std::optional<Work> work = NextOf(priority, step)) return work;
    }
  }
  return std::nullopt;
}

std::optional<JobSchedule::Work> JobSchedule::NextOf(db::Priority priority, Step step) {
  for (Open& open : jobs_) {
    if (open.job.priority != priority) continue;
    if (step == Step::kOpen && open.state == Open::State::kNew) {
      open.state = Open::State::kWorking;
      return Work{open.number, step, 0, TaskMessage(std::exchange(open.task, {}))};
    }
    if (open.state != Open::State::kSplit) continue;
    if (step == Step::kPart && open.next_part < open.parts.size()) {
      const std::size_t part = open.next_part++;
      return Work{open.number, step, part, PartMessage(std::exchange(open.parts[part], {}))};
    }
    if (step == Step::kJoin && open.missing == 0) {
      open.state = Open::State::kWorking;
      return Work{open.number, step, 0, JoinMessage(std::exchange(open.for_join, {}), std::exchange(open.replies, {}))};
    }
  }
  return std::nullopt;
}

std::list<JobSchedule::Open>::iterator JobSchedule::Find(std::uint64_t number) {
  return std::find_if(jobs_.begin(), jobs_.end(), [&](const Open& open) { return open.number == number; });
}

std::optional<JobSchedule::Ended> JobSchedule::Finish(const Work& work, WorkerReply reply) {
  const auto open = Find(work.job);
  if (open == jobs_.end()) return std::nullopt;
  const auto end = [&](WorkerReply with, bool too_many = false) {
    Ended ended{std::move(open->job), std::move(with), too_many};
    jobs_.erase(open);
    return ended;
  };
  if (work.step == Step::kPart) {
    const bool killed = reply.outcome == WorkerReply::Outcome::kKilled && !open->last_attempt;
    if (killed || reply.outcome == WorkerReply::Outcome::kNotStarted) return end(std::move(reply));
    open->replies[work.part] = std::move(reply);
    --open->missing;
    return std::nullopt;
  }
  if (work.step == Step::kJoin || reply.outcome != WorkerReply::Outcome::kAnswered) return end(std::move(reply));
  std::optional<TaskAnswer> answer = DecodeTaskReply(std::move(reply.bytes));
  if (!answer) return end({WorkerReply::Outcome::kCrashed, "", "gave no usable answer"});
  if (answer->parts.empty()) return end({WorkerReply::Outcome::kAnswered, std::move(answer->bytes), ""});
  // An urgent one is never sent back.
  if (open->job.lane == db::Lane::kDigital && scans() >= most_scans_ && open->job.priority == db::Priority::kNormal) {
    return end({}, true);
  }
  open->job.lane = db::Lane::kScan;
  open->state = Open::State::kSplit;
  open->for_join = std::move(answer->bytes);
  open->parts = std::move(answer->parts);
  open->missing = open->parts.size();
  open->replies.resize(open->parts.size());
  return std::nullopt;
}

std::vector<db::ClaimedJob> JobSchedule::TakeUnbegun() {
  std::vector<db::ClaimedJob> taken;
  for (auto it = jobs_.begin(); it != jobs_.end();) {
    if (it->state == Open::State::kNew) {
      taken.push_back(std::move(it->job));
      it = jobs_.erase(it);
    } else {
      ++it;
    }
  }
  return taken;
}

std::vector<db::ClaimedJob> JobSchedule::TakeAll() {
  std::vector<db::ClaimedJob> taken;
  for (Open& open : jobs_) taken.push_back(std::move(open.job));
  jobs_.clear();
  return taken;
}

bool JobSchedule::Take(std::uint64_t job) {
  const auto open = Find(job);
  if (open == jobs_.end()) return false;
  jobs_.erase(open);
  return true;
}

std::vector<std::pair<std::uint64_t, db::Lease>> JobSchedule::Leases() const {
  std::vector<std::pair<std::uint64_t, db::Lease>> leases;
  for (const Open& open : jobs_) leases.emplace_back(open.number, open.job.lease);
  return leases;
}

std::size_t JobSchedule::unbegun() const {
  return static_cast<std::size_t>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const Open& open) { return open.state == Open::State::kNew; }));
}

std::size_t JobSchedule::scans() const {
  return static_cast<std::size_t>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const Open& open) { return open.job.lane == db::Lane::kScan; }));
}

int JobSchedule::room_for_scans() const {
  const std::size_t open = scans();
  return open < most_scans_ ? static_cast<int>(most_scans_ - open) : 0;
}

}  // namespace labintake::pipeline
