// The options of process and explain: what one file may cost, and how its pictures are read.
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

// --password, --max-bytes, --max-pages, --max-megapixels, --timeout, --page-timeout, --memory. `limits` must outlive
// `app`.
void AddLimitOptions(CLI::App& app, FileLimits* limits);

// How pictures are read: --ocr-languages, --no-second-reading, --save-steps, --ocr-without. `options` must outlive
// `app`.
void AddScanOptions(CLI::App& app, scan::ScanOptions* options);

// What is wrong with a list of languages; "" for a good one.
std::string LanguagesProblem(const std::string& list);

// Makes the folder for --save-steps. Call before the work starts. Error kArgument, in one sentence.
Result<void> PrepareScanOptions(const scan::ScanOptions& options);

// Pool options for `limits`, stopping on SIGINT and SIGTERM.
WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers);

}  // namespace labintake::pipeline
