// Slows down whoever guesses passwords: after a few wrong ones for a name, or from an address, the next try has to
// wait, twice as long each time.
//
// A name that is guessed at does not lock its owner out for good: the longest wait is kLongest. Names are counted
// whether or not they exist. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace labintake::review {

class SignInLimiter {
 public:
  static constexpr int kFreeOfName = 5;                         // wrong passwords for one name before anybody waits
  static constexpr int kFreeOfAddress = 30;                     // from one address, behind which many people may sit
  static constexpr std::int64_t kShortest = 2, kLongest = 300;  // seconds
  static constexpr std::int64_t kForget = 1800;                 // seconds without a wrong one

  // Seconds to wait before a try; 0: now. `now` in seconds of any steady clock.
  std::int64_t Wait(const std::string& name, const std::string& address, std::int64_t now);
  void Failed(const std::string& name, const std::string& address, std::int64_t now);
  // Forgets the name's failures, not the address's: one right password is no licence to guess others.
  void Succeeded(const std::string& name);

 private:
  struct Failures {
    int count = 0;
    std::int64_t last = 0, free_at = 0;
  };
  void Count(const std::string& key, int free, std::int64_t now);

  std::mutex mutex_;
  std::map<std::string, Failures> failures_;  // "name ..." and "address ..."
};

}  // namespace labintake::review
