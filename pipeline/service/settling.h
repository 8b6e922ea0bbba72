// Which files of the inbox are complete: those that were the same at two looks that lie long enough apart.
//
// Knows no files and no clock of its own: times are milliseconds of a clock that never goes back. Bounded: when it is
// full, what is new is refused and has to be shown again. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/file_system.h"

namespace labintake::pipeline {

struct Candidate {
  std::string path;   // below the inbox
  db::FileInfo info;  // as it has been for the whole time
  bool urgent = false;
};

class Settling {
 public:
  // A file must stay the same for `settle_ms`; at most `most` files are kept.
  Settling(std::int64_t settle_ms, std::size_t most) : settle_ms_(settle_ms), most_(most) {}

  // The file was looked at. False when there is no room for it.
  bool Look(Candidate candidate, std::int64_t now_ms);
  // It has to stay the same for the whole time again, although it looks the same, and comes after all others.
  void Restart(const std::string& path, std::int64_t now_ms);
  void Forget(const std::string& path) { files_.erase(path); }

  // Files that have settled, urgent ones first, then those that came first; until one more would exceed `bytes`, but at
  // least one. They stay, until they are forgotten or look different.
  std::vector<Candidate> Ripe(std::int64_t now_ms, std::size_t most, std::uint64_t bytes) const;
  // When the next file will have settled, if nothing happens to it.
  std::optional<std::int64_t> NextMs() const;
  std::size_t size() const { return files_.size(); }

 private:
  struct Seen {
    Candidate candidate;
    std::int64_t since_ms = 0;
    std::uint64_t order = 0;
  };

  const std::int64_t settle_ms_;
  const std::size_t most_;
  std::map<std::string, Seen> files_;
  std::uint64_t looks_ = 0;
};

}  // namespace labintake::pipeline
