// The files of a backup: linked from earlier ones, or copied from the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/error.h"

namespace labintake::db {

enum class FileOutcome {
  kThere,   // was in the copy, or is linked from an earlier one; not durable before the disk is synced
  kCopied,  // from the store
  kLost,    // the store has no file with these bytes, nor has an earlier copy
};

class BackupFiles {
 public:
  // Folders of files: of the store, of the copy in the making, of earlier copies, newest first. `quick`: see
  // BackupOptions.
  BackupFiles(std::string store, std::string target, std::vector<std::string> earlier, bool quick)
      : store_(std::move(store)), target_(std::move(target)), earlier_(std::move(earlier)), quick_(quick) {}

  // Sees to it that the copy has the file with the right bytes. Errors: kStore, about the copy.
  Result<FileOutcome> Take(const std::string& sha256, std::int64_t size) const;

 private:
  bool IsGood(const std::string& path, const std::string& sha256, std::int64_t size) const;
  bool Link(const std::string& file, const std::string& sha256) const;

  const std::string store_, target_;
  const std::vector<std::string> earlier_;
  const bool quick_;
};

// One sentence about what the backup's folder refused, by errno.
Error BackupError(int error);

}  // namespace labintake::db
