#include "db/upkeep/named_files.h"

namespace labintake::db {

NamedFiles ReadNamedFiles(SQLite::Database& database) {
  SQLite::Statement all(database,
                        "SELECT b.sha256, b.size, coalesce(min(d.id), 0) FROM blobs b"
                        " LEFT JOIN documents d ON d.sha256 = b.sha256 GROUP BY b.sha256");
  NamedFiles named;
  while (all.executeStep()) {
    RowReader r(all);
    const std::string sha256 = r.Text();
    const std::int64_t size = r.Int64();
    named.emplace_hint(named.end(), sha256, NamedFile{size, r.Int64()});
  }
  return named;
}

bool NamesFile(SQLite::Database& database, const std::string& sha256) {
  SQLite::Statement find(database, "SELECT 1 FROM blobs WHERE sha256 = ?");
  Binder(find) << sha256;
  return find.executeStep();
}

}  // namespace labintake::db
