#include "db/reviewed_reader.h"

#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

// Answers about a document, an unread line or a name are about no reading; who cannot read a row does not judge it.
#define LABINTAKE_JUDGED                                                                                          \
  " FROM decisions e JOIN review_items i ON i.id = e.item_id JOIN rows w ON w.id = e.row_id"                      \
  " JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id JOIN documents d ON d.id = r.document_id" \
  " WHERE e.in_force = 1 AND i.kind = 'row' AND e.action IN ('accept', 'edit', 'not-a-result')"

constexpr const char* kJudged = "SELECT d.sha256, e.row_id, e.action, e.corrected" LABINTAKE_JUDGED
                                " AND w.origin <> '' AND r.extraction_version = ? ORDER BY d.id, e.id";

constexpr const char* kByLab = "SELECT p.lab, count(*)" LABINTAKE_JUDGED " GROUP BY p.lab";

#undef LABINTAKE_JUDGED

constexpr const char* kStock =
    "SELECT w.origin, w.status, count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = "
    "p.run_id"
    " WHERE r.is_current = 1 AND w.origin <> '' AND r.extraction_version = ? GROUP BY w.origin, w.status ORDER BY 1, 2";

}  // namespace

ReviewedRows ReadReviewedRows(SQLite::Database& database, int extraction_version) {
  ReviewedRows reviewed;
  SqliteReader reader(database);
  SQLite::Statement judged(database, kJudged);
  Binder(judged) << extraction_version;
  while (judged.executeStep()) {
    RowReader r(judged);
    ReviewedRow one;
    one.sha256 = r.Text();
    const std::optional<StoredRow> row = reader.Row(r.Int64());
    if (!row) continue;
    one.row = row->row;
    one.row.findings.clear();
    one.action = ParseDecisionAction(r.Text()).value_or(DecisionAction::kAccept);
    one.corrected = CorrectedFromJson(r.Text());
    reviewed.rows.push_back(std::move(one));
  }
  SQLite::Statement stock(database, kStock);
  Binder(stock) << extraction_version;
  while (stock.executeStep()) {
    RowReader r(stock);
    RowStock& line = reviewed.stock.emplace_back();
    line.origin = r.Text() == ToString(Origin::kOcr) ? Origin::kOcr : Origin::kTextLayer;
    line.status = r.Text() == ToString(RowStatus::kAccepted) ? RowStatus::kAccepted : RowStatus::kReview;
    line.rows = r.Int();
  }
  return reviewed;
}

std::map<std::string, int> CountReviewedByLab(SQLite::Database& database) {
  std::map<std::string, int> counts;
  SQLite::Statement statement(database, kByLab);
  while (statement.executeStep()) {
    RowReader r(statement);
    std::string lab = r.Text();
    counts[std::move(lab)] = r.Int();
  }
  return counts;
}

}  // namespace labintake::db
