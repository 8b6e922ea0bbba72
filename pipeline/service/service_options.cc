#include "pipeline/service/service_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string>

#include "pipeline/worker_pool.h"

namespace labintake::pipeline {
namespace {

// Far more than the words of a document; what answers more has gone wrong.
constexpr std::size_t kMaxReplyBytes = 256 << 20;

std::string OwnerOf(db::Clock& clock) {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  return fmt::format("{}-{}-{}", host, getpid(), clock.WallMs());
}

}  // namespace

int WorkersOf(const WatchConfig& config) { return config.service.workers > 0 ? config.service.workers : UsableCores(); }

CrewOptions CrewFor(const WatchConfig& config) {
  CrewOptions options;
  options.slots = WorkersOf(config) + 1;
  options.memory_mib = config.limits.memory_mib;
  options.max_reply_bytes = kMaxReplyBytes;
  options.work_per_process = config.service.work_per_worker;
  return options;
}

db::JobQueueOptions QueueOptions(const WatchConfig& config, db::Clock& clock) {
  db::JobQueueOptions options;
  options.owner = OwnerOf(clock);
  options.lease_ms = Ms(config.service.lease_seconds);
  options.retry.attempts = config.retry.attempts;
  options.retry.first_delay_ms = Ms(config.retry.first_seconds);
  options.retry.longest_delay_ms = Ms(config.retry.longest_seconds);
  options.clock = &clock;
  return options;
}

}  // namespace labintake::pipeline
