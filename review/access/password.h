// Passwords: Argon2id by libsodium, verified a bounded number at a time.
//
// One verification takes 64 MiB and about a tenth of a second on purpose; without a bound, whoever sends many sign-ins
// takes the machine's memory. Passwords are wiped from memory where we hold them ourselves; none is ever logged.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::review {

inline constexpr std::size_t kMinPassword = 12, kMaxPassword = 1024;  // bytes

// Error kArgument: too short or too long, one sign again and again, or the name itself. Pure.
Result<void> CheckNewPassword(std::string_view name, std::string_view password);

// For the database. Error kStore: not enough memory. Thread-safe.
Result<std::string> HashPassword(std::string_view password);

enum class PasswordVerdict { kRight, kWrong, kBusy };

class PasswordVerifier {
 public:
  // At most `at_a_time` are verified and `waiting` wait; others are told kBusy. REQUIRES: at_a_time > 0.
  PasswordVerifier(int at_a_time, int waiting) : free_(at_a_time), may_wait_(waiting) {}

  // `hash` "" is compared with a hash of nothing, so that it takes as long: nobody learns by time who exists.
  // Thread-safe.
  PasswordVerdict Verify(const std::string& hash, std::string_view password);

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  int free_, may_wait_;
};

}  // namespace labintake::review
