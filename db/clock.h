// Where times come from, so that a test can turn its own clock back.
#pragma once

#include <cstdint>

namespace labintake::db {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970. May jump, in both directions: nothing that must be right may depend on it.
  virtual std::int64_t WallMs() = 0;
  // Milliseconds since some instant; never goes back. Means nothing to another process.
  virtual std::int64_t SteadyMs() = 0;
};

// The machine's. Thread-safe.
Clock& SystemClock();

}  // namespace labintake::db
