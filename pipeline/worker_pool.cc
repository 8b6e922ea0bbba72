#include "pipeline/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>

#include "pipeline/worker_process.h"

namespace labintake::pipeline {
namespace {

using Clock = std::chrono::steady_clock;
using Outcome = WorkerReply::Outcome;

constexpr int kTries = 2;
// How far workers may run ahead of the oldest unfinished task, for each worker; one slow file then stalls the others
// only after that many.
constexpr std::size_t kWindowPerWorker = 16;
constexpr std::size_t kMaxWaitingBytes = 256 << 20;
constexpr std::chrono::milliseconds kTick{200};

struct Slot {
  WorkerProcess process;
  std::optional<std::size_t> task;
  int tries = 0;  // of `task`
  Clock::time_point deadline = Clock::time_point::max();
};

// One call of Run().
class Batch {
 public:
  Batch(const WorkerPoolOptions& options, const WorkerPool::Work& work, const std::vector<std::string>& tasks,
        const WorkerPool::Receive& receive)
      : options_(options), work_(work), tasks_(tasks), receive_(receive) {
    const std::size_t workers = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(options.workers, 1)), 1,
                                                        std::max<std::size_t>(tasks.size(), 1));
    for (std::size_t i = 0; i < workers; ++i) slots_.push_back(std::make_unique<Slot>());
  }

  RunEnd Run() {
    for (;;) {
      // Before new work is started: what is delivered makes room for it.
      if (!Deliver()) return RunEnd::kStopped;
      if (delivered_ == tasks_.size()) return RunEnd::kAll;
      for (auto& slot : slots_) {
        if (!slot->task && MayStartNext()) Begin(*slot, next_++, 1);
      }
      if (!Wait()) {
        slots_.clear();
        DeliverFinished();
        return RunEnd::kInterrupted;
      }
      if (options_.on_tick) options_.on_tick(finished_);
    }
  }

 private:
  bool MayStartNext() const {
    if (next_ == tasks_.size()) return false;
    if (next_ == delivered_) return true;
    return next_ < delivered_ + kWindowPerWorker * slots_.size() && waiting_bytes_ < kMaxWaitingBytes;
  }

  void Begin(Slot& slot, std::size_t task, int tries) {
    slot.task = task;
    slot.tries = tries;
    if (options_.timeout_seconds > 0) {
      slot.deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                         std::chrono::duration<double>(options_.timeout_seconds));
    }
    if (!slot.process.running() && !slot.process.Start(work_, options_.memory_mib)) {
      Finish(slot, {Outcome::kCrashed, "", "could not be started because the system gives no more processes"});
      return;
    }
    if (!slot.process.Send(tasks_[task])) Lost(slot, Outcome::kCrashed);
  }

  void Finish(Slot& slot, WorkerReply reply) {
    waiting_bytes_ += reply.bytes.size();
    waiting_.emplace(*slot.task, std::move(reply));
    slot.task.reset();
    slot.deadline = Clock::time_point::max();
    ++finished_;
  }

  // The slot's process is of no more use. What it worked on gets another process, or is given up.
  void Lost(Slot& slot, Outcome outcome) {
    WorkerDeath death = slot.process.Kill();
    if (!slot.task) return;
    if (slot.tries < kTries) {
      Begin(slot, *slot.task, slot.tries + 1);
      return;
    }
    if (outcome == Outcome::kTimedOut) {
      death.reason = fmt::format("took longer than {:g} seconds", options_.timeout_seconds);
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
    bool busy = false;
    for (auto& slot : slots_) {
      busy = busy || slot->task.has_value();
      if (!slot->process.running()) continue;
      polled.push_back({slot->process.fd(), POLLIN, 0});
      of.push_back(slot.get());
      wake = std::min(wake, slot->deadline);
    }
    if (!busy) return true;  // what was begun is already finished: no process could be started for it
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
      if (of[i]->task && Clock::now() >= of[i]->deadline) Lost(*of[i], Outcome::kTimedOut);
    }
    return true;
  }

  void Take(Slot& slot) {
    std::string bytes;
    const auto state = slot.process.Read(options_.max_reply_bytes, &bytes);
    if (state == WorkerProcess::ReadState::kMore) return;
    if (state == WorkerProcess::ReadState::kReply && slot.task) {
      Finish(slot, {Outcome::kAnswered, std::move(bytes), ""});
    } else {
      Lost(slot, Outcome::kCrashed);
    }
  }

  bool DeliverOne(std::map<std::size_t, WorkerReply>::iterator it) {
    const std::size_t index = it->first;
    WorkerReply reply = std::move(it->second);
    waiting_bytes_ -= reply.bytes.size();
    waiting_.erase(it);
    return receive_(index, std::move(reply));
  }

  bool Deliver() {
    while (!waiting_.empty() && waiting_.begin()->first == delivered_) {
      ++delivered_;
      if (!DeliverOne(waiting_.begin())) return false;
    }
    return true;
  }

  // After an interruption: also what stands behind a gap.
  void DeliverFinished() {
    while (!waiting_.empty() && DeliverOne(waiting_.begin())) {
    }
  }

  const WorkerPoolOptions& options_;
  const WorkerPool::Work& work_;
  const std::vector<std::string>& tasks_;
  const WorkerPool::Receive& receive_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::map<std::size_t, WorkerReply> waiting_;  // finished, not delivered
  std::size_t waiting_bytes_ = 0;
  std::size_t next_ = 0, delivered_ = 0, finished_ = 0;
};

}  // namespace

WorkerPool::WorkerPool(WorkerPoolOptions options, Work work) : options_(std::move(options)), work_(std::move(work)) {}

RunEnd WorkerPool::Run(const std::vector<std::string>& tasks, const Receive& receive) {
  return Batch(options_, work_, tasks, receive).Run();
}

}  // namespace labintake::pipeline
