// Worker processes and what each of them does just now: the mechanics under worker_pool.h and the batch service.
//
// A slot is a place for one process. Work that is begun in a slot ends with exactly one call of `finished`, unless it
// is abandoned: with the reply, or, when the process died, wrote nonsense or took too long, and a fresh process did no
// better as often as the work may be tried, with what happened. The process of a slot is kept for its next work where
// that has the same callbacks. Not thread-safe; the parent must have no second thread, because it forks.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/task.h"
#include "pipeline/worker_process.h"

namespace labintake::pipeline {

struct CrewOptions {
  int slots = 1;
  std::uint64_t memory_mib = 4096;           // address space of a worker; 0: no limit
  std::size_t max_reply_bytes = 1ull << 30;  // a longer reply is nonsense
  int work_per_process = 0;                  // then it is replaced, with what libraries leaked in it; 0: never
};

struct CrewWork {
  // Runs in the process; it is forked with them, and so with what they hold. Not null.
  std::shared_ptr<const WorkerProcess::Work> callbacks;
  std::string message;
  double limit_seconds = 0;  // wall time of one try; 0: none
  int tries = 2;  // two in any case when somebody kills the process
};

class WorkerCrew {
 public:
  using Clock = std::chrono::steady_clock;
  using Finished = std::function<void(std::size_t slot, WorkerReply reply)>;

  // `finished` must not call the crew.
  WorkerCrew(const CrewOptions& options, Finished finished);

  std::size_t size() const { return slots_.size(); }
  bool idle(std::size_t slot) const { return !slots_[slot].work; }

  // May call `finished` at once, when the system gives no process. REQUIRES: idle(slot).
  void Begin(std::size_t slot, CrewWork work);
  // Ends the process and forgets what it does; `finished` is not called. Nothing when it is idle.
  void Abandon(std::size_t slot);
  // Ends all processes. What they did is forgotten.
  void Dismiss();

  // Until a worker has something to say, a limit of time is over, one of `others` is ready (see their revents), a
  // signal comes, or `until`. Calls `finished` for what has ended.
  void Wait(std::span<pollfd> others, Clock::time_point until);

 private:
  struct Slot {
    WorkerProcess process;
    std::shared_ptr<const WorkerProcess::Work> callbacks;  // those of the process
    int done = 0;                                          // by the process
    std::optional<CrewWork> work;
    int tries = 0;  // of `work`
    Clock::time_point deadline = Clock::time_point::max();
  };

  void Try(std::size_t index, int tries);
  void Finish(std::size_t index, WorkerReply reply);
  void Lost(std::size_t index, WorkerReply::Outcome outcome);
  void Take(std::size_t index);

  const CrewOptions options_;
  const Finished finished_;
  std::vector<Slot> slots_;
};

}  // namespace labintake::pipeline
