// What the configuration means for the crew of workers and for the queue. Thread-safe.
#pragma once

#include <cstdint>

#include "db/clock.h"
#include "db/job_queue.h"
#include "pipeline/service/watch_config.h"
#include "pipeline/worker_crew.h"

namespace labintake::pipeline {

inline std::int64_t Ms(double seconds) { return static_cast<std::int64_t>(seconds * 1000); }

// That read documents; there is one more, the last of the crew, which takes no pages.
int WorkersOf(const WatchConfig& config);
CrewOptions CrewFor(const WatchConfig& config);

// With an owner that no other process has. `clock` must outlive the queue.
db::JobQueueOptions QueueOptions(const WatchConfig& config, db::Clock& clock);

}  // namespace labintake::pipeline
