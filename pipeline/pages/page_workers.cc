#include "pipeline/pages/page_workers.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace labintake::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTries = 2;
constexpr std::size_t kMaxReply = 256 << 20;
// First byte of a supervisor's reply: the worker's reply follows, or why there is none.
constexpr char kAnswered = 'A', kLost = 'L';

Clock::time_point After(double seconds) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

// The reply of `process`; nullopt when it is broken, or not ready by `deadline`, which `late` then says.
std::optional<std::string> Await(WorkerProcess& process, Clock::time_point deadline, bool* late) {
  std::string reply;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    *late = left <= 0;
    if (*late) return std::nullopt;
    pollfd polled{process.fd(), POLLIN, 0};
    if (poll(&polled, 1, static_cast<int>(std::min<long long>(left, 60'000))) <= 0) continue;
    switch (process.Read(kMaxReply, &reply)) {
      case WorkerProcess::ReadState::kReply: return reply;
      case WorkerProcess::ReadState::kGone:
      case WorkerProcess::ReadState::kNonsense: return std::nullopt;
      case WorkerProcess::ReadState::kMore: break;
    }
  }
}

// In the supervisor: one task, by a worker that it starts when there is none.
class Supervisor {
 public:
  Supervisor(WorkerProcess::Work work, PageWorkerLimits limits) : work_(std::move(work)), limits_(limits) {}

  std::string Do(const std::string& task) {
    std::string reason;
    for (int tries = 0; tries < kTries; ++tries) {
      if (!worker_.running() && !worker_.Start(work_, {.memory_mib = limits_.memory_mib})) {
        return kLost + std::string("could not be started because the system gives no more processes");
      }
      bool late = false;
      if (worker_.Send(task)) {
        if (auto reply = Await(worker_, After(limits_.timeout_seconds), &late)) return kAnswered + *reply;
      }
      reason = worker_.Kill().reason;
      if (late) reason = fmt::format("took longer than {:g} seconds", limits_.timeout_seconds);
    }
    return kLost + reason;
  }

 private:
  const WorkerProcess::Work work_;
  const PageWorkerLimits limits_;
  WorkerProcess worker_;
};

template <typename T>
Result<T> Unpack(const std::optional<Result<T>>& decoded) {
  if (!decoded) return Fail(ErrorCode::kWorkerDied, "The work on this page gave no usable answer.");
  return *decoded;
}

}  // namespace

struct PageWorkers::Slot {
  WorkerProcess supervisor;
  bool busy = false;
  bool lost = false;  // its supervisor is gone, which only whoever stops the program does
};

Result<std::unique_ptr<PageWorkers>> PageWorkers::Start(int workers, WorkerProcess::Work work,
                                                        PageWorkerLimits limits) {
  std::unique_ptr<PageWorkers> all(new PageWorkers(limits));
  for (int i = 0; i < workers; ++i) {
    auto slot = std::make_unique<Slot>();
    // Each supervisor has the copy that is in it at the fork.
    const auto supervisor = std::make_shared<Supervisor>(work, limits);
    if (!slot->supervisor.Start([supervisor](const std::string& task) { return supervisor->Do(task); },
                                {.memory_mib = 0, .supervises = true})) {
      return Fail(ErrorCode::kConfiguration, "The system gives no processes to draw pages in; allow more of them.");
    }
    all->slots_.push_back(std::move(slot));
  }
  return all;
}

PageWorkers::PageWorkers(PageWorkerLimits limits) : limits_(limits) {}
PageWorkers::~PageWorkers() = default;

Result<std::string> PageWorkers::Ask(const std::string& task) {
  Slot* slot = nullptr;
  {
    std::unique_lock lock(mutex_);
    for (;;) {
      const auto usable = [](const auto& s) { return !s->lost; };
      if (std::none_of(slots_.begin(), slots_.end(), usable)) {
        return Fail(ErrorCode::kWorkerDied, "No process is left that draws pages; start the server again.");
      }
      const auto free = std::find_if(slots_.begin(), slots_.end(), [](const auto& s) { return !s->lost && !s->busy; });
      if (free != slots_.end()) {
        slot = free->get();
        slot->busy = true;
        break;
      }
      freed_.wait(lock);
    }
  }
  const std::optional<std::string> reply = Exchange(*slot, task);
  {
    const std::lock_guard lock(mutex_);
    slot->busy = false;
    slot->lost = !reply;
  }
  // All: when a slot was lost, those who wait have to see it.
  freed_.notify_all();
  if (!reply) return Fail(ErrorCode::kWorkerDied, "The process that draws pages has ended; try again.");
  if (reply->front() == kAnswered) return reply->substr(1);
  return Fail(ErrorCode::kWorkerDied, fmt::format("The work on this page {}, twice.", reply->substr(1)));
}

std::optional<std::string> PageWorkers::Exchange(Slot& slot, const std::string& task) const {
  if (!slot.supervisor.Send(task)) return std::nullopt;
  bool late = false;
  auto reply = Await(slot.supervisor, After(kTries * limits_.timeout_seconds + 10), &late);
  if (reply && reply->empty()) reply.reset();
  return reply;
}

Result<std::string> PageWorkers::Png(const review::PageRequest& request, double scale) {
  auto bytes = request.load();
  if (!bytes) return bytes;
  const auto reply = Ask(Encode(PageTask{false, *std::move(bytes), request.sha256, request.page, request.width,
                                         request.height, request.part, scale}));
  if (!reply) return reply;
  return Unpack(DecodeDrawn(*reply));
}

Result<review::ReadPart> PageWorkers::Read(const review::PageRequest& request) {
  auto bytes = request.load();
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  const auto reply = Ask(Encode(
      PageTask{true, *std::move(bytes), request.sha256, request.page, request.width, request.height, request.part, 1}));
  if (!reply) return tl::unexpected<Error>(reply.error());
  return Unpack(DecodeRead(*reply));
}

}  // namespace labintake::pipeline
