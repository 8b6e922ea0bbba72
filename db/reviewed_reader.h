// Reads what people said of rows. Inside the caller's transaction; may throw SQLite::Exception.
#pragma once

#include <map>
#include <string>

#include "db/reviewed_rows.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

// Of runs with this version of extraction; rows of databases that did not keep origin and score are left out.
ReviewedRows ReadReviewedRows(SQLite::Database& database, int extraction_version);

// Rows that people have judged, by the laboratory as printed.
std::map<std::string, int> CountReviewedByLab(SQLite::Database& database);

}  // namespace labintake::db
