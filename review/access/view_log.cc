#include "review/access/view_log.h"

namespace labintake::review {
namespace {

std::string KeyOf(std::int64_t user, const std::string& what) { return std::to_string(user) + " " + what; }

}  // namespace

bool ViewLog::IsNew(std::int64_t user, const std::string& what, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= kMost) seen_.clear();
  const auto [found, added] = seen_.emplace(KeyOf(user, what), now);
  if (!added && now - found->second < kSameView) return false;
  found->second = now;
  return true;
}

void ViewLog::Forget(std::int64_t user, const std::string& what) {
  const std::lock_guard lock(mutex_);
  seen_.erase(KeyOf(user, what));
}

}  // namespace labintake::review
