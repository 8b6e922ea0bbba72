#include "pipeline/task_schedule.h"

#include <utility>

#include "pipeline/task_wire.h"

namespace labintake::pipeline {

TaskSchedule::TaskSchedule(std::size_t count, MakeTask make, const ScheduleLimits& limits)
    : count_(count), make_(std::move(make)), limits_(limits) {}

bool TaskSchedule::MayBegin() const {
  if (next_ == count_) return false;
  if (open_.empty()) return true;
  return next_ < delivered_ + limits_.ahead && bytes_ < limits_.max_bytes;
}

std::optional<TaskSchedule::Work> TaskSchedule::Next() {
  for (auto& [index, open] : open_) {
    if (std::optional<Work> work = NextOf(index, open)) return work;
    // What is kept shrinks only when the oldest task is delivered.
    if (bytes_ >= limits_.max_bytes) return std::nullopt;
  }
  if (!MayBegin()) return std::nullopt;
  const std::size_t index = next_++;
  open_.try_emplace(index);
  return Work{index, Step::kTask, 0, TaskMessage(make_(index))};
}

std::optional<TaskSchedule::Work> TaskSchedule::NextOf(std::size_t index, Open& open) {
  if (open.state != Open::State::kSplit) return std::nullopt;
  if (open.next_part < open.parts.size()) {
    const std::size_t part = open.next_part++;
    const std::string message = std::exchange(open.parts[part], {});
    open.bytes -= message.size();
    bytes_ -= message.size();
    return Work{index, Step::kPart, part, PartMessage(message)};
  }
  if (open.missing > 0) return std::nullopt;
  Work join{index, Step::kJoin, 0, JoinMessage(open.for_join, open.replies)};
  bytes_ -= std::exchange(open.bytes, 0);
  open = Open{};
  return join;
}

void TaskSchedule::Finish(const Work& work, WorkerReply reply) {
  Open& open = open_.at(work.index);
  if (work.step == Step::kPart) {
    Keep(open, reply.bytes.size());
    open.replies[work.part] = std::move(reply);
    --open.missing;
    ++finished_parts_;
    return;
  }
  if (work.step == Step::kJoin || reply.outcome != WorkerReply::Outcome::kAnswered) {
    End(open, std::move(reply));
    return;
  }
  std::optional<TaskAnswer> answer = DecodeTaskReply(std::move(reply.bytes));
  if (!answer) {
    End(open, {WorkerReply::Outcome::kCrashed, "", "gave no usable answer"});
  } else if (answer->parts.empty()) {
    End(open, {WorkerReply::Outcome::kAnswered, std::move(answer->bytes), ""});
  } else {
    open.state = Open::State::kSplit;
    open.for_join = std::move(answer->bytes);
    open.parts = std::move(answer->parts);
    open.missing = open.parts.size();
    open.replies.resize(open.parts.size());
    Keep(open, open.for_join.size());
    for (const std::string& part : open.parts) Keep(open, part.size());
  }
}

void TaskSchedule::Keep(Open& open, std::size_t bytes) {
  open.bytes += bytes;
  bytes_ += bytes;
}

void TaskSchedule::End(Open& open, WorkerReply reply) {
  open.state = Open::State::kFinished;
  Keep(open, reply.bytes.size());
  open.result = std::move(reply);
  ++finished_;
}

TaskSchedule::Delivery TaskSchedule::Take(std::map<std::size_t, Open>::iterator it) {
  Delivery delivery{it->first, std::move(it->second.result)};
  bytes_ -= it->second.bytes;
  open_.erase(it);
  return delivery;
}

std::optional<TaskSchedule::Delivery> TaskSchedule::Deliver() {
  const auto oldest = open_.begin();
  if (oldest == open_.end() || oldest->first != delivered_ || oldest->second.state != Open::State::kFinished) {
    return std::nullopt;
  }
  ++delivered_;
  return Take(oldest);
}

std::optional<TaskSchedule::Delivery> TaskSchedule::DeliverAny() {
  for (auto it = open_.begin(); it != open_.end(); ++it) {
    if (it->second.state == Open::State::kFinished) return Take(it);
  }
  return std::nullopt;
}

}  // namespace labintake::pipeline
