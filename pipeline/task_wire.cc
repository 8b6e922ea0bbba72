#include "pipeline/task_wire.h"

#include <stdexcept>
#include <utility>

#include "model/wire_format.h"

namespace labintake::pipeline {

const char* ToString(WorkerReply::Outcome outcome) {
  // Names for the decoder only: what has none does not exist.
  switch (outcome) {
    case WorkerReply::Outcome::kAnswered: return "answered";
    case WorkerReply::Outcome::kCrashed: return "crashed";
    case WorkerReply::Outcome::kOutOfMemory: return "out-of-memory";
    case WorkerReply::Outcome::kTimedOut: return "timed-out";
    case WorkerReply::Outcome::kKilled: return "killed";
    case WorkerReply::Outcome::kNotStarted: return "not-started";
  }
  return "";
}

template <typename A, wire::Either<WorkerReply> T>
void Fields(A& a, T& v) {
  auto& [outcome, bytes, reason] = v;
  a(outcome, bytes, reason);
}

namespace {

// The first byte of a message to a worker.
constexpr char kTask = 'T', kPart = 'P', kJoin = 'J';
// The first byte of a task's reply.
constexpr char kAnswer = 'A', kSplit = 'S';
// Before it, with what is for later.
constexpr char kForLater = 'L';

std::string ReplyOf(TaskAnswer answer) {
  if (answer.parts.empty()) return answer.bytes.insert(0, 1, kAnswer);
  std::string reply(1, kSplit);
  wire::Writer writer(&reply);
  writer(answer.bytes, answer.parts);
  return reply;
}

}  // namespace

std::string TaskMessage(const std::string& task) { return std::string(1, kTask).append(task); }

std::string PartMessage(const std::string& part) { return std::string(1, kPart).append(part); }

std::string JoinMessage(const std::string& bytes, const std::vector<WorkerReply>& replies) {
  std::string message(1, kJoin);
  wire::Writer writer(&message);
  writer(bytes, replies);
  return message;
}

std::string WorkOn(const SplitWork& work, const std::string& message) {
  if (message.empty()) throw std::invalid_argument("empty message");
  if (message.front() == kPart) return work.part(message.substr(1));
  if (message.front() == kJoin) {
    wire::Reader reader(std::string_view(message).substr(1));
    std::string bytes;
    std::vector<WorkerReply> replies;
    reader(bytes, replies);
    if (!reader.AtEnd()) throw std::invalid_argument("no message for a join");
    return work.join(bytes, replies);
  }
  TaskAnswer answer = work.task(message.substr(1));
  if (answer.for_later.empty()) return ReplyOf(std::move(answer));
  const std::string for_later = std::exchange(answer.for_later, {});
  std::string reply(1, kForLater);
  wire::Writer writer(&reply);
  writer(for_later, ReplyOf(std::move(answer)));
  return reply;
}

std::string TakeForLater(std::string* reply) {
  if (reply->empty() || reply->front() != kForLater) return "";
  wire::Reader reader(std::string_view(*reply).substr(1));
  std::string for_later, rest;
  reader(for_later, rest);
  if (!reader.AtEnd()) return "";
  *reply = std::move(rest);
  return for_later;
}

std::optional<std::string> TaskOf(const std::string& message) {
  return message.starts_with(kTask) ? std::optional(message.substr(1)) : std::nullopt;
}

std::optional<std::string> PartOf(const std::string& message) {
  return message.starts_with(kPart) ? std::optional(message.substr(1)) : std::nullopt;
}

std::optional<TaskAnswer> DecodeTaskReply(std::string bytes) {
  TakeForLater(&bytes);
  if (bytes.empty()) return std::nullopt;
  const char kind = bytes.front();
  if (kind == kAnswer) {
    bytes.erase(0, 1);
    return TaskAnswer(std::move(bytes));
  }
  TaskAnswer answer;
  wire::Reader reader(std::string_view(bytes).substr(1));
  reader(answer.bytes, answer.parts);
  if (kind != kSplit || !reader.AtEnd() || answer.parts.empty()) return std::nullopt;
  return answer;
}

}  // namespace labintake::pipeline
