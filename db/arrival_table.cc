#include "db/arrival_table.h"

namespace labintake::db {

std::optional<std::int64_t> FindArrival(SQLite::Database& database, const ArrivingFile& file, std::int64_t document) {
  SQLite::Statement find(database,
                         "SELECT id FROM arrivals WHERE place = ? AND removed = 0 AND inode = ? AND modified_ns = ?"
                         " AND document_id = ?");
  Binder(find) << file.place << file.inode << file.modified_ns << document;
  if (!find.executeStep()) return std::nullopt;
  return RowReader(find).Int64();
}

std::int64_t AddArrival(SQLite::Database& database, const ArrivingFile& file, std::int64_t document, bool duplicate,
                        const std::string& now) {
  SQLite::Statement insert(database,
                           "INSERT INTO arrivals (document_id, name, received_at, duplicate, place, inode, modified_ns,"
                           " removed, link) VALUES (?,?,?,?,?,?,?,0, iif(?, NULL, ''))");
  Binder(insert) << document << file.name << now << duplicate << file.place << file.inode << file.modified_ns
                 << file.wants_link;
  insert.exec();
  return database.getLastInsertRowid();
}

void NoteArrivals(SQLite::Database& database, std::span<const ArrivalNote> notes) {
  SQLite::Statement removed(database, "UPDATE arrivals SET removed = 1 WHERE id = ?");
  SQLite::Statement linked(database, "UPDATE arrivals SET link = ? WHERE id = ?");
  for (const ArrivalNote& note : notes) {
    if (note.removed) {
      Binder(removed) << note.arrival;
      removed.exec();
    }
    if (note.link) {
      Binder(linked) << *note.link << note.arrival;
      linked.exec();
    }
  }
}

std::vector<LinklessArrival> ArrivalsWithoutLink(SQLite::Database& database, std::optional<std::int64_t> document) {
  std::string sql =
      "SELECT a.id, a.document_id, a.name, c.name, d.sha256, a.duplicate, ifnull(j.state, 'done'), ifnull(j.error, '')"
      " FROM arrivals a JOIN documents d ON d.id = a.document_id JOIN clients c ON c.id = d.client_id"
      " LEFT JOIN jobs j ON j.document_id = d.id"
      " WHERE a.link IS NULL AND (a.duplicate = 1 OR ifnull(j.state, 'done') IN ('done', 'failed', 'cancelled'))";
  if (document) sql += " AND a.document_id = ?";
  SQLite::Statement find(database, sql + " ORDER BY a.id");
  Binder binder(find);
  if (document) binder << *document;
  std::vector<LinklessArrival> found;
  while (find.executeStep()) {
    RowReader r(find);
    LinklessArrival& a = found.emplace_back();
    a.arrival = r.Int64();
    a.document = r.Int64();
    a.name = r.Text();
    a.client = r.Text();
    a.sha256 = r.Text();
    a.duplicate = r.Int() != 0;
    a.state = ParseJobState(r.Text()).value_or(JobState::kFailed);
    a.error = r.Text();
    if (a.state != JobState::kFailed) a.error.clear();
  }
  return found;
}

}  // namespace labintake::db
