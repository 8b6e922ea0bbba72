// The options by which process and explain limit what one file may cost.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/process.h"
#include "pipeline/worker_pool.h"

namespace CLI {
class App;
}

namespace labintake::pipeline {

struct FileLimits {
  ProcessOptions process;
  double timeout_seconds = 120;
  std::uint64_t memory_mib = 4096;
};

// --password, --max-bytes, --max-pages, --timeout, --memory. `limits` must outlive `app`.
void AddLimitOptions(CLI::App& app, FileLimits* limits);

// Pool options for `limits`, stopping on SIGINT and SIGTERM.
WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers);

// What to tell a person about a reply that is no answer. REQUIRES: reply.outcome is not kAnswered.
Error LostReply(const WorkerReply& reply);
// The same for an answer that cannot be read.
Error UnusableReply();

}  // namespace labintake::pipeline
