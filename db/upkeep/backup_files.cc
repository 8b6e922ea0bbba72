#include "db/upkeep/backup_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include "db/blob_batch.h"
#include "db/blob_store.h"
#include "db/digest.h"
#include "db/file_system.h"

namespace labintake::db {

Error BackupError(int error) {
  if (IsDiskFull(error)) {
    return {ErrorCode::kStore, "The disk that holds the backup is full; make room and run it again."};
  }
  return {ErrorCode::kStore,
          "The backup's folder cannot be written; check that its parent is there, its permissions and its disk."};
}

bool BackupFiles::IsGood(const std::string& path, const std::string& sha256, std::int64_t size) const {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size != size) return false;
  return quick_ || FileSha256Hex(path) == sha256;
}

bool BackupFiles::Link(const std::string& file, const std::string& sha256) const {
  const std::string path = BlobPath(target_, sha256);
  FileSystem& files = RealFileSystem();
  return files.MakeFolder(target_) && files.MakeFolder(path.substr(0, path.rfind('/'))) &&
         link(file.c_str(), path.c_str()) == 0;
}

Result<FileOutcome> BackupFiles::Take(const std::string& sha256, std::int64_t size) const {
  const std::string path = BlobPath(target_, sha256);
  if (IsGood(path, sha256, size)) return FileOutcome::kThere;
  // What a disk has spoilt since an interrupted copy wrote it; a batch would keep it.
  unlink(path.c_str());
  for (const std::string& folder : earlier_) {
    const std::string file = BlobPath(folder, sha256);
    if (!IsGood(file, sha256, size)) continue;
    if (Link(file, sha256)) return FileOutcome::kThere;
    break;  // a disk without hard links gives each copy files of its own
  }
  // Get checks the bytes: a file that was damaged is not handed on as a good one.
  Result<std::string> bytes = BlobStore(store_).Get(sha256);
  for (auto folder = earlier_.begin(); !bytes && folder != earlier_.end(); ++folder) {
    bytes = BlobStore(*folder).Get(sha256);
  }
  if (!bytes) return FileOutcome::kLost;
  BlobBatch batch(target_, RealFileSystem());
  IoResult<void> put = batch.Begin();
  if (put) put = batch.Write(*bytes);
  if (put) {
    batch.End();
    put = batch.Keep();
  }
  if (!put) return tl::unexpected(BackupError(put.error()));
  if (FileSha256Hex(path) == sha256) return FileOutcome::kCopied;
  return Fail(ErrorCode::kStore, "The backup's disk does not give back what is written to it; use another disk.");
}

}  // namespace labintake::db
