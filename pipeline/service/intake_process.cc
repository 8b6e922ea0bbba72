#include "pipeline/service/intake_process.h"

#include <poll.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "db/job_queue.h"
#include "pipeline/cli.h"
#include "pipeline/service/intake.h"

namespace labintake::pipeline {
namespace {

// Until an intake that ended by itself is started again.
constexpr int kPauseMs = 1'000;

std::int64_t Ms(double seconds) { return static_cast<std::int64_t>(seconds * 1000); }

IntakeOptions OptionsOf(const WatchConfig& config) {
  IntakeOptions options;
  options.taker.inbox = config.inbox;
  options.taker.blobs = config.database + ".blobs";
  options.taker.keep_free_bytes = config.intake.keep_free_mib << 20;
  options.taker.wants_links = config.links.any();
  options.settle_ms = Ms(config.intake.settle_seconds);
  options.scan_ms = Ms(config.intake.poll ? config.intake.poll_seconds : config.intake.scan_seconds);
  options.most_queued = config.intake.most_queued;
  return options;
}

// The inner process.
int RunIntake(const WatchConfig& config, const WatchParts& parts, SideProcess::Line line) {
  db::JobQueueOptions queue_options;
  queue_options.clock = &parts.clock;
  const auto queue = db::OpenJobQueue(config.database, db::OpenMode::kExisting, queue_options);
  if (!queue) {
    parts.log.Error("intake-cannot-begin", {{"message", queue.error().message}});
    return kExitConfiguration;
  }
  const std::unique_ptr<FolderEvents> events = config.intake.poll ? nullptr : MakeFolderEvents();
  const InboxRules rules(config.intake.exclude, config.intake.priority);
  Intake intake(OptionsOf(config), {rules, parts.files, parts.clock, **queue, events.get(), parts.log});
  for (;;) {
    const Intake::TurnEnd turn = intake.Turn();
    if (turn.taken > 0) line.Poke();
    pollfd fds[] = {{line.fd(), POLLIN, 0}, {events ? events->fd() : -1, POLLIN, 0}};
    poll(fds, 2, static_cast<int>(std::min<std::int64_t>(turn.wait_ms, 3'600'000)));
    if (fds[0].revents != 0 && line.Hear() == SideProcess::Line::Word::kEnd) return kExitDone;
  }
}

}  // namespace

int SuperviseIntake(WatchSettings settings, const WatchParts& parts, SideProcess::Line line) {
  SideProcess intake;
  bool ending = false, reloading = false;
  for (;;) {
    if (!intake.running() && ending) return kExitDone;
    if (!intake.running()) {
      intake.Start([&](SideProcess::Line inner) { return RunIntake(settings.config, parts, inner); },
                   parts.lock_fd >= 0 ? SideProcess::kPassedFd : -1);
    }
    pollfd fds[] = {{ending ? -1 : line.fd(), POLLIN, 0}, {intake.fd(), POLLIN, 0}};
    poll(fds, 2, intake.running() ? -1 : kPauseMs);
    if (fds[0].revents != 0) {
      const SideProcess::Line::Word word = line.Hear();
      ending = word == SideProcess::Line::Word::kEnd;
      reloading = word == SideProcess::Line::Word::kReload;
      if (ending || reloading) intake.SayEnd();
    }
    const SideProcess::News news = intake.Read();
    if (news.poked) line.Poke();
    if (!news.ended || ending) continue;
    if (std::exchange(reloading, false)) {
      // The service has found it good and says so; if it was changed since, the former one stands.
      if (Result<WatchSettings> changed = parts.reload()) settings = *std::move(changed);
      continue;
    }
    parts.log.Error("intake-ended", {{"status", news.status}, {"message", "It is started again."}});
    poll(nullptr, 0, kPauseMs);
  }
}

}  // namespace labintake::pipeline
