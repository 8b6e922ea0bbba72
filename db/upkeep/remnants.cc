#include "db/upkeep/remnants.h"

#include <SQLiteCpp/Transaction.h>
#include <errno.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <vector>

#include "db/blob_batch.h"
#include "db/blob_store.h"
#include "db/file_system.h"
#include "db/job_queue.h"
#include "db/stage_cache.h"
#include "db/upkeep/named_files.h"

namespace labintake::db {
namespace {

std::vector<std::string> Texts(SQLite::Database& database, const char* sql) {
  std::vector<std::string> texts;
  SQLite::Statement all(database, sql);
  while (all.executeStep()) texts.push_back(all.getColumn(0).getString());
  return texts;
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// Durably; what is not there is no error. An errno, 0 for none.
int RemoveAll(const std::vector<std::string>& paths) {
  FileSystem& files = RealFileSystem();
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    const IoResult<void> removed = files.Remove(path);
    if (removed) folders.insert(FolderOf(path));
    if (!removed && removed.error() != ENOENT && removed.error() != ENOTDIR) return removed.error();
  }
  for (const std::string& folder : folders) {
    if (auto synced = files.SyncFolder(folder); !synced) return synced.error();
  }
  return 0;
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

// Also of files that were never stored, because their run was interrupted; not of one that is being read.
Result<void> RemoveStages(SQLite::Database& database, const std::string& path) {
  constexpr std::int64_t kBeingReadSeconds = 3600;
  const StageCache stages(StagesFolder(path), 0);
  stages.RemoveLeftovers();
  std::vector<std::string> gone = stages.Documents(time(nullptr) - kBeingReadSeconds);
  for (std::string& sha256 : Texts(database, "SELECT sha256 FROM removed_files")) gone.push_back(std::move(sha256));
  for (const std::string& sha256 : gone) {
    if (!NamesFile(database, sha256) && !stages.Forget(sha256)) return tl::unexpected(StoreError(EACCES));
  }
  return {};
}

}  // namespace

Result<void> RemoveFiles(SQLite::Database& database, const std::string& path) {
  const std::string folder = path + ".blobs";
  // Any of them may hold the beginning of such a file.
  BlobStore(folder).RemoveLeftovers();
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (auto removed = RemoveStages(database, path); !removed) return removed;
  std::vector<std::string> kept;
  for (const std::string& sha256 : Texts(database, "SELECT sha256 FROM removed_files")) {
    // Otherwise stored again since: they are a document's bytes.
    if (!NamesFile(database, sha256)) kept.push_back(BlobPath(folder, sha256));
  }
  if (const int error = RemoveAll(kept); error != 0) return tl::unexpected(StoreError(error));

  const std::vector<std::string> links = Texts(database, "SELECT path FROM removed_links");
  std::vector<std::string> ours;
  for (const std::string& link : links) {
    // What somebody has put in a link's place is not ours.
    if (RealFileSystem().ReadLink(link) || link.ends_with(kReasonEnd)) ours.push_back(link);
  }
  if (RemoveAll(ours) != 0) {
    return Fail(ErrorCode::kStore,
                "Links to what was forgotten cannot be removed; check the permissions of the folders of links.");
  }
  for (const std::string& link : links) {
    // Only where nothing else lies in it.
    if (link.ends_with('/')) rmdir(link.c_str());
  }
  database.exec("DELETE FROM removed_files");
  database.exec("DELETE FROM removed_links");
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
  SetPatience(database, std::chrono::seconds(3));
  const bool busy = database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0;
  if (!busy) return {};
  return Fail(ErrorCode::kStore,
              "What was removed is still in the database's log, because another process reads an old state of it; end "
              "that process.");
}

}  // namespace labintake::db
