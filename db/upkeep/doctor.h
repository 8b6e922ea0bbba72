// Examines a store: database, files, and whether they fit together.
//
//   auto found = db::Examine("lab.db", {});
//   if (!found) return Report(found.error());        // no database of ours there, or it cannot be opened
//   for (const db::Problem& p : found->problems) ...
//
// While others write too: what they are doing at the moment is no problem. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/upkeep/file_checks.h"
#include "db/upkeep/problem.h"
#include "model/error.h"

namespace labintake::db {

struct ExamineOptions {
  bool hash_files = true;
  // Sets permissions and removes temporary files that killed writers left, and what stages made of files that are no
  // document's. Nothing else is ever changed.
  bool repair = false;
  FileProgress progress = {};  // of hashing
};

struct Examination {
  int schema_version = 0;  // may be lower than the program's: the next command that writes brings it up to date
  std::int64_t documents = 0;
  std::int64_t files = 0, file_bytes = 0;
  std::int64_t database_bytes = 0, wal_bytes = 0;
  std::int64_t stage_bytes = 0;  // of what stages made
  bool files_hashed = false;
  std::vector<Problem> problems;  // the database's first
};

// Errors: kStore where there is no database of this or an earlier labintake, or it cannot be read at all.
Result<Examination> Examine(const std::string& path, const ExamineOptions& options);

}  // namespace labintake::db
