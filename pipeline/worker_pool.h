// Tasks in worker processes: what one task does to its process, no other task notices.
//
// Each worker is a fork of this process that reads a task, runs the callback and writes the reply, over and over. A
// worker that dies, answers with bytes that are no reply, or exceeds the time limit is killed; its task is tried again
// once in a fresh worker and then reported as lost. The same holds for each part of a task that splits
// (pipeline/task.h). Workers hold no descriptor but their own channel, have /dev/null for stdin and stdout, may read
// files and nothing else (pipeline/sandbox.h), leave no core dump, and end when the parent ends, however that happens.
//
//   WorkerPool pool(options, [](const std::string& path) { return Work(path); });
//   pool.Run(paths, [&](std::size_t i, WorkerReply reply) { Print(reply); return true; });
//
// The callbacks run in the workers only; they see the memory of the parent as it was at the fork, and what they keep
// there stays for the worker's next task. Not thread-safe; the parent must have no second thread while Run() works,
// because it forks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/step_memory.h"
#include "pipeline/task.h"

namespace labintake::pipeline {

// How far a run is.
struct RunProgress {
  std::size_t tasks = 0;  // that have their answer
  std::size_t parts = 0;  // of all tasks
};

struct WorkerPoolOptions {
  int workers = 1;                           // no more are started than there is work at a time
  double timeout_seconds = 120;              // wall time of one try of a task or a join; 0: no limit
  std::uint64_t memory_mib = 4096;           // address space of a worker; 0: no limit
  std::size_t max_reply_bytes = 1ull << 30;  // a longer reply is a failure
  int stop_fd = -1;                          // as soon as it is readable, Run() stops; -1: never
  // About five times a second, and whenever something was finished.
  std::function<void(const RunProgress& progress)> on_tick = {};
  double part_timeout_seconds = 60;  // wall time of one try of a part; 0: no limit
  bool may_write = false;            // workers may make and write files
  StepMemory* memory = nullptr;      // what need not be done again; null: everything is
};

// How many workers the machine can serve at a time.
int UsableCores();

enum class RunEnd {
  kAll,          // every task was delivered
  kStopped,      // the receiver asked to stop
  kInterrupted,  // stop_fd; what was finished has been delivered
};

class WorkerPool {
 public:
  using Work = std::function<TaskAnswer(const std::string& task)>;
  using MakeTask = std::function<std::string(std::size_t index)>;
  // Returns false to stop.
  using Receive = std::function<bool(std::size_t index, WorkerReply reply)>;

  // `work` must not split.
  WorkerPool(WorkerPoolOptions options, Work work);
  WorkerPool(WorkerPoolOptions options, SplitWork work);

  // Runs all tasks and hands every reply to `receive` in the order of `tasks`, whatever the number of workers. What
  // waits for an earlier task is bounded in number and size. No worker is left when it returns.
  RunEnd Run(const std::vector<std::string>& tasks, const Receive& receive);
  // The same for `count` tasks, each of which is made when its turn comes.
  RunEnd Run(std::size_t count, const MakeTask& make, const Receive& receive);

 private:
  WorkerPoolOptions options_;
  SplitWork work_;
};

}  // namespace labintake::pipeline
