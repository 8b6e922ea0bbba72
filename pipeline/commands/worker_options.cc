#include "pipeline/commands/worker_options.h"

#include <CLI/CLI.hpp>

#include "pipeline/interrupt.h"

namespace labintake::pipeline {

void AddLimitOptions(CLI::App& app, FileLimits* limits) {
  app.add_option("--password", limits->process.password, "Password of encrypted files")
      ->envname("LABINTAKE_PASSWORD")
      ->type_name("TEXT");
  app.add_option("--max-bytes", limits->process.max_bytes, "Refuse larger files")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--max-pages", limits->process.max_pages, "Refuse files with more pages")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--timeout", limits->timeout_seconds, "Give up on a file after this time; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--page-timeout", limits->page_timeout_seconds,
                 "Give up on recognising a scanned page after this time; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--memory", limits->memory_mib, "Memory that one file may need; 0: no limit")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 24))
      ->type_name("MIB")
      ->capture_default_str();
}

WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers) {
  WorkerPoolOptions options;
  options.workers = workers;
  options.timeout_seconds = limits.timeout_seconds;
  options.part_timeout_seconds = limits.page_timeout_seconds;
  options.memory_mib = limits.memory_mib;
  options.stop_fd = InterruptFd();
  return options;
}

}  // namespace labintake::pipeline
