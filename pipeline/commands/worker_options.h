// The options of process and explain: what one file may cost, and how its pictures are read.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/process.h"
#include "pipeline/worker_pool.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace labintake::pipeline {

struct FileLimits {
  ProcessOptions process;
  std::string formats;  // folder of lab formats; "": those that came with the program
  double timeout_seconds = 120;
  double page_timeout_seconds = 60;
  std::uint64_t memory_mib = 4096;
  bool require_sandbox = false;
};

// --password, --max-bytes, --max-pages, --max-megapixels, --timeout, --page-timeout, --memory, --require-sandbox.
// `limits` must outlive `app`.
void AddLimitOptions(CLI::App& app, FileLimits* limits);

// How pictures are read: --ocr-languages, --no-second-reading, --save-steps, --ocr-without. `options` must outlive
// `app`.
void AddScanOptions(CLI::App& app, scan::ScanOptions* options);

// --formats. `limits` must outlive `app`.
void AddFormatOptions(CLI::App& app, FileLimits* limits);

// The lab formats of a folder; "": those that came with the program; "none": null. Error kConfiguration.
Result<std::shared_ptr<const formats::Library>> FormatsIn(const std::string& folder);

// Loads the lab formats into `limits->process`. Call before the work starts: workers share them. Error kConfiguration.
Result<void> LoadFormats(FileLimits* limits);

// What is wrong with a list of languages; "" for a good one.
std::string LanguagesProblem(const std::string& list);

// --stage-cache, for a command with --db. `mib` must outlive `app`. What it returns is for needs().
inline constexpr std::uint64_t kStageCacheMib = 2048;
CLI::Option* AddStageCacheOption(CLI::App& app, std::uint64_t* mib);

// Makes the folder for --save-steps. Call before the work starts. Error kArgument, in one sentence.
Result<void> PrepareScanOptions(const scan::ScanOptions& options);

// Pool options for `limits`, stopping on SIGINT and SIGTERM.
WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers);

}  // namespace labintake::pipeline
