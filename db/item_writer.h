// Brings the review items of a document in line with a new run, so that no decision is lost and none is taken for more
// than it said.
//
// An item keeps its id as long as its place on the page does. A decision in force:
//   same place, name and value in the new run   -> stands, for the new row
//   same place, read differently                -> stays on record, and the item is open again
//   nothing at this place any more              -> stands, for the row that the person saw
// An item without a decision in force is open while the run still doubts its place, and withdrawn when it does not.
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <string>
#include <vector>

#include "db/document_writer.h"
#include "db/review_plan.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

struct DocumentKey {
  std::int64_t id = 0;
  std::string client, sha256;
};

// How many decided items found their row, line or question again.
int UpdateItems(SQLite::Database& database, const DocumentKey& document, const WrittenRun& run,
                const std::vector<DocumentQuestion>& questions, const std::string& now);

}  // namespace labintake::db
