// The figures of `labintake status`, for people, programs and monitors. Pure functions; thread-safe.
#pragma once

#include <string>

#include "db/upkeep/status.h"

namespace labintake::pipeline {

// Lines for a terminal.
std::string StatusToText(const db::Status& status);

// One object; times in UTC, sizes in bytes.
std::string StatusToJson(const db::Status& status);

// The text format of Prometheus (version 0.0.4), also for the textfile collector of its node exporter. The only text of
// documents in it are names of laboratories (see db::LabRate).
std::string StatusToPrometheus(const db::Status& status);

}  // namespace labintake::pipeline
