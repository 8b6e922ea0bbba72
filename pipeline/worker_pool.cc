#include "pipeline/worker_pool.h"

#include <poll.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "pipeline/task_schedule.h"
#include "pipeline/task_wire.h"
#include "pipeline/worker_crew.h"

namespace labintake::pipeline {
namespace {

using Clock = WorkerCrew::Clock;
using Step = TaskSchedule::Step;

// How far workers may run ahead of the oldest unfinished task, for each worker; one slow file then stalls the others
// only after that many.
constexpr std::size_t kWindowPerWorker = 16;
constexpr std::size_t kMaxWaitingBytes = 256 << 20;
constexpr std::chrono::milliseconds kTick{200};

CrewOptions CrewFor(const WorkerPoolOptions& options) {
  CrewOptions crew;
  crew.slots = options.workers;
  crew.memory_mib = options.memory_mib;
  crew.may_write = options.may_write;
  crew.max_reply_bytes = options.max_reply_bytes;
  return crew;
}

// One call of Run().
class Batch {
 public:
  Batch(const WorkerPoolOptions& options, const SplitWork& work, std::size_t count, const WorkerPool::MakeTask& make,
        const WorkerPool::Receive& receive)
      : options_(options),
        callbacks_(std::make_shared<WorkerProcess::Work>(
            [&work](const std::string& message) { return WorkOn(work, message); })),
        receive_(receive),
        crew_(CrewFor(options), [this](std::size_t slot, WorkerReply reply) { Finish(slot, std::move(reply)); }),
        work_(crew_.size()),
        schedule_(count, make, {kWindowPerWorker * crew_.size(), kMaxWaitingBytes}) {}

  RunEnd Run() {
    for (;;) {
      // Before new work is started: what is delivered makes room for it.
      while (auto delivery = schedule_.Deliver()) {
        if (!receive_(delivery->index, std::move(delivery->reply))) return RunEnd::kStopped;
      }
      if (schedule_.done()) return RunEnd::kAll;
      if (!GiveOut()) continue;
      if (!Wait()) {
        crew_.Dismiss();
        DeliverFinished();
        return RunEnd::kInterrupted;
      }
      if (options_.on_tick) options_.on_tick({schedule_.finished(), schedule_.finished_parts()});
    }
  }

 private:
  // False when something finished at once, because it was known or no process could be started for it.
  bool GiveOut() {
    const std::size_t before = recalled_;
    for (std::size_t slot = 0; slot < crew_.size(); ++slot) {
      if (work_[slot]) continue;
      std::optional<TaskSchedule::Work> work = NextForAWorker();
      if (!work) break;
      CrewWork begun;
      begun.callbacks = callbacks_;
      begun.message = options_.memory != nullptr ? work->message : std::move(work->message);
      begun.limit_seconds = work->step == Step::kPart ? options_.part_timeout_seconds : options_.timeout_seconds;
      work_[slot] = std::move(work);
      crew_.Begin(slot, std::move(begun));
      if (!work_[slot]) return false;
    }
    return recalled_ == before;
  }

  // What the memory knows is finished at once.
  std::optional<TaskSchedule::Work> NextForAWorker() {
    for (;;) {
      std::optional<TaskSchedule::Work> work = schedule_.Next();
      if (!work || options_.memory == nullptr) return work;
      std::optional<std::string> known = options_.memory->Recall(&work->message);
      if (!known) return work;
      schedule_.Finish(*work, {WorkerReply::Outcome::kAnswered, *std::move(known), ""});
      ++recalled_;
    }
  }

  void Finish(std::size_t slot, WorkerReply reply) {
    if (options_.memory != nullptr && reply.outcome == WorkerReply::Outcome::kAnswered) {
      options_.memory->Learn(work_[slot]->message, &reply.bytes);
    }
    schedule_.Finish(*work_[slot], std::move(reply));
    work_[slot].reset();
  }

  // Until something happens or the tick; false when asked to stop.
  bool Wait() {
    pollfd stop{options_.stop_fd, POLLIN, 0};  // poll passes over a negative descriptor
    crew_.Wait({&stop, 1}, options_.on_tick ? Clock::now() + kTick : Clock::time_point::max());
    return stop.revents == 0;
  }

  // After an interruption: also what stands behind a gap.
  void DeliverFinished() {
    while (auto delivery = schedule_.DeliverAny()) {
      if (!receive_(delivery->index, std::move(delivery->reply))) return;
    }
  }

  const WorkerPoolOptions& options_;
  const std::shared_ptr<const WorkerProcess::Work> callbacks_;
  const WorkerPool::Receive& receive_;
  WorkerCrew crew_;
  std::vector<std::optional<TaskSchedule::Work>> work_;  // of each slot
  TaskSchedule schedule_;
  std::size_t recalled_ = 0;
};

}  // namespace

int UsableCores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return std::max(CPU_COUNT(&set), 1);
}

WorkerPool::WorkerPool(WorkerPoolOptions options, Work work)
    : WorkerPool(std::move(options), SplitWork{std::move(work), {}, {}}) {}

WorkerPool::WorkerPool(WorkerPoolOptions options, SplitWork work)
    : options_(std::move(options)), work_(std::move(work)) {}

RunEnd WorkerPool::Run(const std::vector<std::string>& tasks, const Receive& receive) {
  return Run(
      tasks.size(), [&tasks](std::size_t i) { return tasks[i]; }, receive);
}

RunEnd WorkerPool::Run(std::size_t count, const MakeTask& make, const Receive& receive) {
  return Batch(options_, work_, count, make, receive).Run();
}

}  // namespace labintake::pipeline
