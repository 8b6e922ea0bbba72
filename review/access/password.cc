#include "review/access/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace labintake::review {
namespace {

// What libsodium calls interactive: two passes over 64 MiB.
constexpr auto kOps = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr auto kMemory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;

bool Ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

bool SameLetters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

Result<void> CheckNewPassword(std::string_view name, std::string_view password) {
  if (password.size() < kMinPassword || password.size() > kMaxPassword) {
    return Fail(ErrorCode::kArgument, "A password has 12 to 1024 characters; a few words are good.");
  }
  const bool one_sign = password.find_first_not_of(password.front()) == std::string_view::npos;
  if (one_sign || SameLetters(name, password)) {
    return Fail(ErrorCode::kArgument, "This password is easily guessed; a few words are good.");
  }
  return {};
}

Result<std::string> HashPassword(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (!Ready() || crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kOps, kMemory,
                                        crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Fail(ErrorCode::kStore, "There is not enough memory to make a password's hash; try again.");
  }
  return std::string(hash.data());
}

PasswordVerdict PasswordVerifier::Verify(const std::string& hash, std::string_view password) {
  static const std::string of_nobody = HashPassword("nobody has this password").value_or("");
  {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
      if (may_wait_ == 0) return PasswordVerdict::kBusy;
      --may_wait_;
      freed_.wait(lock, [this] { return free_ > 0; });
      ++may_wait_;
    }
    --free_;
  }
  const std::string& against = hash.empty() ? of_nobody : hash;
  const bool right = Ready() && password.size() <= kMaxPassword &&
                     crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  {
    const std::lock_guard lock(mutex_);
    ++free_;
  }
  freed_.notify_one();
  return right && !hash.empty() ? PasswordVerdict::kRight : PasswordVerdict::kWrong;
}

}  // namespace labintake::review
