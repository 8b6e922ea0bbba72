// Reads rows, headers (never the patient's name), findings, decisions and review items back.
//
// Holds prepared statements of one connection; use one for one call and inside one transaction. May throw
// SQLite::Exception.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/review_item.h"
#include "db/sqlite_connection.h"
#include "model/report.h"

namespace labintake::db {

struct StoredRow {
  std::int64_t id = 0;
  int report = 0;
  ReportHeader header;
  Observation row;
  std::string final_since;
  std::string open_name;  // the question about its name; "" for none
};

struct StoredDecision {
  std::int64_t id = 0;
  std::optional<std::int64_t> row_id;  // the row that the person saw; none for lines and documents
  bool in_force = false;
  std::string key;
  Decision decision;
};

// StoredItem::subject of a row that is keyed again although it is accepted.
inline constexpr const char* kAuditSubject = "audit";

struct StoredItem {
  ReviewItem item;      // with decisions, row, findings
  ReportHeader header;  // of its report: lab and specimen only
  std::string subject;
  bool holds_rows = false;
  std::optional<std::int64_t> row_id, line_id;
  std::vector<StoredDecision> decisions;  // oldest first

  const StoredDecision* InForce() const;
};

class SqliteReader {
 public:
  explicit SqliteReader(SQLite::Database& database);

  // In order of report and place; without findings.
  std::vector<StoredRow> CurrentRows(std::int64_t document_id);

  // Headers of the current run's reports by their number.
  std::map<int, ReportHeader> CurrentHeaders(std::int64_t document_id);

  // nullopt when there is none. With findings.
  std::optional<StoredRow> Row(std::int64_t row_id);

  std::optional<StoredItem> Item(const std::string& id);
  std::vector<StoredItem> Items(const ItemFilter& filter);
  // But for questions about names, which are no document's.
  std::vector<StoredItem> ItemsOfDocument(std::int64_t document_id);

 private:
  StoredRow ReadRow(SQLite::Statement& statement);
  std::vector<Finding> RowFindings(std::int64_t row_id);
  std::vector<Finding> QuestionFindings(std::int64_t run_id, const std::string& subject, int report);
  std::vector<StoredDecision> Decisions(const std::string& item_id);
  StoredItem ReadItem(SQLite::Statement& statement);
  std::vector<StoredItem> ReadItems(SQLite::Statement& statement);

  SQLite::Database& database_;
  SQLite::Statement row_, fields_, row_findings_, question_findings_, line_text_, decisions_, name_rows_;
};

}  // namespace labintake::db
