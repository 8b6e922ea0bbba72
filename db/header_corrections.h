// What people read in the heads of reports, in place of what the machine read there.
//
// Inside the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "db/header_fields.h"
#include "db/sqlite_connection.h"
#include "model/report.h"

namespace labintake::db {

struct CorrectedHead {
  std::map<std::string, std::string> fields;  // the last word on each, by its name
  std::string at;                             // of the last one, UTC
};
// By the number of the report.
using HeaderCorrections = std::map<int, CorrectedHead>;
HeaderCorrections ReadHeaderCorrections(SQLite::Database& database, std::int64_t document);

// The same for all documents of a client, by document.
std::map<std::int64_t, HeaderCorrections> HeaderCorrectionsOfClient(SQLite::Database& database, std::int64_t client_id);

void ApplyTo(ReportHeader& header, const HeaderCorrections& corrections, int report);

}  // namespace labintake::db
