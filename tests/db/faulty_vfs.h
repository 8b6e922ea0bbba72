// SQLite's own operations on files, with a hook that may make them fail.
#pragma once

#include <functional>

namespace labintake::db::testing {

// While it lives, every database that is opened goes through it. One at a time.
class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  // Called before each write, sync, truncation and deletion; a code of SQLite (SQLITE_FULL, SQLITE_IOERR_FSYNC) makes
  // it fail, 0 lets it go on.
  static std::function<int(const char* operation)> hook;
};

}  // namespace labintake::db::testing
