#include "db/blob_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>

#include "db/digest.h"

namespace labintake::db {
namespace {

class FileHandle {
 public:
  explicit FileHandle(int fd) : fd_(fd) {}
  ~FileHandle() {
    if (fd_ >= 0) close(fd_);
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

bool MakeFolder(const std::string& path) { return mkdir(path.c_str(), 0700) == 0 || errno == EEXIST; }

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool SyncFolder(const std::string& path) {
  const FileHandle folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.get() >= 0 && fsync(folder.get()) == 0;
}

std::string Parent(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string TemporaryName() {
  static std::atomic<unsigned> counter{0};
  return std::string(BlobStore::kTemporaryPrefix) + std::to_string(getpid()) + "-" + std::to_string(counter++);
}

}  // namespace

BlobStore::BlobStore(std::string folder, std::string what) : folder_(std::move(folder)), what_(std::move(what)) {}

tl::unexpected<Error> BlobStore::WriteError() const {
  const int code = errno;
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) {
    return Fail(ErrorCode::kStore, "The disk that holds the " + what_ + " is full; make room and try again.");
  }
  return Fail(ErrorCode::kStore,
              "The " + what_ + "'s folder of files cannot be written; check its permissions and its disk.");
}

std::string BlobStore::Path(const std::string& sha256) const {
  return folder_ + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

Result<void> BlobStore::Put(const std::string& sha256, std::string_view bytes) const {
  const std::string path = Path(sha256), shelf = Parent(path);
  struct stat there {};
  if (stat(path.c_str(), &there) == 0 && static_cast<size_t>(there.st_size) == bytes.size()) return {};
  if (!MakeFolder(folder_) || !MakeFolder(shelf)) return WriteError();

  const std::string temporary = folder_ + "/" + TemporaryName();
  {
    const FileHandle file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.get() < 0) return WriteError();
    if (!WriteAll(file.get(), bytes) || fsync(file.get()) != 0) {
      auto error = WriteError();
      unlink(temporary.c_str());
      return error;
    }
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    auto error = WriteError();
    unlink(temporary.c_str());
    return error;
  }
  if (!SyncFolder(shelf) || !SyncFolder(folder_) || !SyncFolder(Parent(folder_))) return WriteError();
  return {};
}

bool BlobStore::Link(const std::string& file, const std::string& sha256) const {
  const std::string path = Path(sha256);
  return MakeFolder(folder_) && MakeFolder(Parent(path)) && link(file.c_str(), path.c_str()) == 0;
}

Result<std::string> BlobStore::Get(const std::string& sha256) const {
  std::ifstream file;
  if (sha256.size() > 2) file.open(Path(sha256), std::ios::binary);
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

Result<void> BlobStore::Remove(const std::string& sha256) const {
  const std::string path = Path(sha256);
  if (unlink(path.c_str()) != 0) return errno == ENOENT || errno == ENOTDIR ? Result<void>() : WriteError();
  return SyncFolder(Parent(path)) ? Result<void>() : WriteError();
}

void BlobStore::RemoveLeftovers() const {
  DIR* folder = opendir(folder_.c_str());
  if (folder == nullptr) return;
  while (const dirent* entry = readdir(folder)) {
    if (!std::string_view(entry->d_name).starts_with(kTemporaryPrefix)) continue;
    const std::string path = folder_ + "/" + entry->d_name;
    struct stat info {};
    if (stat(path.c_str(), &info) == 0 && time(nullptr) - info.st_mtime > kLeftoverSeconds) unlink(path.c_str());
  }
  closedir(folder);
}

}  // namespace labintake::db
