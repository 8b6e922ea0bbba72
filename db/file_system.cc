#include "db/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

namespace labintake::db {
namespace {

using Failed = tl::unexpected<int>;

// Calls until no signal interrupts.
template <typename Call>
auto Retried(Call call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

IoResult<void> Outcome(int result) {
  if (result < 0) return Failed(errno);
  return {};
}

FileInfo InfoOf(const struct stat& st) {
  constexpr std::int64_t kNs = 1'000'000'000;
  FileInfo info;
  info.kind = S_ISREG(st.st_mode) ? EntryKind::kFile : S_ISDIR(st.st_mode) ? EntryKind::kFolder : EntryKind::kOther;
  info.device = st.st_dev;
  info.inode = st.st_ino;
  info.size = static_cast<std::uint64_t>(st.st_size);
  info.modified_ns = st.st_mtim.tv_sec * kNs + st.st_mtim.tv_nsec;
  info.changed_ns = st.st_ctim.tv_sec * kNs + st.st_ctim.tv_nsec;
  return info;
}

class MachineFileSystem : public FileSystem {
 public:
  IoResult<int> OpenToRead(const std::string& path) override {
    const int fd = Retried([&] { return open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); });
    if (fd < 0) return Failed(errno);
    return fd;
  }

  IoResult<int> Create(const std::string& path) override {
    const int fd =
        Retried([&] { return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600); });
    if (fd < 0) return Failed(errno);
    // Where there are no locks, nothing is ever taken for abandoned.
    flock(fd, LOCK_EX | LOCK_NB);
    return fd;
  }

  IoResult<std::size_t> Read(int fd, char* buffer, std::size_t size) override {
    const ssize_t n = Retried([&] { return read(fd, buffer, size); });
    if (n < 0) return Failed(errno);
    return static_cast<std::size_t>(n);
  }

  IoResult<void> WriteAll(int fd, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = Retried([&] { return write(fd, bytes.data(), bytes.size()); });
      if (n < 0) return Failed(errno);
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  }

  IoResult<void> Sync(int fd) override {
    return Outcome(Retried([&] { return fsync(fd); }));
  }

  // Linux closes the descriptor also when it answers EINTR.
  IoResult<void> Close(int fd) override { return close(fd) == 0 || errno == EINTR ? IoResult<void>() : Failed(errno); }

  // Nobody gets a read lease on a file that is open for writing.
  bool NobodyWrites(int fd) override {
    if (fcntl(fd, F_SETLEASE, F_RDLCK) != 0) return errno != EAGAIN;
    fcntl(fd, F_SETLEASE, F_UNLCK);
    return true;
  }

  IoResult<FileInfo> Stat(const std::string& path) override {
    struct stat st {};
    if (lstat(path.c_str(), &st) != 0) return Failed(errno);
    return InfoOf(st);
  }

  IoResult<FileInfo> StatOpen(int fd) override {
    struct stat st {};
    if (fstat(fd, &st) != 0) return Failed(errno);
    return InfoOf(st);
  }

  IoResult<std::vector<std::string>> List(const std::string& folder) override {
    DIR* dir = opendir(folder.c_str());
    if (dir == nullptr) return Failed(errno);
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = readdir(dir)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
      errno = 0;
    }
    const int error = errno;
    closedir(dir);
    if (error != 0) return Failed(error);
    return names;
  }

  IoResult<std::uint64_t> FreeBytes(const std::string& folder) override {
    struct statvfs st {};
    if (Retried([&] { return statvfs(folder.c_str(), &st); }) != 0) return Failed(errno);
    return std::uint64_t{st.f_bavail} * st.f_frsize;
  }

  IoResult<void> Rename(const std::string& from, const std::string& to) override {
    return Outcome(rename(from.c_str(), to.c_str()));
  }

  IoResult<void> Remove(const std::string& path) override { return Outcome(unlink(path.c_str())); }

  IoResult<void> MakeFolder(const std::string& path) override {
    if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return Failed(errno);
  }

  IoResult<void> SyncFolder(const std::string& path) override {
    const int fd = Retried([&] { return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (fd < 0) return Failed(errno);
    const int result = Retried([&] { return fsync(fd); });
    const int error = result != 0 ? errno : 0;
    close(fd);
    if (error != 0 && error != EINVAL && error != ENOTSUP) return Failed(error);
    return {};
  }

  IoResult<void> MakeLink(const std::string& target, const std::string& path) override {
    return Outcome(symlink(target.c_str(), path.c_str()));
  }

  IoResult<std::string> ReadLink(const std::string& path) override {
    std::array<char, PATH_MAX> target;
    const ssize_t n = readlink(path.c_str(), target.data(), target.size());
    if (n < 0) return Failed(errno);
    return std::string(target.data(), static_cast<std::size_t>(n));
  }

  IoResult<bool> IsAbandoned(const std::string& path) override {
    const int fd = Retried([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK); });
    if (fd < 0) return Failed(errno);
    const bool abandoned = flock(fd, LOCK_EX | LOCK_NB) == 0;
    close(fd);
    return abandoned;
  }
};

}  // namespace

FileSystem& RealFileSystem() {
  static MachineFileSystem file_system;
  return file_system;
}

bool IsDiskFull(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

}  // namespace labintake::db
