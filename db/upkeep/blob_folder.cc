#include "db/upkeep/blob_folder.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "db/temporary_file.h"

namespace labintake::db {
namespace {

bool IsShelf(std::string_view name) {
  return name.size() == 2 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string_view Name(const FolderEntry& entry) {
  return std::string_view(entry.path).substr(entry.path.rfind('/') + 1);
}

FolderEntry Describe(std::string path, const struct stat& info) {
  return {std::move(path), "", info.st_size, info.st_mtime, info.st_mode & 07777, info.st_uid};
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

// Calls `each` with every entry, and whether it is a folder or a file of its own.
template <typename Each>
Result<void> ForEachEntry(const std::string& path, Each each) {
  const std::unique_ptr<DIR, CloseFolder> folder(opendir(path.c_str()));
  if (!folder) {
    return Fail(ErrorCode::kStore, "The store's folder of files cannot be read; check its permissions and its owner.");
  }
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat info {};
    const std::string whole = path + "/" + entry->d_name;
    // Gone since it was listed: a writer has renamed it.
    if (lstat(whole.c_str(), &info) != 0) continue;
    each(Describe(whole, info), S_ISDIR(info.st_mode), S_ISREG(info.st_mode));
  }
  return {};
}

}  // namespace

Result<BlobFolder> ListBlobFolder(const std::string& folder, HashOfPath hash_of) {
  BlobFolder found;
  struct stat info {};
  if (stat(folder.c_str(), &info) != 0 && errno == ENOENT) return found;
  found.folders.push_back(Describe(folder, info));
  auto listed = ForEachEntry(folder, [&](FolderEntry entry, bool is_folder, bool is_file) {
    if (is_folder && IsShelf(Name(entry))) {
      found.folders.push_back(std::move(entry));
    } else if (!is_file || !Name(entry).starts_with(kTemporaryPrefix)) {
      found.strangers.push_back(std::move(entry));
    }
  });
  if (!listed) return tl::unexpected(listed.error());
  for (std::size_t i = 1; i < found.folders.size(); ++i) {
    const std::string shelf = found.folders[i].path;
    listed = ForEachEntry(shelf, [&](FolderEntry entry, bool, bool is_file) {
      entry.sha256 = is_file ? hash_of(entry.path) : "";
      if (!entry.sha256.empty()) {
        found.kept.push_back(std::move(entry));
      } else {
        found.strangers.push_back(std::move(entry));
      }
    });
    if (!listed) return tl::unexpected(listed.error());
  }
  std::sort(found.kept.begin(), found.kept.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.sha256 < b.sha256; });
  return found;
}

}  // namespace labintake::db
