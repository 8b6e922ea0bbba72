// The files that a database names.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "db/sqlite_connection.h"

namespace labintake::db {

struct NamedFile {
  std::int64_t size = 0;
  std::int64_t document = 0;  // the first of those that it belongs to; 0 for none
};
using NamedFiles = std::map<std::string, NamedFile>;  // by hash

// May throw SQLite::Exception.
NamedFiles ReadNamedFiles(SQLite::Database& database);

// Whether the database names the file now. May throw SQLite::Exception.
bool NamesFile(SQLite::Database& database, const std::string& sha256);

}  // namespace labintake::db
