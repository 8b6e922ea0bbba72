#include "db/document_table.h"

#include "db/header_corrections.h"

namespace labintake::db {
namespace {

int Count(SQLite::Database& database, const char* sql, std::int64_t document_id) {
  SQLite::Statement count(database, sql);
  Binder(count) << document_id;
  count.executeStep();
  return RowReader(count).Int();
}

}  // namespace

// Not the order of the documents' ids: the queue reads a document later than one that came after it.
std::vector<ReportHeader> EarlierPatients(SQLite::Database& database, std::int64_t client_id, std::int64_t before,
                                          std::int64_t except) {
  SQLite::Statement find(
      database,
      "SELECT d.id, p.number, p.patient_name, p.patient_id, p.birth_date FROM documents d"
      " JOIN runs r ON r.document_id = d.id AND r.is_current = 1 JOIN reports p ON p.run_id = r.id"
      " WHERE d.client_id = ?1 AND d.id <> ?3 AND"
      " (SELECT min(f.id) FROM runs f JOIN reports g ON g.run_id = f.id WHERE f.document_id = d.id) <"
      " ifnull((SELECT min(f.id) FROM runs f JOIN reports g ON g.run_id = f.id WHERE f.document_id = ?2), 1 << 62)"
      " AND NOT EXISTS ("
      "  SELECT 1 FROM review_items i LEFT JOIN decisions e ON e.item_id = i.id AND e.in_force = 1"
      "  WHERE i.document_id = d.id AND i.report = p.number AND i.holds_rows = 1 AND i.state <> 'withdrawn'"
      "  AND (i.state = 'open' OR e.action IS NOT 'accept'))");
  Binder(find) << client_id << before << except;
  std::map<std::int64_t, HeaderCorrections> corrections = HeaderCorrectionsOfClient(database, client_id);
  std::vector<ReportHeader> headers;
  while (find.executeStep()) {
    RowReader r(find);
    ReportHeader& h = headers.emplace_back();
    const std::int64_t document = r.Int64();
    const int report = r.Int();
    h.patient_name = r.Text();
    h.patient_id = r.Text();
    h.birth_date = r.Text();
    if (corrections.contains(document)) ApplyTo(h, corrections[document], report);
  }
  return headers;
}

std::int64_t ClientId(SQLite::Database& database, const std::string& client) {
  SQLite::Statement insert(database,
                           "INSERT INTO clients (id, name) VALUES ((SELECT 1 + max((SELECT max(id) FROM clients),"
                           " (SELECT coalesce(max(client_id), 0) FROM removals))), ?) ON CONFLICT (name) DO NOTHING");
  Binder(insert) << client;
  insert.exec();
  SQLite::Statement find(database, "SELECT id FROM clients WHERE name = ?");
  Binder(find) << client;
  find.executeStep();
  return RowReader(find).Int64();
}

std::optional<std::int64_t> DocumentId(SQLite::Database& database, std::int64_t client_id, const std::string& sha256) {
  SQLite::Statement find(database, "SELECT id FROM documents WHERE client_id = ? AND sha256 = ?");
  Binder(find) << client_id << sha256;
  if (!find.executeStep()) return std::nullopt;
  return RowReader(find).Int64();
}

std::int64_t AddDocument(SQLite::Database& database, std::int64_t client_id, const NewDocument& document,
                         const std::string& now) {
  SQLite::Statement blob(database,
                         "INSERT INTO blobs (sha256, size, media_type) VALUES (?,?,?) ON CONFLICT DO NOTHING");
  Binder(blob) << document.sha256 << document.size << document.media_type;
  blob.exec();
  SQLite::Statement insert(database,
                           "INSERT INTO documents (id, client_id, sha256, file, created_at) VALUES ((SELECT 1 +"
                           " max((SELECT coalesce(max(id), 0) FROM documents),"
                           " (SELECT coalesce(max(document_id), 0) FROM removed_documents))), ?,?,?,?)");
  // The folders that a file comes from are nobody's business later; its name helps people.
  Binder(insert) << client_id << document.sha256 << document.path.substr(document.path.rfind('/') + 1) << now;
  insert.exec();
  return database.getLastInsertRowid();
}

bool IsCurrentRun(SQLite::Database& database, std::int64_t document_id, const RunInfo& run) {
  SQLite::Statement find(database,
                         "SELECT 1 FROM runs WHERE document_id = ? AND is_current = 1 AND extraction_version = ?"
                         " AND configuration_hash = ?");
  Binder(find) << document_id << run.extraction_version << run.configuration_hash;
  return find.executeStep();
}

std::optional<StoredRun> CurrentRunOf(SQLite::Database& database, const std::string& client,
                                      const std::string& sha256) {
  SQLite::Statement find(database,
                         "SELECT r.extraction_version, r.configuration_hash, r.format FROM documents d"
                         " JOIN clients c ON c.id = d.client_id JOIN runs r ON r.document_id = d.id"
                         " WHERE c.name = ? AND d.sha256 = ? AND r.is_current = 1");
  Binder(find) << client << sha256;
  if (!find.executeStep()) return std::nullopt;
  RowReader r(find);
  StoredRun run;
  run.extraction_version = r.Int();
  run.configuration_hash = r.Text();
  run.format = r.Text();
  return run;
}

// Items are found by their document: SQLite would take the index of states, and look at all that waits.
void CountDocument(SQLite::Database& database, StoredDocument& stored) {
  stored.rows = Count(database,
                      "SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id"
                      " WHERE r.document_id = ? AND r.is_current = 1",
                      stored.id);
  stored.open_items = Count(database,
                            "SELECT count(*) FROM review_items INDEXED BY items_of_document"
                            " WHERE document_id = ? AND state = 'open'"
                            " AND kind <> 'name'",
                            stored.id);
  stored.history_breaks =
      Count(database,
            "SELECT count(*) FROM review_items i INDEXED BY items_of_document"
            " WHERE i.document_id = ? AND i.kind = 'row' AND i.state = 'open'"
            " AND EXISTS (SELECT 1 FROM findings f WHERE f.row_id = i.row_id AND f.code = 'history-breaks')"
            " AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.row_id = i.row_id AND f.code <> 'history-breaks'"
            "  AND f.severity = 'doubt')",
            stored.id);
  stored.patient_differs =
      Count(database,
            "SELECT count(*) FROM findings f JOIN runs r ON r.id = f.run_id WHERE r.document_id = ? AND"
            " r.is_current = 1 AND f.level = 'document' AND f.code = 'patient-differs'",
            stored.id) > 0;
}

std::vector<bool> AnotherPatient(SQLite::Database& database, std::int64_t client_id, const DocumentKey& key,
                                 const Document& document, const PatientsDifferFn& differ) {
  std::vector<bool> another(document.reports.size(), false);
  if (key.client.empty()) return another;  // documents without a client come from anybody
  const std::vector<ReportHeader> earlier = EarlierPatients(database, client_id, key.id, key.id);
  const HeaderCorrections corrections = ReadHeaderCorrections(database, key.id);
  for (size_t i = 0; i < another.size(); ++i) {
    ReportHeader header = document.reports[i].header;
    ApplyTo(header, corrections, document.reports[i].number);
    another[i] = NamesAnotherPatient(header, earlier, differ);
  }
  return another;
}

}  // namespace labintake::db
