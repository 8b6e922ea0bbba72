// Who holds the jobs of these tests.
#pragma once

#include "db/job_queue.h"

namespace labintake::db::testing {

inline JobQueueOptions Worker() {
  JobQueueOptions options;
  options.owner = "a";
  return options;
}

}  // namespace labintake::db::testing
