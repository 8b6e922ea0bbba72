// Files on their way into the store's folder: several share the waits for the disk.
//
//   BlobBatch batch(folder, RealFileSystem());
//   batch.Begin(); batch.Write(bytes); auto blob = batch.End();   // for each file
//   batch.Keep();                                                 // now all are there, durably
//
// A file is there as a whole or not at all: it is written under a temporary name in the same folder, synced and
// renamed. What a batch did not keep it removes; what a killed process left is removed by the next one
// (BlobStore::RemoveLeftovers), which knows by their locks that nobody writes them any more. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/digest.h"
#include "db/file_system.h"
#include "model/error.h"

namespace labintake::db {

// Where the file with this hash is. REQUIRES: 64 characters.
std::string BlobPath(const std::string& folder, const std::string& sha256);

// The hash in such a path; "" for another path.
std::string BlobHash(const std::string& path);

struct Blob {
  std::string sha256;  // lower-case hex
  std::uint64_t size = 0;
};

class BlobBatch {
 public:
  // Begin() makes the folder. `files` must outlive the batch.
  BlobBatch(std::string folder, FileSystem& files);
  ~BlobBatch();
  BlobBatch(const BlobBatch&) = delete;  // owns descriptors and temporary files
  BlobBatch& operator=(const BlobBatch&) = delete;

  IoResult<void> Begin();
  // REQUIRES of these three: after Begin(), before End() or Drop().
  IoResult<void> Write(std::string_view bytes);
  Blob End();
  void Drop();

  // Files begun, but for those that were dropped.
  std::size_t size() const { return files_.size(); }

  // All of them, or an error: then none of them may be relied on. Empties the batch.
  IoResult<void> Keep();

 private:
  struct File {
    std::string temporary;
    int fd = -1;
    Sha256Stream hash;
    Blob blob;
    bool ended = false;
  };

  IoResult<void> KeepAll();
  IoResult<void> Place(const File& file);
  void Discard(File& file);

  const std::string folder_;
  FileSystem& system_;
  std::vector<File> files_;
};

// One sentence for a person about what the store's folder of files refused.
Error StoreError(int error);

}  // namespace labintake::db
