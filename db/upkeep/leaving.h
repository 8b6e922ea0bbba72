// What a removal takes with it, as temporary tables of ids: leaving_documents, leaving_runs, leaving_reports,
// leaving_rows, leaving_items, leaving_decisions, leaving_aliases and leaving_files.
//
// Of questions about names, which are nobody's document, those go that no other document has. Of the others the answers
// go that somebody gave who saw a row that goes, with what was learned from them.
//
// Used within one transaction of the caller. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>

#include "db/sqlite_connection.h"
#include "db/upkeep/forget.h"

namespace labintake::db {

class Leaving {
 public:
  // The tables, empty, in memory; they live as long as the connection.
  explicit Leaving(SQLite::Database& database);

  // kArgument: there is no such client or document.
  Result<void> Choose(const ForgetRequest& request);

  RemovalCounts Count();
  // Of a client that goes as a whole; not of the one that has everybody's documents.
  std::optional<std::int64_t> client_id() const { return client_id_; }

 private:
  SQLite::Database& database_;
  std::optional<std::int64_t> client_id_;
};

}  // namespace labintake::db
