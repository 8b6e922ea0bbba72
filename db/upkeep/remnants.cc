#include "db/upkeep/remnants.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "db/blob_store.h"
#include "db/upkeep/blob_folder.h"
#include "db/upkeep/named_files.h"

namespace labintake::db {
namespace {

std::vector<std::string> PendingFiles(SQLite::Database& database) {
  std::vector<std::string> files;
  SQLite::Statement all(database, "SELECT sha256 FROM removed_files");
  while (all.executeStep()) files.push_back(all.getColumn(0).getString());
  return files;
}

// What somebody alive may be writing here is the document that is being forgotten.
void RemoveBeginnings(const BlobFolder& folder, const std::string& bytes) {
  for (const FolderEntry& entry : folder.temporary) {
    std::ifstream file(entry.path, std::ios::binary);
    const std::string begun((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!begun.empty() && bytes.starts_with(begun)) unlink(entry.path.c_str());
  }
}

// Where SQLite makes temporary files, which have no name any more as soon as they are open: beside the database, whose
// disk has to have the room anyway, and not in a folder that others share.
class TemporaryFilesIn {
 public:
  explicit TemporaryFilesIn(const std::string& folder) : before_(sqlite3_temp_directory) {
    sqlite3_temp_directory = sqlite3_mprintf("%s", folder.c_str());
  }
  ~TemporaryFilesIn() {
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = before_;
  }
  TemporaryFilesIn(const TemporaryFilesIn&) = delete;
  TemporaryFilesIn& operator=(const TemporaryFilesIn&) = delete;

 private:
  char* before_;
};

}  // namespace

Result<void> RemoveFiles(SQLite::Database& database, const std::string& folder) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const BlobStore blobs(folder);
  auto listed = ListBlobFolder(folder);
  if (!listed) return tl::unexpected(listed.error());
  for (const std::string& sha256 : PendingFiles(database)) {
    // Stored again since: they are a document's bytes.
    if (NamesFile(database, sha256)) continue;
    if (!listed->temporary.empty()) {
      if (auto bytes = blobs.Get(sha256)) RemoveBeginnings(*listed, *bytes);
    }
    if (auto removed = blobs.Remove(sha256); !removed) return tl::unexpected(removed.error());
  }
  database.exec("DELETE FROM removed_files");
  transaction.commit();
  return {};
}

Result<void> WriteAnew(SQLite::Database& database, const std::string& path) {
  // In memory, as elsewhere, it would take as much of that as the database has bytes.
  const TemporaryFilesIn folder(std::filesystem::absolute(path).parent_path());
  database.exec("PRAGMA temp_store = FILE");
  database.exec("VACUUM");
  database.exec("PRAGMA temp_store = MEMORY");
  // Readers come and go; one that stays this long stays longer.
  database.setBusyTimeout(3000);
  const bool busy = database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0;
  if (!busy) return {};
  return Fail(ErrorCode::kStore,
              "What was removed is still in the database's log, because another process reads an old state of it; end "
              "that process.");
}

}  // namespace labintake::db
