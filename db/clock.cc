#include "db/clock.h"

#include <chrono>

namespace labintake::db {
namespace {

class MachineClock : public Clock {
 public:
  std::int64_t WallMs() override { return Ms(std::chrono::system_clock::now().time_since_epoch()); }
  std::int64_t SteadyMs() override { return Ms(std::chrono::steady_clock::now().time_since_epoch()); }

 private:
  template <typename Duration>
  static std::int64_t Ms(Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  }
};

}  // namespace

Clock& SystemClock() {
  static MachineClock clock;
  return clock;
}

}  // namespace labintake::db
