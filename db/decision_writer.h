// Writes what people say: decisions, and the aliases that follow from them.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <string>

#include "db/alias_table.h"
#include "db/assign_analyte.h"
#include "db/review_item.h"
#include "db/sqlite_connection.h"
#include "db/sqlite_reader.h"

namespace labintake::db {

class DecisionWriter {
 public:
  DecisionWriter(SQLite::Database& database, const AssignAnalyteFn& assign, std::string now)
      : database_(database), assign_(assign), now_(std::move(now)), aliases_(database) {}

  // Writes nothing unless the outcome is kApplied. REQUIRES: CheckDecision allows it.
  DecisionOutcome Apply(const StoredItem& item, const Decision& decision);

  // False when no such alias is in force.
  bool RetractAlias(std::int64_t id, const std::string& by);

 private:
  void Record(const StoredItem& item, const Decision& decision, const std::string& key);
  // Answers about names that were given with one about this item.
  void ReopenAnsweredWith(const std::string& item);
  void Learn(const StoredItem& item, const Decision& decision, std::int64_t snapshot);

  SQLite::Database& database_;
  const AssignAnalyteFn& assign_;
  const std::string now_;
  AliasTable aliases_;
};

}  // namespace labintake::db
