#include "db/blob_batch.h"

#include <set>
#include <utility>

#include "db/temporary_file.h"

namespace labintake::db {
namespace {

std::string Parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::string BlobPath(const std::string& folder, const std::string& sha256) {
  return folder + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

std::string BlobHash(const std::string& path) {
  constexpr std::size_t kLength = 64, kShelf = 2;
  if (path.size() < kLength + 1) return "";
  std::string hash = path.substr(path.size() - kLength - 1);
  if (hash[kShelf] != '/') return "";
  hash.erase(kShelf, 1);
  return hash.find_first_not_of("0123456789abcdef") == std::string::npos ? hash : "";
}

BlobBatch::BlobBatch(std::string folder, FileSystem& files) : folder_(std::move(folder)), system_(files) {}

BlobBatch::~BlobBatch() {
  for (File& file : files_) Discard(file);
}

IoResult<void> BlobBatch::Begin() {
  if (auto made = system_.MakeFolder(folder_); !made) return made;
  IoResult<TemporaryFile> temporary = MakeTemporary(system_, folder_);
  if (!temporary) return tl::unexpected(temporary.error());
  File& file = files_.emplace_back();
  file.temporary = std::move(temporary->path);
  file.fd = temporary->fd;
  return {};
}

IoResult<void> BlobBatch::Write(std::string_view bytes) {
  File& file = files_.back();
  file.hash.Add(bytes);
  file.blob.size += bytes.size();
  return system_.WriteAll(file.fd, bytes);
}

Blob BlobBatch::End() {
  File& file = files_.back();
  file.blob.sha256 = file.hash.Hex();
  file.ended = true;
  return file.blob;
}

void BlobBatch::Drop() {
  Discard(files_.back());
  files_.pop_back();
}

void BlobBatch::Discard(File& file) {
  if (file.fd >= 0) (void)system_.Close(std::exchange(file.fd, -1));
  if (!file.temporary.empty()) (void)system_.Remove(std::exchange(file.temporary, {}));
}

IoResult<void> BlobBatch::Keep() {
  IoResult<void> kept = KeepAll();
  for (File& file : files_) Discard(file);
  files_.clear();
  return kept;
}

IoResult<void> BlobBatch::KeepAll() {
  for (File& file : files_) {
    if (auto synced = system_.Sync(file.fd); !synced) return synced;
  }
  std::set<std::string> folders = {folder_, Parent(folder_)};
  for (File& file : files_) {
    // Closed after it has its name: without its lock it would be taken for abandoned.
    if (auto placed = Place(file); !placed) return placed;
    if (auto closed = system_.Close(std::exchange(file.fd, -1)); !closed) return closed;
    folders.insert(Parent(BlobPath(folder_, file.blob.sha256)));
  }
  for (const std::string& folder : folders) {
    if (auto synced = system_.SyncFolder(folder); !synced) return synced;
  }
  for (File& file : files_) file.temporary.clear();
  return {};
}

// What is there already with this size has these bytes; its temporary file is removed.
IoResult<void> BlobBatch::Place(const File& file) {
  const std::string path = BlobPath(folder_, file.blob.sha256);
  if (const auto there = system_.Stat(path); there && there->size == file.blob.size) {
    return system_.Remove(file.temporary);
  }
  if (auto made = system_.MakeFolder(Parent(path)); !made) return made;
  return system_.Rename(file.temporary, path);
}

Error StoreError(int error) {
  if (IsDiskFull(error)) {
    return {ErrorCode::kStore, "The disk that holds the store is full; make room and try again."};
  }
  return {ErrorCode::kStore, "The store's folder of files cannot be written; check its permissions and its disk."};
}

}  // namespace labintake::db
