#include "db/upkeep/forget.h"

#include <SQLiteCpp/Transaction.h>

#include <utility>

#include "db/sqlite_connection.h"
#include "db/upkeep/leaving.h"
#include "db/upkeep/remnants.h"
#include "db/upkeep/removal_writer.h"

namespace labintake::db {
namespace {

using Transaction = SQLite::Transaction;
constexpr auto kWrite = SQLite::TransactionBehavior::IMMEDIATE;

std::vector<Removal> ReadRemovals(SQLite::Database& database) {
  SQLite::Statement all(database,
                        "SELECT id, removed_at, removed_by, client_id, documents, files, runs, rows, items, decisions,"
                        " aliases, coalesce(finished_at, '') FROM removals ORDER BY id");
  SQLite::Statement documents(database, "SELECT document_id FROM removed_documents WHERE removal_id = ?");
  std::vector<Removal> removals;
  while (all.executeStep()) {
    RowReader r(all);
    Removal& removal = removals.emplace_back();
    removal.id = r.Int64();
    removal.at = r.Text();
    removal.by = r.Text();
    removal.client_id = r.OptionalInt64();
    RemovalCounts& c = removal.counts;
    for (std::int64_t* n : {&c.documents, &c.files, &c.runs, &c.rows, &c.items, &c.decisions, &c.aliases}) {
      *n = r.Int64();
    }
    removal.finished_at = r.Text();
    Binder(documents) << removal.id;
    while (documents.executeStep()) removal.document_ids.push_back(RowReader(documents).Int64());
  }
  return removals;
}

// Everything that is not finished, at once: the database is written anew for all together.
Result<int> Finish(SQLite::Database& database, const std::string& path, const std::string& now) try {
  // Read first: what another process removes from here on is not finished by this.
  const std::int64_t last =
      database.execAndGet("SELECT coalesce(max(id), 0) FROM removals WHERE finished_at IS NULL").getInt64();
  // A link that was made while its document was forgotten is known afterwards only.
  if (last == 0 && database.execAndGet("SELECT count(*) FROM removed_links").getInt() == 0) return 0;
  if (auto removed = RemoveFiles(database, path); !removed) return tl::unexpected(removed.error());
  if (auto done = WriteAnew(database, path); !done) return tl::unexpected(done.error());
  SQLite::Statement finished(database, "UPDATE removals SET finished_at = ? WHERE finished_at IS NULL AND id <= ?");
  Binder(finished) << now << last;
  return finished.exec();
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

}  // namespace

Result<RemovalCounts> PlanForget(const std::string& path, const ForgetRequest& request) try {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  Transaction transaction(*database);
  Leaving leaving(*database);
  if (auto chosen = leaving.Choose(request); !chosen) return tl::unexpected(chosen.error());
  return leaving.Count();
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<Forgotten> Forget(const std::string& path, const ForgetRequest& request, const std::string& now) try {
  if (request.by.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Fail(ErrorCode::kArgument, "Say who asks for it.");
  }
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  Transaction transaction(*database, kWrite);
  Leaving leaving(*database);
  if (auto chosen = leaving.Choose(request); !chosen) return tl::unexpected(chosen.error());
  const std::int64_t id = WriteRemoval(*database, leaving, request.by, now);
  transaction.commit();

  Forgotten forgotten;
  if (auto finished = Finish(*database, path, now); !finished) forgotten.remains = finished.error();
  for (Removal& removal : ReadRemovals(*database)) {
    if (removal.id == id) forgotten.removal = std::move(removal);
  }
  return forgotten;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<int> FinishForgetting(const std::string& path, const std::string& now) try {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  return Finish(*database, path, now);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<Removal>> ListRemovals(const std::string& path) try {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  Transaction transaction(*database);
  return ReadRemovals(*database);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

}  // namespace labintake::db
