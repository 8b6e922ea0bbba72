// A connection to a store's SQLite database, and small helpers around SQLiteCpp.
//
// Only files of db/ know SQLiteCpp; its exceptions end where a transaction does: in sqlite_store.cc,
// review_transaction.h and the public functions of db/upkeep.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "db/store.h"
#include "model/error.h"
#include "model/geometry.h"

namespace labintake::db {

// Opens and migrates. Every connection has foreign_keys ON, secure_delete ON, WAL, synchronous FULL, a busy timeout and
// temporary tables in memory only. Errors: kStore, in one sentence.
Result<SQLite::Database> OpenConnection(const std::string& path, OpenMode mode);

// How long a statement of `database` waits for locks of others. Asks every few milliseconds; SQLite's own waiting
// sleeps up to 100 ms and may never find the short gap between the transactions of a busy writer.
void SetPatience(SQLite::Database& database, std::chrono::milliseconds patience);

// Opens for reading only: nothing is changed, and the tables may be those of an earlier program. Errors: kStore.
Result<SQLite::Database> OpenToRead(const std::string& path);

// One sentence for a person. Made from the error code alone: SQLite's own messages may quote data.
Error SqliteError(const SQLite::Exception& exception);

// One value of a statement.
inline void BindOne(SQLite::Statement& statement, int index, const std::string& value) { statement.bind(index, value); }
inline void BindOne(SQLite::Statement& statement, int index, const char* value) { statement.bind(index, value); }
inline void BindOne(SQLite::Statement& statement, int index, double value) { statement.bind(index, value); }
template <typename T>
requires std::is_integral_v<T>
void BindOne(SQLite::Statement& statement, int index, T value) {
  statement.bind(index, static_cast<std::int64_t>(value));
}
inline void BindOne(SQLite::Statement& statement, int index, const std::optional<std::int64_t>& value) {
  if (value) {
    statement.bind(index, *value);
  } else {
    statement.bind(index);
  }
}

// Binds `values` in order from parameter 1; a Box takes four. For statements that are used again and again.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) { statement_.reset(); }

  template <typename T>
  Binder& operator<<(const T& value) {
    if constexpr (std::is_same_v<T, Box>) {
      *this << value.x0 << value.y0 << value.x1 << value.y1;
    } else {
      BindOne(statement_, ++index_, value);
    }
    return *this;
  }

 private:
  SQLite::Statement& statement_;
  int index_ = 0;
};

// The columns of the present row in order. A Box takes four columns.
class RowReader {
 public:
  explicit RowReader(SQLite::Statement& statement, int first = 0) : statement_(statement), index_(first) {}

  std::string Text() { return statement_.getColumn(index_++).getString(); }
  std::int64_t Int64() { return statement_.getColumn(index_++).getInt64(); }
  int Int() { return statement_.getColumn(index_++).getInt(); }
  double Real() { return statement_.getColumn(index_++).getDouble(); }
  std::optional<std::int64_t> OptionalInt64() {
    const auto column = statement_.getColumn(index_++);
    if (column.isNull()) return std::nullopt;
    return column.getInt64();
  }
  Box ReadBox() {
    const double x0 = Real(), y0 = Real(), x1 = Real();
    return {x0, y0, x1, Real()};
  }

 private:
  SQLite::Statement& statement_;
  int index_;
};

}  // namespace labintake::db
