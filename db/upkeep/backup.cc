#include "db/upkeep/backup.h"

#include <SQLiteCpp/Backup.h>
#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "db/blob_store.h"
#include "db/sqlite_connection.h"
#include "db/stage_cache.h"
#include "db/upkeep/backup_files.h"
#include "db/upkeep/blob_folder.h"
#include "db/upkeep/database_checks.h"
#include "db/upkeep/named_files.h"

namespace labintake::db {
namespace {

constexpr const char* kUnfinished = "unfinished";
constexpr const char* kLock = "backup.lock";

tl::unexpected<Error> CannotWrite() { return tl::unexpected<Error>(BackupError(errno)); }

// While the copy is written SQLite speaks of either database; which one follows from the kind of error.
Error CopyError(const SQLite::Exception& e) {
  switch (e.getErrorCode() & 0xff) {
    case SQLITE_FULL: return BackupError(ENOSPC);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return BackupError(EACCES);
    case SQLITE_IOERR:
      return {ErrorCode::kStore, "The disk of the database or of the backup reports an error; check both."};
    default: return SqliteError(e);
  }
}

// Held as long as this lives; the system takes it from a process that was killed.
class FolderLock {
 public:
  explicit FolderLock(const std::string& path)
      : fd_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    // A disk that knows no locks keeps nobody out.
    held_ = fd_ >= 0 && (flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
  }
  ~FolderLock() {
    if (fd_ >= 0) close(fd_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  bool opened() const { return fd_ >= 0; }
  bool held() const { return held_; }

 private:
  int fd_;
  bool held_ = false;
};

class BackupWriter {
 public:
  BackupWriter(const std::string& path, const std::string& folder, const BackupOptions& options)
      : path_(path),
        base_(std::filesystem::path(path).filename()),
        folder_(folder),
        unfinished_(folder + "/" + kUnfinished),
        options_(options) {}

  Result<Backup> Write() {
    if (auto ready = Prepare(); !ready) return tl::unexpected(ready.error());
    const FolderLock lock(folder_ + "/" + kLock);
    if (!lock.opened()) return CannotWrite();
    if (!lock.held()) {
      return Fail(ErrorCode::kArgument,
                  "Another backup into this folder is going on; wait for it, or name another "
                  "folder.");
    }
    if (mkdir(unfinished_.c_str(), 0700) != 0 && errno != EEXIST) return CannotWrite();
    auto source = OpenToRead(path_);
    if (!source) return tl::unexpected(source.error());
    // Again where a document was removed from the store in the meantime: it shall not be in the copy either.
    for (bool consistent = false; !consistent;) {
      auto named = CopyDatabase(*source);
      if (!named) return tl::unexpected(named.error());
      auto taken = CopyFiles(*source, *named);
      if (!taken) return tl::unexpected(taken.error());
      consistent = *taken;
    }
    return Finish();
  }

 private:
  Result<void> Prepare() {
    if (auto there = OpenToRead(path_); !there) return tl::unexpected(there.error());
    std::error_code ignored;
    const std::string inside = std::filesystem::weakly_canonical(folder_, ignored).string() + "/";
    for (const std::string& part : {path_ + ".blobs", StagesFolder(path_)}) {
      const std::string store = std::filesystem::weakly_canonical(part, ignored).string() + "/";
      if (!inside.starts_with(store)) continue;
      return Fail(ErrorCode::kArgument,
                  "The backup's folder lies within the store's; name a folder elsewhere, best on "
                  "another disk.");
    }
    if (mkdir(folder_.c_str(), 0700) != 0 && (errno != EEXIST || !std::filesystem::is_directory(folder_, ignored))) {
      return CannotWrite();
    }
    return {};
  }

  // Earlier copies that hold this database's files, newest first: their names sort as their times do.
  std::vector<std::string> Earlier() const {
    std::vector<std::string> folders;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
      std::string files = entry->path() / (base_ + ".blobs");
      if (entry->path().filename() != kUnfinished && std::filesystem::is_directory(files, error)) {
        folders.push_back(std::move(files));
      }
      error.clear();
    }
    std::sort(folders.rbegin(), folders.rend());
    return folders;
  }

  Result<NamedFiles> CopyDatabase(SQLite::Database& source) try {
    const std::string copy = unfinished_ + "/" + base_;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) unlink((copy + suffix).c_str());
    // Made here, so that only the owner may read it from the first byte on.
    const int fd = open(copy.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return CannotWrite();
    close(fd);
    try {
      SQLite::Database target(copy, SQLite::OPEN_READWRITE);
      // One step: one state of the source, whatever others write meanwhile.
      if (SQLite::Backup(target, source).executeStep(-1) != SQLITE_DONE) {
        return Fail(ErrorCode::kStore, "The database is in use by another process for too long; try again.");
      }
      // A file that stands alone, and that can be read where nothing may be written.
      target.execAndGet("PRAGMA journal_mode = DELETE");
    } catch (const SQLite::Exception& e) {
      return tl::unexpected(CopyError(e));
    }
    auto made = OpenToRead(copy);
    if (!made) return tl::unexpected(made.error());
    if (!CheckIntegrity(*made).empty()) {
      return Fail(ErrorCode::kStore, "No backup was made, because the database is damaged; see labintake doctor.");
    }
    backup_.documents = made->execAndGet("SELECT count(*) FROM documents").getInt64();
    return ReadNamedFiles(*made);
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(SqliteError(e));
  }

  // False when the store no longer has a document that the copied database has.
  Result<bool> CopyFiles(SQLite::Database& source, const NamedFiles& named) try {
    const std::string target = unfinished_ + "/" + base_ + ".blobs";
    BackupFiles files(path_ + ".blobs", target, Earlier(), options_.quick);
    backup_.files = 0;
    backup_.lost.clear();
    std::size_t done = 0;
    for (const auto& [sha256, file] : named) {
      auto taken = files.Take(sha256, file.size);
      if (!taken) return tl::unexpected(taken.error());
      if (*taken == FileOutcome::kLost) {
        if (!NamesFile(source, sha256)) return false;
        backup_.lost.push_back({"file-lost", sha256,
                                fmt::format("The file of document {} is missing or damaged in the store and in all "
                                            "earlier copies; process its original again.",
                                            file.document)});
      } else {
        ++backup_.files;
      }
      if (*taken == FileOutcome::kCopied) {
        ++backup_.copied;
        backup_.copied_bytes += file.size;
      }
      if (options_.progress) options_.progress(++done, named.size());
    }
    // An interrupted copy may have left files of documents that have been removed since.
    auto folder = ListBlobFolder(target);
    if (!folder) return tl::unexpected(folder.error());
    for (const FolderEntry& file : folder->kept) {
      if (!named.contains(file.sha256)) unlink(file.path.c_str());
    }
    BlobStore(target).RemoveLeftovers();
    return true;
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(SqliteError(e));
  }

  // The copy on disk, then its name.
  Result<Backup> Finish() {
    const int fd = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return CannotWrite();
    std::string name = options_.now;
    std::replace(name.begin(), name.end(), ':', '-');
    bool done = syncfs(fd) == 0;
    for (int n = 1; done; ++n) {
      backup_.folder = folder_ + "/" + name + (n == 1 ? "" : fmt::format("-{}", n));
      // Never over another copy: a folder that holds anything is not replaced.
      if (rename(unfinished_.c_str(), backup_.folder.c_str()) == 0) break;
      done = errno == EEXIST || errno == ENOTEMPTY;
    }
    done = done && fsync(fd) == 0;
    close(fd);
    if (!done) return CannotWrite();
    return std::move(backup_);
  }

  const std::string path_, base_, folder_, unfinished_;
  const BackupOptions& options_;
  Backup backup_;
};

}  // namespace

Result<Backup> MakeBackup(const std::string& path, const std::string& folder, const BackupOptions& options) {
  return BackupWriter(path, folder, options).Write();
}

}  // namespace labintake::db
