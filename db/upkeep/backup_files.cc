#include "db/upkeep/backup_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include "db/digest.h"

namespace labintake::db {

BackupFiles::BackupFiles(const std::string& store, const std::string& target, std::vector<std::string> earlier,
                         bool quick)
    : store_(store), target_(target, "backup"), quick_(quick) {
  for (std::string& folder : earlier) earlier_.emplace_back(std::move(folder));
}

bool BackupFiles::IsGood(const std::string& path, const std::string& sha256, std::int64_t size) const {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size != size) return false;
  return quick_ || FileSha256Hex(path) == sha256;
}

Result<FileOutcome> BackupFiles::Take(const std::string& sha256, std::int64_t size) {
  const std::string path = target_.Path(sha256);
  if (IsGood(path, sha256, size)) return FileOutcome::kThere;
  // What a disk has spoilt since an interrupted copy wrote it; Put would keep it.
  unlink(path.c_str());
  for (const BlobStore& backup : earlier_) {
    // Of a disk without hard links each copy has its own.
    if (IsGood(backup.Path(sha256), sha256, size) && target_.Link(backup.Path(sha256), sha256)) {
      return FileOutcome::kThere;
    }
  }
  // Get checks the bytes: a file that was damaged is not handed on as a good one.
  const Result<std::string> bytes = store_.Get(sha256);
  if (!bytes) return FileOutcome::kLost;
  if (auto put = target_.Put(sha256, *bytes); !put) return tl::unexpected(put.error());
  if (FileSha256Hex(path) == sha256) return FileOutcome::kCopied;
  return Fail(ErrorCode::kStore, "The backup's disk does not give back what is written to it; use another disk.");
}

}  // namespace labintake::db
