#include "db/blob_store.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/temporary_file.h"

namespace labintake::db {

BlobStore::BlobStore(std::string folder, FileSystem& files) : folder_(std::move(folder)), files_(&files) {}

Result<void> BlobStore::Put(const std::string& sha256, std::string_view bytes) const {
  if (const auto there = files_->Stat(BlobPath(folder_, sha256)); there && there->size == bytes.size()) return {};
  BlobBatch batch(folder_, *files_);
  IoResult<void> put = batch.Begin();
  if (put) put = batch.Write(bytes);
  if (put) {
    batch.End();
    put = batch.Keep();
  }
  if (!put) return tl::unexpected<Error>(StoreError(put.error()));
  return {};
}

Result<std::string> BlobStore::Get(const std::string& sha256) const {
  std::ifstream file;
  if (sha256.size() > 2) file.open(BlobPath(folder_, sha256), std::ios::binary);
  std::ostringstream bytes;
  // Copying an empty file sets the error state of `bytes` without being an error.
  if (!file.is_open() || (file.peek() != std::ifstream::traits_type::eof() && !(bytes << file.rdbuf()))) {
    return Fail(ErrorCode::kStore,
                "The store's copy of this file is missing; process the original again to restore it.");
  }
  std::string text = std::move(bytes).str();
  if (Sha256Hex(text) != sha256) {
    return Fail(ErrorCode::kStore,
                "The store's copy of this file is damaged; restore the folder of files from a backup.");
  }
  return text;
}

void BlobStore::RemoveLeftovers() const { db::RemoveLeftovers(*files_, folder_); }

}  // namespace labintake::db
