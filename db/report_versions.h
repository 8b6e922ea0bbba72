// Reports that were issued again: which document holds the version that counts.
//
// Two reports of a client are versions of one when laboratory, accession number and collection time are the same and
// printed, and the later one has at least half of the earlier one's tests: an accession's panels that come as files of
// their own are no versions of each other. The later is the one that was reported later, as printed; where that is the
// same, the document that came later. Nothing is stored: what a later run reads differently is right at once.
//
// Holds prepared statements of one connection; use one inside one transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "db/sqlite_connection.h"

namespace labintake::db {

class ReportVersions {
 public:
  explicit ReportVersions(SQLite::Database& database);

  // For each current report of the document, by its number, the document with the newest version of it. Reports that
  // are the newest are left out.
  std::map<int, std::int64_t> SupersededBy(std::int64_t document_id);

 private:
  // What the report's rows measure: analytes, and printed names where there is none.
  std::set<std::string> TestsOf(std::int64_t report_id);

  SQLite::Statement later_, tests_;
};

}  // namespace labintake::db
