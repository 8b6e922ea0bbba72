// What a ReviewDatabase is: a connection and how its transactions run. For files of db/ only.
#pragma once

#include <SQLiteCpp/Transaction.h>

#include <mutex>
#include <type_traits>
#include <utility>

#include "db/review_database.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

class ReviewDatabase {
 public:
  ReviewDatabase(SQLite::Database database, ReviewDatabaseOptions options)
      : database_(std::move(database)), options_(std::move(options)) {}

  SQLite::Database& sql() { return database_; }
  std::string Now() const { return options_.now(); }
  const AssignAnalyteFn& assign() const { return options_.assign_analyte; }
  const PatientsDifferFn& patients_differ() const { return options_.patients_differ; }

  // Runs `work`, which returns a Result, from one consistent view.
  template <typename Work>
  std::invoke_result_t<Work> Read(Work work) try {
    SQLite::Transaction transaction(database_);
    return work();
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(SqliteError(e));
  }

  // The same for what writes: kept when `work` returns a value, undone when it returns an error.
  template <typename Work>
  std::invoke_result_t<Work> Write(Work work) try {
    const std::lock_guard in_turn(*options_.writer);
    SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
    auto result = work();
    if (result) transaction.commit();
    return result;
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(SqliteError(e));
  }

 private:
  SQLite::Database database_;
  ReviewDatabaseOptions options_;
};

}  // namespace labintake::db
