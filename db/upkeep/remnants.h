// What a deletion leaves on the disk, and its removal.
//
// SQLite overwrites what it deletes (secure_delete), but not the copies that stay behind in a page when lines move to
// its neighbours, and its log keeps former pages until it is emptied. Only a database that is written anew holds
// nothing but its lines.
#pragma once

#include <string>

#include "db/sqlite_connection.h"
#include "model/error.h"

namespace labintake::db {

// Removes the files of removed_files that no document has, what stages made of them and of others that are no
// document's (db/stage_cache.h), the links of removed_links, and temporary files that killed writers left. Takes the
// write lock. Errors: kStore. May throw SQLite::Exception. REQUIRES: `database` is the one at `path`.
Result<void> RemoveFiles(SQLite::Database& database, const std::string& path);

// Writes the database anew and empties its log. Needs as much room as the database takes, twice, beside it.
// Errors: kStore: another process reads an old state all the while. May throw SQLite::Exception.
// REQUIRES: no transaction and no statement is open on `database`, which is the one at `path`; no temporary table of it
// is needed any more.
Result<void> WriteAnew(SQLite::Database& database, const std::string& path);

}  // namespace labintake::db
