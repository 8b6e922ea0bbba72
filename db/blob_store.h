// Files by the hash of their bytes, in a folder: "lab.db.blobs/ab/cdef...".
//
// A file is there as a whole or not at all: it is written under a temporary name in the same folder, synced and
// renamed. Files 0600, folders 0700. Any number of processes may use one folder. Errors: kStore; nothing is left
// behind.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::db {

class BlobStore {
 public:
  // Touches nothing; Put makes the folder. `what` is how messages name what the folder is part of.
  explicit BlobStore(std::string folder, std::string what = "store");

  // Keeps `bytes` under `sha256`, durably; does nothing when they are there.
  // REQUIRES: sha256 is the lower-case hex SHA-256 of bytes.
  Result<void> Put(const std::string& sha256, std::string_view bytes) const;

  // The bytes, checked against their hash.
  Result<std::string> Get(const std::string& sha256) const;

  // Lets the bytes of `file`, which is never written to again, stand under `sha256` too. Not durable before the disk is
  // synced. False, with nothing changed, where the disk cannot do that.
  // REQUIRES: there is no file under this hash, and `file` has these bytes.
  bool Link(const std::string& file, const std::string& sha256) const;

  // Removes the file, durably; does nothing where there is none. REQUIRES: nobody can store a document with these bytes
  // at the same time (the caller holds the database's write lock).
  Result<void> Remove(const std::string& sha256) const;

  // Removes what killed writers left: temporary files older than kLeftoverSeconds.
  void RemoveLeftovers() const;

  // Where the file with this hash is, or would be. REQUIRES: 64 characters.
  std::string Path(const std::string& sha256) const;

  // How the temporary files in the folder begin, and from which age no living writer has one.
  static constexpr std::string_view kTemporaryPrefix = "incoming-";
  static constexpr int kLeftoverSeconds = 24 * 3600;

 private:
  tl::unexpected<Error> WriteError() const;  // by errno

  std::string folder_, what_;
};

}  // namespace labintake::db
