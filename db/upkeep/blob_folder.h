// What lies in the store's folder of files, or in that of what stages made, as it is, whatever the database says.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "db/blob_batch.h"
#include "model/error.h"

namespace labintake::db {

struct FolderEntry {
  std::string path;
  std::string sha256;  // of kept files: the document's hash that its name states
  std::int64_t size = 0;
  std::int64_t changed = 0;  // seconds since 1970
  mode_t mode = 0;           // permission bits
  uid_t owner = 0;
};

struct BlobFolder {
  std::vector<FolderEntry> folders;    // the folder itself and its shelves
  std::vector<FolderEntry> kept;       // by hash, ascending
  std::vector<FolderEntry> strangers;  // what the store did not put there; links, which are not followed, too
};

// The hash in the path of a file that belongs there; "" for another path.
using HashOfPath = std::string (*)(const std::string& path);

// Opens no file. A folder that is not there holds nothing. Errors: kStore when a folder cannot be read.
Result<BlobFolder> ListBlobFolder(const std::string& folder, HashOfPath hash_of = BlobHash);

}  // namespace labintake::db
