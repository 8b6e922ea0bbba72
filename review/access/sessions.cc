#include "review/access/sessions.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "db/digest.h"

namespace labintake::review {
namespace {

std::string RandomText() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * 32 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

}  // namespace

bool Sessions::Over(const Kept& kept, std::int64_t now) const {
  return now - kept.used >= idle_seconds_ || now - kept.opened >= kLongest;
}

Sessions::Opened Sessions::Open(std::int64_t user, std::int64_t credentials, std::int64_t now) {
  Opened opened{RandomText(), {user, credentials, RandomText()}};
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& entry) { return Over(entry.second, now); });
  if (sessions_.size() >= kMost) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(),
                                     [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
  sessions_[db::Sha256Hex(opened.token)] = {opened.session, now, now};
  return opened;
}

std::optional<Session> Sessions::Find(const std::string& token, bool used, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(db::Sha256Hex(token));
  if (found == sessions_.end()) return std::nullopt;
  if (Over(found->second, now)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  if (used) found->second.used = now;
  return found->second.session;
}

void Sessions::End(const std::string& token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(db::Sha256Hex(token));
}

}  // namespace labintake::review
