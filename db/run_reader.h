// Reads what run_change.h tells.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <vector>

#include "db/run_change.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

// In order of id.
std::vector<DocumentEntry> ReadDocuments(SQLite::Database& database, const DocumentFilter& filter);

CurrentRun ReadCurrentRun(SQLite::Database& database, std::int64_t document_id);

}  // namespace labintake::db
