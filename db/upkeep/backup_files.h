// The files of a backup: linked from earlier ones, or copied from the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/blob_store.h"
#include "model/error.h"

namespace labintake::db {

enum class FileOutcome {
  kThere,   // was in the copy, or is linked from an earlier one
  kCopied,  // from the store
  kLost,    // the store has no file with these bytes, nor has an earlier copy
};

class BackupFiles {
 public:
  // `earlier`: the folders of files of earlier copies, newest first. `quick`: see BackupOptions.
  BackupFiles(const std::string& store, const std::string& target, std::vector<std::string> earlier, bool quick);

  // Puts the file into the target, with the right bytes on its disk. Errors: kStore, about the target.
  Result<FileOutcome> Take(const std::string& sha256, std::int64_t size);

 private:
  bool IsGood(const std::string& path, const std::string& sha256, std::int64_t size) const;

  BlobStore store_, target_;
  std::vector<BlobStore> earlier_;
  bool quick_;
};

}  // namespace labintake::db
