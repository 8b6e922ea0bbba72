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
  double page_timeout_seconds = 60;
  std::uint64_t memory_mib = 4096;
};

// --password, --max-bytes, --max-pages, --timeout, --memory. `limits` must outlive `app`.
void AddLimitOptions(CLI::App& app, FileLimits* limits);

// Pool options for `limits`, stopping on SIGINT and SIGTERM.
WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers);

}  // namespace labintake::pipeline
