// Which views are on record already: a person who zooms and pages back is seeing the same page, and one entry of the
// audit log for each hour says so. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace labintake::review {

class ViewLog {
 public:
  static constexpr std::int64_t kSameView = 3600;  // seconds
  static constexpr std::size_t kMost = 100'000;    // views; past it all is put on record again

  // True when this view has to be put on record now. `now` in seconds of any steady clock.
  bool IsNew(std::int64_t user, const std::string& what, std::int64_t now);
  // After it could not be put on record.
  void Forget(std::int64_t user, const std::string& what);

 private:
  std::mutex mutex_;
  std::map<std::string, std::int64_t> seen_;
};

}  // namespace labintake::review
