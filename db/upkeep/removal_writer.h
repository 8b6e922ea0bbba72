// Deletes what leaves and writes the line that says so.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>

#include "db/sqlite_connection.h"
#include "db/upkeep/leaving.h"

namespace labintake::db {

// The removal's id. Files and links stay on the disk: they are in removed_files and removed_links until somebody has
// removed them.
// REQUIRES: leaving.Choose was good.
std::int64_t WriteRemoval(SQLite::Database& database, Leaving& leaving, const std::string& by, const std::string& now);

}  // namespace labintake::db
