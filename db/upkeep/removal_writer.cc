#include "db/upkeep/removal_writer.h"

#include "db/alias_table.h"
#include "db/job_queue.h"

namespace labintake::db {
namespace {

// What people keyed and wrote in the review server. An answer about a name goes with the document whose row was its
// example. The audit log stays: it holds no text of documents.
constexpr const char* kDeleteReview = R"sql(
DELETE FROM answers WHERE item_id IN (SELECT id FROM review_items WHERE document_id IN leaving_documents);
DELETE FROM remarks WHERE item_id IN (SELECT id FROM review_items WHERE document_id IN leaving_documents);
DELETE FROM drafts WHERE subject IN leaving_items
  OR subject IN (SELECT 'document ' || id FROM leaving_documents)
  OR subject IN (SELECT id FROM review_items WHERE document_id IN leaving_documents);
DELETE FROM header_corrections WHERE document_id IN leaving_documents;
DELETE FROM document_requests WHERE document_id IN leaving_documents;
DELETE FROM work WHERE item_id IN leaving_items;
)sql";

// Questions about names that other documents have too go on with one of their rows, open where their answer went.
constexpr const char* kMoveNames = R"sql(
UPDATE decisions SET row_id = NULL WHERE row_id IN leaving_rows AND id NOT IN (SELECT id FROM leaving_decisions);
DELETE FROM decisions WHERE id IN (SELECT id FROM leaving_decisions);
UPDATE review_items SET (row_id, document_id, run_id, report, page, x0, y0, x1, y1) = (
    SELECT w.id, r.document_id, r.id, p.number, w.page, w.x0, w.y0, w.x1, w.y1 FROM rows w
    JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id
    WHERE w.open_name = review_items.id AND r.is_current = 1 AND w.id NOT IN leaving_rows ORDER BY w.id LIMIT 1)
  WHERE document_id IN leaving_documents AND id NOT IN leaving_items;
UPDATE review_items SET state = 'open' WHERE kind = 'name' AND state = 'decided'
  AND id IN (SELECT item_id FROM leaving_decisions)
  AND NOT EXISTS (SELECT 1 FROM decisions e WHERE e.item_id = review_items.id AND e.in_force = 1);
)sql";

// What later reports of the same client say of a result that goes (db/history_rules.cc): " on 2024-05-01, ".
constexpr const char* kSilenceHistory = R"sql(
UPDATE findings SET message = 'It differs beyond belief from an earlier result that has been removed since.'
  WHERE code = 'history-breaks'
  AND run_id IN (SELECT r.id FROM documents d JOIN runs r ON r.document_id = d.id
    WHERE d.client_id IN (SELECT client_id FROM documents WHERE id IN leaving_documents)
    AND d.id NOT IN leaving_documents)
  AND EXISTS (SELECT 1 FROM reports p WHERE p.id IN leaving_reports AND instr(message,
    ' on ' || substr(CASE p.collected WHEN '' THEN p.reported ELSE p.collected END, 1, 10) || ','));
)sql";

// Children first.
constexpr const char* kDelete = R"sql(
DELETE FROM name_aliases WHERE id IN leaving_aliases;
DELETE FROM review_items WHERE id IN leaving_items;
DELETE FROM findings WHERE run_id IN leaving_runs;
DELETE FROM fields WHERE row_id IN leaving_rows;
DELETE FROM rows WHERE id IN leaving_rows;
DELETE FROM lines WHERE report_id IN leaving_reports;
DELETE FROM reports WHERE id IN leaving_reports;
DELETE FROM pages WHERE run_id IN leaving_runs;
DELETE FROM runs WHERE id IN leaving_runs;
DELETE FROM jobs WHERE document_id IN leaving_documents;
DELETE FROM arrivals WHERE document_id IN leaving_documents;
DELETE FROM documents WHERE id IN leaving_documents;
DELETE FROM blobs WHERE sha256 IN leaving_files;
)sql";

// A change to the names in force makes a snapshot with the next number; a number that was given is not given again.
std::int64_t NextSnapshot(SQLite::Database& database) {
  const std::int64_t in_force =
      database.execAndGet("SELECT count(*) FROM name_aliases WHERE id IN leaving_aliases AND retracted_in IS NULL")
          .getInt64();
  return AliasTable(database).Snapshot() + (in_force > 0 ? 1 : 0);
}

// A link lies in a folder that has the client's name, unless the client has none.
void RememberLinks(SQLite::Database& database) {
  SQLite::Statement links(database,
                          "SELECT a.link, c.name FROM arrivals a JOIN documents d ON d.id = a.document_id"
                          " JOIN clients c ON c.id = d.client_id WHERE a.link <> '' AND d.id IN leaving_documents");
  SQLite::Statement remember(database, "INSERT OR IGNORE INTO removed_links VALUES (?)");
  const auto add = [&](const std::string& path) {
    Binder(remember) << path;
    remember.exec();
  };
  while (links.executeStep()) {
    RowReader r(links);
    const std::string link = r.Text(), client = r.Text();
    add(link);
    add(link + kReasonEnd);
    const std::string folder = link.substr(0, link.rfind('/'));
    if (!client.empty() && folder.ends_with("/" + client)) add(folder + "/");
  }
}

}  // namespace

std::int64_t WriteRemoval(SQLite::Database& database, Leaving& leaving, const std::string& by, const std::string& now) {
  const RemovalCounts counts = leaving.Count();
  SQLite::Statement removal(database,
                            "INSERT INTO removals (removed_at, removed_by, client_id, documents, files, runs, rows,"
                            " items, decisions, aliases, alias_snapshot, last_arrival) VALUES (?,?,?,?,?,?,?,?,?,?,?,"
                            " max((SELECT coalesce(max(id), 0) FROM arrivals),"
                            "     (SELECT coalesce(max(last_arrival), 0) FROM removals)))");
  Binder(removal) << now << by << leaving.client_id() << counts.documents << counts.files << counts.runs << counts.rows
                  << counts.items << counts.decisions << counts.aliases << NextSnapshot(database);
  removal.exec();
  const std::int64_t id = database.getLastInsertRowid();
  for (const char* sql : {"INSERT INTO removed_documents SELECT id, ? FROM leaving_documents",
                          "INSERT INTO removed_aliases SELECT id, ? FROM leaving_aliases"}) {
    SQLite::Statement remember(database, sql);
    Binder(remember) << id;
    remember.exec();
  }
  // An unfinished removal may have named the same bytes, which were stored again since.
  database.exec("INSERT OR IGNORE INTO removed_files SELECT sha256 FROM leaving_files");
  RememberLinks(database);
  database.exec(kDeleteReview);
  database.exec(kMoveNames);
  database.exec(kSilenceHistory);
  database.exec(kDelete);
  if (leaving.client_id()) {
    for (const char* sql : {"DELETE FROM job_turns WHERE client_id = ?", "DELETE FROM clients WHERE id = ?"}) {
      SQLite::Statement client(database, sql);
      Binder(client) << *leaving.client_id();
      client.exec();
    }
  }
  return id;
}

}  // namespace labintake::db
