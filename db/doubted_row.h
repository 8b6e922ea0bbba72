// A row that the program was sure of and a person doubts: it becomes an item like those that the program asks about.
//
// Within the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/review_transaction.h"
#include "model/geometry.h"

namespace labintake::db {

struct DoubtedRow {
  std::string item;
  bool made = false;  // there was none before
};

// The item about the row of the current run that stands at `box` of `page`. It stays on record and keeps its answer
// when the document is read again. nullopt where no row stands there.
std::optional<DoubtedRow> DoubtRow(ReviewDatabase& database, std::int64_t document, int page, const Box& box);

}  // namespace labintake::db
