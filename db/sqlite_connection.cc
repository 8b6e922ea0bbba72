#include "db/sqlite_connection.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <utility>

#include "db/schema.h"

namespace labintake::db {
namespace {

// Longer than any transaction of ours takes on a slow disk.
constexpr std::chrono::seconds kPatience{15};

constexpr std::chrono::milliseconds kBetweenTries{2};

// `tries` counts those of one wait; `most` is a pointer's worth of number, as SQLite hands it back.
int WaitForLock(void* most, int tries) {
  if (tries >= static_cast<int>(reinterpret_cast<std::intptr_t>(most))) return 0;
  std::this_thread::sleep_for(kBetweenTries);
  return 1;
}

// Makes an empty file that only its owner may read; SQLite gives -wal and -shm the permissions of the database. An
// existing file is left alone, and not even opened: closing it would drop the locks of this process's other
// connections.
Result<void> MakePrivateFile(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) {
    close(fd);
    return {};
  }
  if (errno == EEXIST) return {};
  return Fail(ErrorCode::kStore,
              fmt::format("The database {} cannot be made; check that its folder exists and may be written.", path));
}

// The switch to WAL does not wait for other connections by itself.
void SwitchToWal(SQLite::Database& database) {
  for (int attempt = 0;; ++attempt) {
    try {
      database.execAndGet("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& e) {
      if ((e.getErrorCode() & 0xff) != SQLITE_BUSY || attempt == 100) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
}

Result<void> CheckThere(const std::string& path) {
  struct stat there {};
  if (stat(path.c_str(), &there) == 0 && there.st_size > 0) return {};
  return Fail(ErrorCode::kStore,
              fmt::format("There is no database at {}; process a file with --db to make one.", path));
}

void Configure(SQLite::Database& database) {
  database.exec("PRAGMA foreign_keys = ON");
  // Deleted patient data is overwritten, not only unlinked from its page.
  database.exec("PRAGMA secure_delete = ON");
  // FULL, not NORMAL: in WAL mode NORMAL may lose the last commits when power fails, and a file that the watch folder
  // moved away, or an answer that a person gave, is not given twice. It costs one fsync a transaction.
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA trusted_schema = OFF");
}

}  // namespace

Error SqliteError(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode() & 0xff;
  switch (code) {
    case SQLITE_FULL: return {ErrorCode::kStore, "The disk that holds the database is full; make room and try again."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kStore, "The database is in use by another process for too long; try again."};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kStore, "The database cannot be written; check the permissions of the file and its folder."};
    case SQLITE_CANTOPEN:
      return {ErrorCode::kStore, "The database cannot be opened; check the permissions of the file and its folder."};
    case SQLITE_NOTADB: return {ErrorCode::kStore, "This file is not a labintake database; name another file."};
    case SQLITE_CORRUPT: return {ErrorCode::kStore, "The database is damaged; restore it from a backup."};
    case SQLITE_IOERR:
      return {ErrorCode::kStore, "The disk that holds the database reports an error; check the disk and try again."};
    default:
      return {ErrorCode::kStore,
              fmt::format("The database refused ({}).", sqlite3_errstr(exception.getExtendedErrorCode()))};
  }
}

void SetPatience(SQLite::Database& database, std::chrono::milliseconds patience) {
  const std::intptr_t tries = patience / kBetweenTries;
  sqlite3_busy_handler(database.getHandle(), WaitForLock, reinterpret_cast<void*>(tries));
}

Result<SQLite::Database> OpenConnection(const std::string& path, OpenMode mode) {
  if (mode == OpenMode::kExisting) {
    if (auto there = CheckThere(path); !there) return tl::unexpected(there.error());
  }
  if (mode == OpenMode::kCreate) {
    if (auto made = MakePrivateFile(path); !made) return tl::unexpected(made.error());
  }
  try {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    SetPatience(database, kPatience);
    Configure(database);
    if (database.execAndGet("PRAGMA application_id").getInt() != kApplicationId &&
        database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() != 0) {
      // Refused before anything is changed in a database that is somebody else's.
      return NotOurs();
    }
    SwitchToWal(database);
    if (auto migrated = Migrate(database); !migrated) return tl::unexpected(migrated.error());
    return database;
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(SqliteError(e));
  }
}

Result<SQLite::Database> OpenToRead(const std::string& path) try {
  if (auto there = CheckThere(path); !there) return tl::unexpected(there.error());
  SQLite::Database database(path, SQLite::OPEN_READONLY);
  SetPatience(database, kPatience);
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec("PRAGMA trusted_schema = OFF");
  if (database.execAndGet("PRAGMA application_id").getInt() != kApplicationId) return NotOurs();
  if (database.execAndGet("PRAGMA user_version").getInt() > SchemaVersion()) return MadeByNewer();
  return database;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

}  // namespace labintake::db
