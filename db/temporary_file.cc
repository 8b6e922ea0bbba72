#include "db/temporary_file.h"

#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <utility>

namespace labintake::db {
namespace {

std::vector<std::string> TemporaryFiles(FileSystem& files, const std::string& folder) {
  std::vector<std::string> found;
  const IoResult<std::vector<std::string>> names = files.List(folder);
  if (!names) return found;
  for (const std::string& name : *names) {
    if (std::string_view(name).starts_with(kTemporaryPrefix)) found.push_back(folder + "/" + name);
  }
  return found;
}

// Where there are no locks, age tells.
bool IsOld(FileSystem& files, const std::string& path) {
  constexpr std::int64_t kDaySeconds = 24 * 3600;
  const IoResult<FileInfo> info = files.Stat(path);
  return info && time(nullptr) - info->modified_ns / 1'000'000'000 > kDaySeconds;
}

}  // namespace

IoResult<TemporaryFile> MakeTemporary(FileSystem& files, const std::string& folder) {
  static std::atomic<unsigned> counter{0};
  for (;;) {
    std::string path =
        folder + "/" + std::string(kTemporaryPrefix) + std::to_string(getpid()) + "-" + std::to_string(counter++);
    const IoResult<int> fd = files.Create(path);
    // Left by a process that had this one's id.
    if (!fd && fd.error() == EEXIST) continue;
    if (!fd) return tl::unexpected(fd.error());
    return TemporaryFile{std::move(path), *fd};
  }
}

std::vector<std::string> Leftovers(FileSystem& files, const std::string& folder) {
  std::vector<std::string> leftovers = TemporaryFiles(files, folder);
  std::erase_if(leftovers, [&](const std::string& path) {
    return !IsOld(files, path) && !files.IsAbandoned(path).value_or(false);
  });
  return leftovers;
}

void RemoveLeftovers(FileSystem& files, const std::string& folder) {
  for (const std::string& path : TemporaryFiles(files, folder)) {
    if (IsOld(files, path)) {
      (void)files.Remove(path);
    } else {
      (void)files.RemoveAbandoned(path);
    }
  }
}

}  // namespace labintake::db
