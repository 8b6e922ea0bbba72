// The rows that count, from a SQLite store.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <functional>

#include "db/assign_analyte.h"
#include "db/export_row.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

void ExportRows(SQLite::Database& database, const ExportFilter& filter, const AssignAnalyteFn& assign,
                const std::function<void(const ExportRow&)>& emit);

}  // namespace labintake::db
