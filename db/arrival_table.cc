#include "db/arrival_table.h"

namespace labintake::db {
namespace {

// Links say something else of their documents than is so.
constexpr const char* kOutdated =
    "(a.duplicate = 0 AND ((j.state = 'done' AND a.linked_as = 'failed') OR (j.state = 'failed' AND a.linked_as ="
    " 'processed')))";

std::vector<OwedLink> FindLinks(SQLite::Database& database, const std::string& which,
                                std::optional<std::int64_t> document) {
  // A document without a job was stored by `process`.
  SQLite::Statement find(
      database,
      "SELECT a.id, a.document_id, a.name, c.name, d.sha256, a.duplicate, ifnull(j.state, 'done'), ifnull(j.error, ''),"
      " a.link FROM arrivals a JOIN documents d ON d.id = a.document_id JOIN clients c ON c.id = d.client_id"
      " LEFT JOIN jobs j ON j.document_id = d.id WHERE " +
          which + " AND (a.duplicate = 1 OR ifnull(j.state, 'done') IN ('done', 'failed', 'cancelled')) ORDER BY a.id");
  Binder binder(find);
  if (document) binder << *document;
  std::vector<OwedLink> owed;
  while (find.executeStep()) {
    RowReader r(find);
    OwedLink& link = owed.emplace_back();
    link.arrival = r.Int64();
    link.document = r.Int64();
    link.name = r.Text();
    link.client = r.Text();
    link.sha256 = r.Text();
    const bool duplicate = r.Int() != 0;
    const std::optional<JobState> state = ParseJobState(r.Text());
    const std::string error = r.Text();
    link.old_link = r.Text();
    if (duplicate) {
      link.kind = LinkKind::kDuplicate;
    } else if (state == JobState::kDone) {
      link.kind = LinkKind::kProcessed;
    } else if (state == JobState::kFailed) {
      link.kind = LinkKind::kFailed;
      link.reason = error;
    }
  }
  return owed;
}

}  // namespace

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
                           "INSERT INTO arrivals (id, document_id, name, received_at, duplicate, place, inode,"
                           " modified_ns, removed, linked_as) VALUES ((SELECT 1 + max((SELECT coalesce(max(id), 0) FROM"
                           " arrivals), (SELECT coalesce(max(last_arrival), 0) FROM removals))),"
                           " ?,?,?,?,?,?,?,0, iif(?, NULL, ''))");
  Binder(insert) << document << file.name << now << duplicate << file.place << file.inode << file.modified_ns
                 << file.wants_link;
  insert.exec();
  return database.getLastInsertRowid();
}

void NoteArrivals(SQLite::Database& database, std::span<const ArrivalNote> notes) {
  SQLite::Statement removed(database, "UPDATE arrivals SET removed = 1 WHERE id = ?");
  SQLite::Statement linked(database, "UPDATE arrivals SET link = ?, linked_as = ? WHERE id = ?");
  SQLite::Statement forgotten(database, "INSERT OR IGNORE INTO removed_links VALUES (?1), (?1 || ?2)");
  for (const ArrivalNote& note : notes) {
    if (note.removed) {
      Binder(removed) << note.arrival;
      removed.exec();
    }
    if (note.link) {
      Binder(linked) << note.link->path << ToString(note.link->kind) << note.arrival;
      if (linked.exec() > 0 || note.link->path.empty()) continue;
      // The document was forgotten after its link was made; whoever finishes that (db/upkeep) removes it.
      Binder(forgotten) << note.link->path << kReasonEnd;
      forgotten.exec();
    }
  }
}

std::vector<UnremovedFile> FindUnremoved(SQLite::Database& database, const std::string& folder) {
  SQLite::Statement find(database,
                         "SELECT id, place, inode, modified_ns FROM arrivals WHERE removed = 0 AND"
                         " substr(place, 1, length(?1)) = ?1");
  Binder(find) << folder + "/";
  std::vector<UnremovedFile> files;
  while (find.executeStep()) {
    RowReader r(find);
    UnremovedFile& file = files.emplace_back();
    file.arrival = r.Int64();
    file.place = r.Text();
    file.inode = static_cast<std::uint64_t>(r.Int64());
    file.modified_ns = r.Int64();
  }
  return files;
}

std::vector<OwedLink> FindOwedLinks(SQLite::Database& database, std::optional<std::int64_t> document) {
  if (!document) return FindLinks(database, "a.linked_as IS NULL", std::nullopt);
  return FindLinks(database, std::string("a.document_id = ? AND (a.linked_as IS NULL OR ") + kOutdated + ")", document);
}

std::vector<OwedLink> FindLinksToReplace(SQLite::Database& database) {
  return FindLinks(database, kOutdated, std::nullopt);
}

}  // namespace labintake::db
