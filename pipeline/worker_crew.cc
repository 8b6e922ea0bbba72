#include "pipeline/worker_crew.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace labintake::pipeline {
namespace {

using Outcome = WorkerReply::Outcome;

constexpr int kTriesWhenKilled = 2;

}  // namespace

WorkerCrew::WorkerCrew(const CrewOptions& options, Finished finished)
    : options_(options), finished_(std::move(finished)), slots_(static_cast<std::size_t>(std::max(options.slots, 1))) {}

void WorkerCrew::Begin(std::size_t index, CrewWork work) {
  Slot& slot = slots_[index];
  const bool worn = options_.work_per_process > 0 && slot.done >= options_.work_per_process;
  if (slot.process.running() && (worn || slot.callbacks != work.callbacks)) slot.process.Kill();
  slot.work = std::move(work);
  Try(index, 1);
}

void WorkerCrew::Try(std::size_t index, int tries) {
  Slot& slot = slots_[index];
  slot.tries = tries;
  if (slot.work->limit_seconds > 0) {
    const std::chrono::duration<double> limit(slot.work->limit_seconds);
    slot.deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
  }
  if (!slot.process.running()) {
    slot.callbacks = slot.work->callbacks;
    slot.done = 0;
    if (!slot.process.Start(*slot.callbacks, options_.memory_mib)) {
      Finish(index, {Outcome::kNotStarted, "", "could not be started because the system gives no more processes"});
      return;
    }
  }
  if (!slot.process.Send(slot.work->message)) Lost(index, Outcome::kKilled);
}

void WorkerCrew::Finish(std::size_t index, WorkerReply reply) {
  Slot& slot = slots_[index];
  ++slot.done;
  slot.work.reset();
  slot.deadline = Clock::time_point::max();
  finished_(index, std::move(reply));
}

// The slot's process is of no more use. What it worked on gets another process, or is given up. kKilled: it is gone,
// somehow.
void WorkerCrew::Lost(std::size_t index, Outcome outcome) {
  Slot& slot = slots_[index];
  WorkerDeath death = slot.process.Kill();
  if (!slot.work) return;
  if (outcome == Outcome::kTimedOut) {
    death.reason = fmt::format("took longer than {:g} seconds", slot.work->limit_seconds);
  } else if (death.out_of_memory) {
    outcome = Outcome::kOutOfMemory;
  } else if (outcome == Outcome::kKilled && !death.killed) {
    outcome = Outcome::kCrashed;
  }
  const int tries = outcome == Outcome::kKilled ? std::max(slot.work->tries, kTriesWhenKilled) : slot.work->tries;
  if (slot.tries < tries) {
    Try(index, slot.tries + 1);
  } else {
    Finish(index, {outcome, "", std::move(death.reason)});
  }
}

void WorkerCrew::Abandon(std::size_t index) {
  Slot& slot = slots_[index];
  if (!slot.work) return;
  slot.process.Kill();
  slot.work.reset();
  slot.deadline = Clock::time_point::max();
}

void WorkerCrew::Dismiss() {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    Abandon(i);
    slots_[i].process.Kill();
  }
}

void WorkerCrew::Wait(std::span<pollfd> others, Clock::time_point until) {
  std::vector<pollfd> polled(others.begin(), others.end());
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (!slots_[i].process.running()) continue;
    polled.push_back({slots_[i].process.fd(), POLLIN, 0});
    of.push_back(i);
    until = std::min(until, slots_[i].deadline);
  }
  int timeout = -1;
  if (until != Clock::time_point::max()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    timeout = static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
  }
  // A signal only makes this round short.
  const bool any = poll(polled.data(), polled.size(), timeout) > 0;
  for (std::size_t i = 0; i < others.size(); ++i) others[i].revents = any ? polled[i].revents : short{0};
  for (std::size_t i = 0; i < of.size(); ++i) {
    Slot& slot = slots_[of[i]];
    if (any && polled[others.size() + i].revents != 0) Take(of[i]);
    if (slot.work && Clock::now() >= slot.deadline) Lost(of[i], Outcome::kTimedOut);
  }
}

void WorkerCrew::Take(std::size_t index) {
  Slot& slot = slots_[index];
  std::string bytes;
  switch (slot.process.Read(options_.max_reply_bytes, &bytes)) {
    case WorkerProcess::ReadState::kMore: break;
    case WorkerProcess::ReadState::kGone: Lost(index, Outcome::kKilled); break;
    case WorkerProcess::ReadState::kNonsense: Lost(index, Outcome::kCrashed); break;
    case WorkerProcess::ReadState::kReply:
      if (slot.work) {
        Finish(index, {Outcome::kAnswered, std::move(bytes), ""});
      } else {
        Lost(index, Outcome::kCrashed);  // nobody had asked
      }
  }
}

}  // namespace labintake::pipeline
