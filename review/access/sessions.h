// Who is signed in: kept in memory alone, so that a copy of the database opens no session and a restart ends all.
//
// A session ends when nobody has used it for a while, when it has lasted a working day, or when the account's password,
// role or state changed. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace labintake::review {

struct Session {
  std::int64_t user = 0;
  std::int64_t credentials = 0;  // Account::credentials at sign-in
  std::string csrf;
};

class Sessions {
 public:
  static constexpr std::int64_t kLongest = 12 * 3600;  // seconds from sign-in, however busy
  static constexpr std::size_t kMost = 5000;           // at a time; the longest unused one makes room

  explicit Sessions(std::int64_t idle_seconds) : idle_seconds_(idle_seconds) {}

  struct Opened {
    std::string token;  // for the cookie; its hash alone is kept
    Session session;
  };
  // `now` in seconds of any steady clock, here and below.
  Opened Open(std::int64_t user, std::int64_t credentials, std::int64_t now);
  // nullopt: unknown, or ended by time. `used`: this is a person's act and not a page that looks by itself.
  std::optional<Session> Find(const std::string& token, bool used, std::int64_t now);
  void End(const std::string& token);

  std::int64_t idle_seconds() const { return idle_seconds_; }

 private:
  struct Kept {
    Session session;
    std::int64_t opened = 0, used = 0;
  };
  bool Over(const Kept& kept, std::int64_t now) const;

  const std::int64_t idle_seconds_;
  std::mutex mutex_;
  std::map<std::string, Kept> sessions_;  // by the hash of the token
};

}  // namespace labintake::review
