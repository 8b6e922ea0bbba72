#include "db/stage_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/temporary_file.h"

namespace labintake::db {
namespace {

constexpr std::string_view kMark = "LABSTAG1";  // the form of an entry
constexpr std::size_t kHashSize = 64;           // hex digits of the checksum behind the mark
constexpr std::size_t kKeySize = 12;            // of a name, behind the document's hash and a point
// An entry that is used again within this time is not marked again: that writes to the disk.
constexpr std::int64_t kMarkEvery = 3600;
// One entry in so many, by size, that fill the limit makes the folder be trimmed.
constexpr double kTrimsPerLimit = 32;

struct Entry {
  std::string path, sha256 = {};
  std::uint64_t size = 0;
  std::int64_t used = 0;  // seconds since 1970
};

// Says what it is of, so that no entry passes for another.
std::string Checksum(const std::string& sha256, const StageKey& key, std::string_view bytes) {
  return Sha256HexOf({sha256, key.output, key.version, bytes});
}

// A number in [0, 1) that follows from the entry, so that processes that keep one entry each share the work.
double Draw(const std::string& checksum) {
  std::uint32_t number = 0;
  std::from_chars(checksum.data(), checksum.data() + 8, number, 16);
  return number / 4294967296.0;
}

std::vector<Entry> ListEntries(FileSystem& files, const std::string& folder) {
  std::vector<Entry> entries;
  for (const std::string& shelf : files.List(folder).value_or(std::vector<std::string>())) {
    for (const std::string& name : files.List(folder + "/" + shelf).value_or(std::vector<std::string>())) {
      Entry entry;
      entry.path = folder + "/" + shelf + "/" + name;
      entry.sha256 = StageHash(entry.path);
      if (entry.sha256.empty()) continue;  // not ours
      const IoResult<FileInfo> info = files.Stat(entry.path);
      if (!info) continue;  // gone since it was listed
      entry.size = info->size;
      entry.used = info->modified_ns / 1'000'000'000;
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

// All of an open file; nullopt when it is not one, or cannot be read. Nothing of one that no entry is as large as.
std::optional<std::string> ReadAll(FileSystem& files, int fd, std::uint64_t max_bytes) {
  const IoResult<FileInfo> info = files.StatOpen(fd);
  if (!info || info->kind != EntryKind::kFile) return std::nullopt;
  if (info->size > max_bytes) return "";
  std::string bytes(info->size, '\0');
  for (std::size_t have = 0; have < bytes.size();) {
    const IoResult<std::size_t> n = files.Read(fd, bytes.data() + have, bytes.size() - have);
    if (!n || *n == 0) return std::nullopt;
    have += *n;
  }
  if (time(nullptr) - info->modified_ns / 1'000'000'000 > kMarkEvery) futimens(fd, nullptr);
  return bytes;
}

}  // namespace

std::string StageHash(const std::string& path) {
  constexpr std::size_t kEnd = 1 + kKeySize;
  if (path.size() < kEnd || path[path.size() - kEnd] != '.') return "";
  return BlobHash(path.substr(0, path.size() - kEnd));
}

StageCache::StageCache(std::string folder, std::uint64_t max_bytes, FileSystem& files)
    : folder_(std::move(folder)), max_bytes_(max_bytes), files_(&files) {}

std::string StageCache::PathOf(const std::string& sha256, const StageKey& key) const {
  return BlobPath(folder_, sha256) + "." + Token({key.output});
}

std::optional<std::string> StageCache::Get(const std::string& sha256, const StageKey& key) const {
  if (max_bytes_ == 0 || sha256.size() != kHashSize) return std::nullopt;
  const std::string path = PathOf(sha256, key);
  const IoResult<int> fd = files_->OpenToRead(path);
  if (!fd) return std::nullopt;
  std::optional<std::string> entry = ReadAll(*files_, *fd, max_bytes_);
  (void)files_->Close(*fd);
  if (!entry) return std::nullopt;
  constexpr std::size_t kHead = kMark.size() + kHashSize;
  const std::string_view all = *entry;
  if (all.size() < kHead || !all.starts_with(kMark) ||
      all.substr(kMark.size(), kHashSize) != Checksum(sha256, key, all.substr(kHead))) {
    (void)files_->Remove(path);
    return std::nullopt;
  }
  return entry->erase(0, kHead);
}

void StageCache::Put(const std::string& sha256, const StageKey& key, std::string_view bytes) const {
  const std::uint64_t size = kMark.size() + kHashSize + bytes.size();
  if (size > max_bytes_ || sha256.size() != kHashSize) return;
  const std::string checksum = Checksum(sha256, key, bytes);
  Keep(PathOf(sha256, key), std::string(kMark).append(checksum).append(bytes));
  if (Draw(checksum) < kTrimsPerLimit * static_cast<double>(size) / static_cast<double>(max_bytes_)) Trim();
}

// Not synced: what a crash leaves of it has no valid checksum.
void StageCache::Keep(const std::string& path, std::string_view entry) const {
  if (!files_->MakeFolder(folder_) || !files_->MakeFolder(path.substr(0, path.rfind('/')))) return;
  const IoResult<TemporaryFile> temporary = MakeTemporary(*files_, folder_);
  if (!temporary) return;
  if (!files_->WriteAll(temporary->fd, entry) || !files_->Rename(temporary->path, path)) {
    (void)files_->Remove(temporary->path);
  }
  (void)files_->Close(temporary->fd);
}

void StageCache::RemoveLeftovers() const { db::RemoveLeftovers(*files_, folder_); }

void StageCache::Trim() const {
  RemoveLeftovers();
  std::vector<Entry> entries = ListEntries(*files_, folder_);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  std::uint64_t all = 0;
  for (const Entry& entry : entries) all += entry.size;
  for (const Entry& entry : entries) {
    if (all <= max_bytes_ - max_bytes_ / 10) return;
    if (files_->Remove(entry.path)) all -= entry.size;
  }
}

bool StageCache::Forget(const std::string& sha256) const {
  const std::string shelf = sha256.substr(0, 2);
  bool gone = true;
  const IoResult<std::vector<std::string>> names = files_->List(folder_ + "/" + shelf);
  if (!names) return names.error() == ENOENT;
  for (const std::string& name : *names) {
    const std::string path = folder_ + "/" + shelf + "/" + name;
    if (StageHash(path) != sha256) continue;
    const IoResult<void> removed = files_->Remove(path);
    gone = gone && (removed || removed.error() == ENOENT);
  }
  return gone;
}

std::vector<std::string> StageCache::Documents(std::int64_t before) const {
  std::set<std::string> idle, busy;
  for (const Entry& entry : ListEntries(*files_, folder_)) (entry.used < before ? idle : busy).insert(entry.sha256);
  std::vector<std::string> documents;
  std::set_difference(idle.begin(), idle.end(), busy.begin(), busy.end(), std::back_inserter(documents));
  return documents;
}

}  // namespace labintake::db
