#include "db/upkeep/leaving.h"

namespace labintake::db {
namespace {

constexpr const char* kTables = R"sql(
CREATE TEMP TABLE leaving_documents (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE leaving_runs (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE leaving_reports (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE leaving_rows (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE leaving_items (id TEXT PRIMARY KEY);
CREATE TEMP TABLE leaving_decisions (id INTEGER PRIMARY KEY, item_id TEXT NOT NULL);
CREATE TEMP TABLE leaving_aliases (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE leaving_files (sha256 TEXT PRIMARY KEY);
)sql";

// From the documents to all else. An answer about a name that came with one about a row has a key that begins with
// "with " and the row's item (db/decision_writer.cc).
constexpr const char* kFollow = R"sql(
INSERT INTO leaving_runs SELECT id FROM runs WHERE document_id IN leaving_documents;
INSERT INTO leaving_reports SELECT id FROM reports WHERE run_id IN leaving_runs;
INSERT INTO leaving_rows SELECT id FROM rows WHERE report_id IN leaving_reports;
INSERT INTO leaving_items SELECT i.id FROM review_items i WHERE i.document_id IN leaving_documents AND NOT (
  i.kind = 'name' AND EXISTS (SELECT 1 FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id
    WHERE w.open_name = i.id AND r.is_current = 1 AND w.id NOT IN leaving_rows));
INSERT INTO leaving_decisions SELECT id, item_id FROM decisions WHERE item_id IN leaving_items;
INSERT OR IGNORE INTO leaving_decisions SELECT e.id, e.item_id FROM review_items i JOIN decisions e ON e.item_id = i.id
  WHERE i.kind = 'name' AND CASE WHEN e.idempotency_key GLOB 'with *'
    THEN substr(e.idempotency_key, 6, instr(e.idempotency_key || '#', '#') - 6) IN leaving_items
    ELSE e.row_id IN leaving_rows END;
INSERT INTO leaving_aliases SELECT id FROM name_aliases
  WHERE item_id IN leaving_items OR item_id IN (SELECT item_id FROM leaving_decisions);
INSERT INTO leaving_files SELECT DISTINCT sha256 FROM documents WHERE id IN leaving_documents
  AND sha256 NOT IN (SELECT sha256 FROM documents WHERE id NOT IN leaving_documents);
)sql";

}  // namespace

Leaving::Leaving(SQLite::Database& database) : database_(database) { database_.exec(kTables); }

Result<void> Leaving::Choose(const ForgetRequest& request) {
  if (request.document) {
    SQLite::Statement document(database_, "INSERT INTO leaving_documents SELECT id FROM documents WHERE id = ?");
    Binder(document) << *request.document;
    if (document.exec() == 0) return Fail(ErrorCode::kArgument, "There is no document with this id.");
  } else {
    SQLite::Statement client(database_, "SELECT id FROM clients WHERE name = ?");
    Binder(client) << request.client.value_or("");
    if (!client.executeStep()) return Fail(ErrorCode::kArgument, "There is no client of this name.");
    const std::int64_t id = RowReader(client).Int64();
    if (id != 0) client_id_ = id;
    SQLite::Statement documents(database_,
                                "INSERT INTO leaving_documents SELECT id FROM documents WHERE client_id = ?");
    Binder(documents) << id;
    if (documents.exec() == 0 && id == 0) {
      return Fail(ErrorCode::kArgument, "There is no document without a client.");
    }
  }
  database_.exec(kFollow);
  return {};
}

RemovalCounts Leaving::Count() {
  const auto count = [&](const char* table) {
    return database_.execAndGet(std::string("SELECT count(*) FROM ") + table).getInt64();
  };
  RemovalCounts counts;
  counts.documents = count("leaving_documents");
  counts.files = count("leaving_files");
  counts.runs = count("leaving_runs");
  counts.rows = count("leaving_rows");
  counts.items = count("leaving_items");
  counts.decisions = count("leaving_decisions");
  counts.aliases = count("leaving_aliases");
  return counts;
}

}  // namespace labintake::db
