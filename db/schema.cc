#include "db/schema.h"

#include <SQLiteCpp/Transaction.h>

#include <string>
#include <vector>

#include "db/schema_steps.h"

namespace labintake::db {
namespace {

const std::vector<const char*>& Steps() {
  static const std::vector<const char*> steps = {kSchemaStep1,    kSchemaStep2,  kSchemaStep3,  kSchemaStep4,
                                                 kSchemaRemovals, kSchemaReview, kSchemaStatus, kSchemaFormats};
  return steps;
}

int Pragma(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getInt(); }

}  // namespace

tl::unexpected<Error> NotOurs() {
  return Fail(ErrorCode::kStore, "This SQLite database was not made by labintake; name another file.");
}

tl::unexpected<Error> MadeByNewer() {
  return Fail(ErrorCode::kStore, "This database was made by a newer labintake; use that version or a newer one.");
}

int SchemaVersion() { return static_cast<int>(Steps().size()); }

Result<void> Migrate(SQLite::Database& database) {
  // The usual case asks for no lock, so that opening never waits for a writer.
  if (Pragma(database, "PRAGMA application_id") == kApplicationId &&
      Pragma(database, "PRAGMA user_version") == SchemaVersion()) {
    return {};
  }
  for (;;) {
    // The version is read inside the transaction: another process may be doing the same step.
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = Pragma(database, "PRAGMA user_version");
    const bool ours = Pragma(database, "PRAGMA application_id") == kApplicationId;
    const bool empty = Pragma(database, "SELECT count(*) FROM sqlite_schema") == 0;
    if (!ours && !(empty && version == 0)) return NotOurs();
    if (version > SchemaVersion()) return MadeByNewer();
    if (version == SchemaVersion()) return {};
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec(Steps()[static_cast<size_t>(version)]);
    database.exec("PRAGMA user_version = " + std::to_string(version + 1));
    transaction.commit();
  }
}

}  // namespace labintake::db
