// Files by the hash of their bytes, in a folder: "lab.db.blobs/ab/cdef...".
//
// A file is there as a whole or not at all (db/blob_batch.h). Files 0600, folders 0700. Any number of processes may use
// one folder. Errors: kStore; nothing is left behind.
#pragma once

#include <string>
#include <string_view>

#include "db/file_system.h"
#include "model/error.h"

namespace labintake::db {

class BlobStore {
 public:
  // Touches nothing; Put makes the folder.
  explicit BlobStore(std::string folder, FileSystem& files = RealFileSystem());

  // Keeps `bytes` under `sha256`, durably; does nothing when they are there.
  // REQUIRES: sha256 is the lower-case hex SHA-256 of bytes.
  Result<void> Put(const std::string& sha256, std::string_view bytes) const;

  // The bytes, checked against their hash.
  Result<std::string> Get(const std::string& sha256) const;

  // Removes the temporary files that killed writers left.
  void RemoveLeftovers() const;

 private:
  std::string folder_;
  FileSystem* files_;
};

}  // namespace labintake::db
