// Writes one run of the program over one document: pages, reports, rows, fields, lines, findings.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/review_plan.h"
#include "db/sqlite_connection.h"
#include "db/store.h"
#include "model/report.h"

namespace labintake::db {

struct WrittenRow {
  std::int64_t id = 0;
  int report = 0;                    // its number
  const Observation* row = nullptr;  // into the document
  const ReportHeader* header = nullptr;
  std::string open_name = {};  // the question about its name (db/name_questions.h); "" for none
};

struct WrittenLine {  // unread lines only
  std::int64_t id = 0;
  int report = 0;
  const ClassifiedLine* line = nullptr;
};

struct WrittenRun {
  std::int64_t id = 0;
  std::vector<WrittenRow> rows;
  std::vector<WrittenLine> unread;
};

// Makes this run the current one of document `document_id`; the former run's rows stay.
// The result points into `document`.
WrittenRun WriteRun(SQLite::Database& database, std::int64_t document_id, const Document& document, const RunInfo& info,
                    const std::vector<DocumentQuestion>& questions, const std::string& now);

}  // namespace labintake::db
