// The configuration of the batch service. pipeline/service/watch.yaml says what each option is good for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/job.h"
#include "model/error.h"
#include "pipeline/service/event_log.h"
#include "pipeline/service/links.h"

namespace labintake::pipeline {

struct WatchConfig {
  std::string inbox, database;
  LinkFolders links;

  struct Intake {
    bool poll = false;
    double settle_seconds = 2, scan_seconds = 60, poll_seconds = 5;
    std::vector<std::string> exclude;
    db::Priority priority = db::Priority::kNormal;
    std::int64_t most_queued = 20'000;
    std::uint64_t keep_free_mib = 512;
    bool operator==(const Intake&) const = default;
  } intake;

  struct Limits {
    double timeout_seconds = 120, page_timeout_seconds = 60;
    std::uint64_t memory_mib = 4096, max_mib = 200;
    int max_pages = 2000;
    double max_megapixels = 200;
    bool operator==(const Limits&) const = default;
  } limits;

  struct Reading {
    std::string policy, calibration, formats, password_file, ocr_languages;
    bool second_reading = true;
    std::uint64_t stage_cache_mib = 2048;
    bool operator==(const Reading&) const = default;
  } reading;

  struct Retry {
    int attempts = 3;
    double first_seconds = 10, longest_seconds = 900;
    bool operator==(const Retry&) const = default;
  } retry;

  struct Service {
    int workers = 0, work_per_worker = 500;
    double lease_seconds = 60, stop_seconds = 20;
    bool require_sandbox = false;
    bool operator==(const Service&) const = default;
  } service;

  LogFormat log_format = LogFormat::kText;

  bool operator==(const WatchConfig&) const = default;
};

// The file that documents every option.
std::string_view DefaultWatchConfig();

// `name`: of the file, for messages. `folder`: what relative names begin with, "" for nothing. Error kConfiguration
// with file, line, key and what is allowed there.
Result<WatchConfig> ParseWatchConfig(std::string_view text, const std::string& name, const std::string& folder);

}  // namespace labintake::pipeline
