// What a worker pool works on: tasks, and tasks that split.
//
// A task is bytes in and bytes out. One that finds much to do may split instead of answering: it names parts, which
// any worker may take, and what the join has to know; the join gets that and the parts' replies and gives the answer.
// All three run in worker processes; the parent only carries bytes from one to the next.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace labintake::pipeline {

struct WorkerReply {
  // kKilled: by somebody else (SIGKILL); kNotStarted: the system gives no process. Both say nothing about the work.
  enum class Outcome { kAnswered, kCrashed, kOutOfMemory, kTimedOut, kKilled, kNotStarted };
  Outcome outcome = Outcome::kCrashed;
  std::string bytes;   // kAnswered: what the callback returned
  std::string reason;  // otherwise what happened, as the end of "processing ...": "crashed (signal 11)"
};

struct TaskAnswer {
  TaskAnswer() = default;
  TaskAnswer(std::string answer) : bytes(std::move(answer)) {}  // NOLINT: an answer is most often only bytes
  TaskAnswer(std::string for_join, std::vector<std::string> split)
      : bytes(std::move(for_join)), parts(std::move(split)) {}

  std::string bytes;               // the answer, or with parts what the join has to know
  std::vector<std::string> parts;  // empty: the task is done
  std::string for_later = {};      // with which the same task is less work another time (pipeline/step_memory.h)
};

// The callbacks that run in the workers.
struct SplitWork {
  std::function<TaskAnswer(const std::string& task)> task;
  std::function<std::string(const std::string& part)> part;
  // `replies[i]` is that of part i, which may have been lost with its worker.
  std::function<std::string(const std::string& bytes, const std::vector<WorkerReply>& replies)> join;
};

}  // namespace labintake::pipeline
