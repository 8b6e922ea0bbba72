// Whether what stages made (db/stage_cache.h) is of documents that the store has, and nobody else's to read.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/upkeep/problem.h"
#include "model/error.h"

namespace labintake::db {

struct StageExamination {
  std::int64_t bytes = 0;
  std::vector<Problem> problems;
};

// Of the database at this path. `named`: whether the store has a document with this hash. What was kept within a day
// of others may be that of a run that goes on later. With `repair`, permissions are set, and what is of no document is
// removed: it can be made again. `now`: seconds since 1970. Errors: kStore when the folder cannot be read. Entries are
// not read: whoever uses one looks whether it is sound.
Result<StageExamination> CheckStages(const std::string& database,
                                     const std::function<bool(const std::string& sha256)>& named, bool repair,
                                     std::int64_t now);

}  // namespace labintake::db
