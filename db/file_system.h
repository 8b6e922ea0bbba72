// The file system as the store and the intake use it, so that a test can make each of its operations fail.
//
// Every operation answers errno when it fails. None is repeated after EINTR by the caller: the implementation does
// that. Paths are the system's bytes. Thread-safe.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace labintake::db {

// The error is an errno.
template <typename T>
using IoResult = tl::expected<T, int>;

enum class EntryKind { kFile, kFolder, kOther };  // kOther: links, pipes, sockets, devices

// What tells whether a file is still the one that was seen before.
struct FileInfo {
  EntryKind kind = EntryKind::kOther;
  std::uint64_t device = 0, inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0, changed_ns = 0;  // since 1970
  bool operator==(const FileInfo&) const = default;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // A descriptor; links are not followed, pipes not waited for.
  virtual IoResult<int> OpenToRead(const std::string& path) = 0;
  // A new file (0600) under this lock-free name; the descriptor holds a lock (flock) until it is closed. EEXIST when
  // the name is taken.
  virtual IoResult<int> Create(const std::string& path) = 0;
  // 0 at the end.
  virtual IoResult<std::size_t> Read(int fd, char* buffer, std::size_t size) = 0;
  virtual IoResult<void> WriteAll(int fd, std::string_view bytes) = 0;
  virtual IoResult<void> Sync(int fd) = 0;
  // The descriptor is gone whatever the answer.
  virtual IoResult<void> Close(int fd) = 0;
  // True where nobody else holds the file open for writing, or the file system cannot tell.
  virtual bool NobodyWrites(int fd) = 0;

  // Of the entry itself where it is a link.
  virtual IoResult<FileInfo> Stat(const std::string& path) = 0;
  virtual IoResult<FileInfo> StatOpen(int fd) = 0;
  // Names without "." and "..", in no order.
  virtual IoResult<std::vector<std::string>> List(const std::string& folder) = 0;
  // What an unprivileged writer may still fill, in bytes.
  virtual IoResult<std::uint64_t> FreeBytes(const std::string& folder) = 0;

  virtual IoResult<void> Rename(const std::string& from, const std::string& to) = 0;
  virtual IoResult<void> Remove(const std::string& path) = 0;
  // 0700; nothing where the folder is there.
  virtual IoResult<void> MakeFolder(const std::string& path) = 0;
  // Makes what was done to the names in a folder durable. Nothing where the file system does not know that.
  virtual IoResult<void> SyncFolder(const std::string& path) = 0;
  virtual IoResult<void> MakeLink(const std::string& target, const std::string& path) = 0;
  virtual IoResult<std::string> ReadLink(const std::string& path) = 0;
  // True when nobody holds the lock of Create() any more; false where there are no locks.
  virtual IoResult<bool> IsAbandoned(const std::string& path) = 0;
};

// The machine's.
FileSystem& RealFileSystem();

// True for the errors of a disk or a share of it that is full.
bool IsDiskFull(int error);

}  // namespace labintake::db
