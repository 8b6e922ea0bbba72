// A clock that only the test moves.
#pragma once

#include "db/clock.h"

namespace labintake::db::testing {

class FakeClock : public Clock {
 public:
  std::int64_t WallMs() override { return wall_ms; }
  std::int64_t SteadyMs() override { return steady_ms; }
  void Pass(std::int64_t ms) {
    wall_ms += ms;
    steady_ms += ms;
  }

  std::int64_t wall_ms = 1'714'550'400'000;  // 2024-05-01T08:00:00Z
  std::int64_t steady_ms = 5'000;
};

}  // namespace labintake::db::testing
