#include "db/doubted_row.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "db/digest.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

// Points: boxes make their way through JSON and back.
constexpr double kSameBox = 0.01;

bool SameBox(const Box& a, const Box& b) {
  const std::array differences = {a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1, a.y1 - b.y1};
  return std::all_of(differences.begin(), differences.end(), [](double d) { return std::abs(d) < kSameBox; });
}

std::optional<StoredRow> RowAt(ReviewDatabase& database, std::int64_t document, int page, const Box& box) {
  for (StoredRow& row : SqliteReader(database.sql()).CurrentRows(document)) {
    if (row.row.page == page && SameBox(row.row.box, box)) return std::move(row);
  }
  return std::nullopt;
}

std::optional<std::string> ItemOf(ReviewDatabase& database, std::int64_t row) {
  SQLite::Statement find(database.sql(), "SELECT id FROM review_items WHERE row_id = ? AND state <> 'withdrawn'");
  Binder(find) << row;
  if (!find.executeStep()) return std::nullopt;
  return RowReader(find).Text();
}

// One that no item has, also none that was withdrawn.
std::string NewId(ReviewDatabase& database, std::int64_t document, const StoredRow& row) {
  for (int n = 0;; ++n) {
    std::string id = "q" + Token({"doubted", std::to_string(document), std::to_string(row.row.page),
                                  std::to_string(std::lround(row.row.box.y0)), row.row.name.text, std::to_string(n)});
    SQLite::Statement find(database.sql(), "SELECT 1 FROM review_items WHERE id = ?");
    Binder(find) << id;
    if (!find.executeStep()) return id;
  }
}

}  // namespace

std::optional<DoubtedRow> DoubtRow(ReviewDatabase& database, std::int64_t document, int page, const Box& box) {
  const std::optional<StoredRow> row = RowAt(database, document, page, box);
  if (!row) return std::nullopt;
  if (auto item = ItemOf(database, row->id)) return DoubtedRow{*std::move(item), false};
  DoubtedRow doubted{NewId(database, document, *row), true};
  SQLite::Statement insert(
      database.sql(),
      "INSERT INTO review_items (id, document_id, kind, state, subject, holds_rows, report, page, x0, y0, x1, y1,"
      " row_id, line_id, run_id, reading, created_at)"
      " SELECT ?,?,'row','open','',0,?,?,?,?,?,?,?,NULL,id,?,? FROM runs WHERE document_id = ? AND is_current = 1");
  Binder(insert) << doubted.item << document << row->report << page << row->row.box << row->id << RowReading(row->row)
                 << database.Now() << document;
  insert.exec();
  return doubted;
}

}  // namespace labintake::db
