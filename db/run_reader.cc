#include "db/run_reader.h"

#include <unordered_map>
#include <utility>

#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

constexpr const char* kDocuments =
    "SELECT d.id, c.name, d.sha256, d.file, r.format, r.id FROM documents d JOIN clients c ON c.id = d.client_id"
    " JOIN runs r ON r.document_id = d.id AND r.is_current = 1"
    " WHERE (?1 IS NULL OR d.id = ?1) AND (?2 = 0 OR c.name = ?3) ORDER BY d.id";

constexpr const char* kFormat = "SELECT format FROM runs WHERE document_id = ? AND is_current = 1";

constexpr const char* kUnread =
    "SELECT count(*) FROM lines l JOIN reports p ON p.id = l.report_id JOIN runs r ON r.id = p.run_id"
    " WHERE r.document_id = ? AND r.is_current = 1 AND l.class = ?";

}  // namespace

std::vector<DocumentEntry> ReadDocuments(SQLite::Database& database, const DocumentFilter& filter) {
  std::vector<DocumentEntry> documents;
  SQLite::Statement all(database, kDocuments);
  SQLite::Statement labs(database, "SELECT lab FROM reports WHERE run_id = ? ORDER BY number");
  Binder(all) << filter.document << filter.client.has_value() << filter.client.value_or("");
  while (all.executeStep()) {
    RowReader r(all);
    DocumentEntry& document = documents.emplace_back();
    document.id = r.Int64();
    document.client = r.Text();
    document.sha256 = r.Text();
    document.file = r.Text();
    document.format = r.Text();
    Binder(labs) << r.Int64();
    while (labs.executeStep()) document.labs.push_back(RowReader(labs).Text());
  }
  return documents;
}

CurrentRun ReadCurrentRun(SQLite::Database& database, std::int64_t document_id) {
  CurrentRun run;
  SQLite::Statement format(database, kFormat);
  Binder(format) << document_id;
  if (format.executeStep()) run.format = RowReader(format).Text();
  SqliteReader reader(database);
  run.headers = reader.CurrentHeaders(document_id);
  std::unordered_map<std::int64_t, RowQuestion> questions;
  for (const StoredItem& item : reader.ItemsOfDocument(document_id)) {
    if (!item.row_id || item.item.state == ItemState::kWithdrawn) continue;
    questions[*item.row_id] = item.item.state == ItemState::kOpen ? RowQuestion::kOpen : RowQuestion::kDecided;
  }
  for (StoredRow& stored : reader.CurrentRows(document_id)) {
    const auto question = questions.find(stored.id);
    run.rows.push_back(
        {stored.report, std::move(stored.row), question == questions.end() ? RowQuestion::kNone : question->second});
  }
  SQLite::Statement unread(database, kUnread);
  Binder(unread) << document_id << ToString(LineClass::kUnread);
  if (unread.executeStep()) run.unread_lines = RowReader(unread).Int();
  return run;
}

}  // namespace labintake::db
