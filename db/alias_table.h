// The table of aliases.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/alias.h"
#include "db/sqlite_connection.h"
#include "terminology/catalog/learned_names.h"

namespace labintake::db {

class AliasTable {
 public:
  explicit AliasTable(SQLite::Database& database) : database_(database) {}

  // Number of the last change; 0 before the first.
  std::int64_t Snapshot();
  // In the order in which they were added; all that ever were, or those in force.
  std::vector<Alias> List(bool retracted_too);
  // What was in force after change `snapshot`.
  terminology::LearnedNames Learned(std::int64_t snapshot);

  // Adds under `snapshot`. False when one for the same place and analyte is in force.
  bool Add(const Alias& alias, std::int64_t snapshot, const std::string& now);
  // Retracts one, or those that came from an item; false when none was in force.
  bool Retract(std::int64_t id, std::int64_t snapshot, const std::string& by, const std::string& now);
  bool RetractOfItem(const std::string& item, std::int64_t snapshot, const std::string& by, const std::string& now);

 private:
  SQLite::Database& database_;
  std::optional<std::set<terminology::LearnedName>> in_force_;  // for Add; loaded when it is first needed
};

}  // namespace labintake::db
