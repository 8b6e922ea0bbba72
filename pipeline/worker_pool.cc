#include "pipeline/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "pipeline/task_schedule.h"
#include "pipeline/task_wire.h"
#include "pipeline/worker_process.h"

namespace labintake::pipeline {
namespace {

using Clock = std::chrono::steady_clock;
using Outcome = WorkerReply::Outcome;
using Step = TaskSchedule::Step;

constexpr int kTries = 2;
// How far workers may run ahead of the oldest unfinished task, for each worker; one slow file then stalls the others
// only after that many.
constexpr std::size_t kWindowPerWorker = 16;
constexpr std::size_t kMaxWaitingBytes = 256 << 20;
constexpr std::chrono::milliseconds kTick{200};

struct Slot {
  WorkerProcess process;
  std::optional<TaskSchedule::Work> work;
  int tries = 0;  // of `work`
  Clock::time_point deadline = Clock::time_point::max();
};

// One call of Run().
class Batch {
 public:
  Batch(const WorkerPoolOptions& options, const SplitWork& work, std::size_t count, const WorkerPool::MakeTask& make,
        const WorkerPool::Receive& receive)
      : options_(options),
        work_([&work](const std::string& message) { return WorkOn(work, message); }),
        receive_(receive),
        slots_(static_cast<std::size_t>(std::max(options.workers, 1))),
        schedule_(count, make, {kWindowPerWorker * slots_.size(), kMaxWaitingBytes}) {}

  RunEnd Run() {
    for (;;) {
      // Before new work is started: what is delivered makes room for it.
      while (auto delivery = schedule_.Deliver()) {
        if (!receive_(delivery->index, std::move(delivery->reply))) return RunEnd::kStopped;
      }
      if (schedule_.done()) return RunEnd::kAll;
      if (!GiveOut()) continue;
      if (!Wait()) {
        slots_.clear();
        DeliverFinished();
        return RunEnd::kInterrupted;
      }
      if (options_.on_tick) options_.on_tick({schedule_.finished(), schedule_.finished_parts()});
    }
  }

 private:
  // False when something finished at once, because no process could be started for it.
  bool GiveOut() {
    for (Slot& slot : slots_) {
      if (slot.work) continue;
      std::optional<TaskSchedule::Work> work = schedule_.Next();
      if (!work) break;
      Begin(slot, *std::move(work), 1);
      if (!slot.work) return false;
    }
    return true;
  }

  double LimitOf(const TaskSchedule::Work& work) const {
    return work.step == Step::kPart ? options_.part_timeout_seconds : options_.timeout_seconds;
  }

  void Begin(Slot& slot, TaskSchedule::Work work, int tries) {
    const double limit = LimitOf(work);
    slot.work = std::move(work);
    slot.tries = tries;
    if (limit > 0) {
      slot.deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(limit));
    }
    if (!slot.process.running() && !slot.process.Start(work_, {options_.memory_mib, options_.may_write})) {
      Finish(slot, {Outcome::kCrashed, "", "could not be started because the system gives no more processes"});
      return;
    }
    if (!slot.process.Send(slot.work->message)) Lost(slot, Outcome::kCrashed);
  }

  void Finish(Slot& slot, WorkerReply reply) {
    schedule_.Finish(*slot.work, std::move(reply));
    slot.work.reset();
    slot.deadline = Clock::time_point::max();
  }

  // The slot's process is of no more use. What it worked on gets another process, or is given up.
  void Lost(Slot& slot, Outcome outcome) {
    WorkerDeath death = slot.process.Kill();
    if (!slot.work) return;
    if (slot.tries < kTries) {
      Begin(slot, *std::move(slot.work), slot.tries + 1);
      return;
    }
    if (outcome == Outcome::kTimedOut) {
      death.reason = fmt::format("took longer than {:g} seconds", LimitOf(*slot.work));
    } else if (death.out_of_memory) {
      outcome = Outcome::kOutOfMemory;
    }
    Finish(slot, {outcome, "", std::move(death.reason)});
  }

  // Until something happens or the tick; false when asked to stop.
  bool Wait() {
    std::vector<pollfd> polled;
    std::vector<Slot*> of;
    Clock::time_point wake = Clock::time_point::max();
    for (Slot& slot : slots_) {
      if (!slot.process.running()) continue;
      polled.push_back({slot.process.fd(), POLLIN, 0});
      of.push_back(&slot);
      wake = std::min(wake, slot.deadline);
    }
    if (options_.stop_fd >= 0) polled.push_back({options_.stop_fd, POLLIN, 0});
    if (options_.on_tick) wake = std::min(wake, Clock::now() + kTick);
    int timeout = -1;
    if (wake != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(wake - Clock::now()).count();
      timeout = static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
    }
    // A signal only makes this round short.
    const bool any = poll(polled.data(), polled.size(), timeout) > 0;
    if (any && options_.stop_fd >= 0 && polled.back().revents != 0) return false;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (any && polled[i].revents != 0) Take(*of[i]);
      if (of[i]->work && Clock::now() >= of[i]->deadline) Lost(*of[i], Outcome::kTimedOut);
    }
    return true;
  }

  void Take(Slot& slot) {
    std::string bytes;
    const auto state = slot.process.Read(options_.max_reply_bytes, &bytes);
    if (state == WorkerProcess::ReadState::kMore) return;
    if (state == WorkerProcess::ReadState::kReply && slot.work) {
      Finish(slot, {Outcome::kAnswered, std::move(bytes), ""});
    } else {
      Lost(slot, Outcome::kCrashed);
    }
  }

  // After an interruption: also what stands behind a gap.
  void DeliverFinished() {
    while (auto delivery = schedule_.DeliverAny()) {
      if (!receive_(delivery->index, std::move(delivery->reply))) return;
    }
  }

  const WorkerPoolOptions& options_;
  const WorkerProcess::Work work_;
  const WorkerPool::Receive& receive_;
  std::vector<Slot> slots_;
  TaskSchedule schedule_;
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
