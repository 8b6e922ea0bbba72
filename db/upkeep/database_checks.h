// Whether the tables are sound in themselves.
//
// Reads only. May throw SQLite::Exception, also where the database is damaged.
#pragma once

#include <vector>

#include "db/sqlite_connection.h"
#include "db/upkeep/problem.h"

namespace labintake::db {

// Pages, indexes and types of the database file. Where there is a problem, nothing else that is read from it counts.
std::vector<Problem> CheckIntegrity(SQLite::Database& database);

// Lines of tables against each other: links that lead nowhere, documents without a current run, items and decisions
// that do not fit their document; removals that are not finished. REQUIRES: CheckIntegrity found nothing.
std::vector<Problem> CheckConsistency(SQLite::Database& database);

}  // namespace labintake::db
