#include "review/access/sign_in_limiter.h"

#include <algorithm>

namespace labintake::review {
namespace {

// A guesser with many names must not take all memory. Past this all names are forgotten; their addresses, which have
// long had to wait, still count.
constexpr std::size_t kMaxKept = 20'000;

std::string NameKey(const std::string& name) {
  std::string key = "name ";
  for (const char c : name) key += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return key;
}

std::string AddressKey(const std::string& address) { return "address " + address; }

}  // namespace

std::int64_t SignInLimiter::Wait(const std::string& name, const std::string& address, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  std::int64_t wait = 0;
  for (const std::string& key : {NameKey(name), AddressKey(address)}) {
    const auto found = failures_.find(key);
    if (found != failures_.end()) wait = std::max(wait, found->second.free_at - now);
  }
  return wait;
}

void SignInLimiter::Count(const std::string& key, int free, std::int64_t now) {
  Failures& f = failures_[key];
  if (now - f.last > kForget) f.count = 0;
  f.last = now;
  ++f.count;
  if (f.count < free) return;
  const int doublings = std::min(f.count - free, 20);
  f.free_at = now + std::min(kLongest, kShortest << doublings);
}

void SignInLimiter::Failed(const std::string& name, const std::string& address, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  Count(NameKey(name), kFreeOfName, now);
  Count(AddressKey(address), kFreeOfAddress, now);
  if (failures_.size() <= kMaxKept) return;
  std::erase_if(failures_, [now](const auto& entry) { return now - entry.second.last > kForget; });
  if (failures_.size() > kMaxKept) {
    std::erase_if(failures_, [](const auto& entry) { return entry.first.starts_with("name "); });
  }
}

void SignInLimiter::Succeeded(const std::string& name) {
  const std::lock_guard lock(mutex_);
  failures_.erase(NameKey(name));
}

}  // namespace labintake::review
