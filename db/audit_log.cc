#include "db/audit_log.h"

#include "db/digest.h"
#include "db/review_transaction.h"

namespace labintake::db {
namespace {

constexpr const char* kColumns = "SELECT number, at, actor, action, document_id, item, detail, hash FROM audit_log ";

AuditEntry ReadEntry(SQLite::Statement& statement) {
  RowReader r(statement);
  AuditEntry entry;
  entry.number = r.Int64();
  entry.at = r.Text();
  entry.event.actor = r.Text();
  entry.event.action = r.Text();
  entry.event.document = r.OptionalInt64();
  entry.event.item = r.Text();
  entry.event.detail = r.Text();
  entry.hash = r.Text();
  return entry;
}

}  // namespace

std::string AuditHash(const std::string& previous, const AuditEntry& entry) {
  const AuditEvent& e = entry.event;
  return Sha256HexOf({previous, std::to_string(entry.number), entry.at, e.actor, e.action,
                      e.document ? std::to_string(*e.document) : "", e.item, e.detail});
}

void AppendAudit(ReviewDatabase& database, const AuditEvent& event) {
  SQLite::Statement last(database.sql(), "SELECT number, hash FROM audit_log ORDER BY number DESC LIMIT 1");
  AuditEntry entry;
  entry.number = 1;
  std::string previous;
  if (last.executeStep()) {
    RowReader r(last);
    entry.number = r.Int64() + 1;
    previous = r.Text();
  }
  entry.at = database.Now();
  entry.event = event;
  SQLite::Statement insert(database.sql(),
                           "INSERT INTO audit_log (number, at, actor, action, document_id, item, detail, hash)"
                           " VALUES (?,?,?,?,?,?,?,?)");
  Binder(insert) << entry.number << entry.at << event.actor << event.action << event.document << event.item
                 << event.detail << AuditHash(previous, entry);
  insert.exec();
}

Result<void> AuditLog::Append(const AuditEvent& event) {
  return database_.Write([&]() -> Result<void> {
    AppendAudit(database_, event);
    return {};
  });
}

Result<std::vector<AuditEntry>> AuditLog::List(const AuditFilter& filter, int limit) {
  return database_.Read([&]() -> Result<std::vector<AuditEntry>> {
    std::string sql = std::string(kColumns) + "WHERE number > ?";
    if (filter.before) sql += " AND number < ?";
    if (filter.actor) sql += " AND actor = ?";
    if (filter.document) sql += " AND document_id = ?";
    SQLite::Statement statement(
        database_.sql(), sql + (filter.newest_first ? " ORDER BY number DESC LIMIT ?" : " ORDER BY number LIMIT ?"));
    Binder binder(statement);
    binder << filter.after;
    if (filter.before) binder << *filter.before;
    if (filter.actor) binder << *filter.actor;
    if (filter.document) binder << *filter.document;
    binder << limit;
    std::vector<AuditEntry> entries;
    while (statement.executeStep()) entries.push_back(ReadEntry(statement));
    return entries;
  });
}

Result<AuditVerdict> AuditLog::Verify(const std::function<void(const AuditEntry&)>& each) {
  return database_.Read([&]() -> Result<AuditVerdict> {
    AuditVerdict verdict;
    SQLite::Statement statement(database_.sql(), std::string(kColumns) + "ORDER BY number");
    while (statement.executeStep()) {
      const AuditEntry entry = ReadEntry(statement);
      const bool intact = entry.number == verdict.entries + 1 && entry.hash == AuditHash(verdict.last_hash, entry);
      if (!intact && !verdict.first_broken) verdict.first_broken = entry.number;
      ++verdict.entries;
      verdict.last_hash = entry.hash;
      if (each) each(entry);
    }
    return verdict;
  });
}

}  // namespace labintake::db
