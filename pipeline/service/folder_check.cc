#include "pipeline/service/folder_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "db/stage_cache.h"

namespace labintake::pipeline {
namespace {

struct Named {
  const char* what;
  std::string path;
};

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string WithoutEnd(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Result<std::string> RealPath(const char* what, const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  if (real) return std::string(real.get());
  return Fail(ErrorCode::kConfiguration,
              fmt::format("{} {} cannot be used ({}); make it or name another", what, path, std::strerror(errno)));
}

// Of something that need not be there yet, in a folder that must.
Result<std::string> RealPathIn(const char* what, const std::string& path) {
  struct stat st {};
  if (stat(path.c_str(), &st) == 0) return RealPath(what, path);
  Result<std::string> folder = RealPath(what, FolderOf(path));
  if (!folder) {
    return Fail(ErrorCode::kConfiguration,
                fmt::format("{} {} cannot be made: the folder above it is not there", what, path));
  }
  return *folder + (*folder == "/" ? "" : "/") + path.substr(path.rfind('/') + 1);
}

// One of them is the other, or lies in it.
bool Overlap(const std::string& a, const std::string& b) {
  const std::string& shorter = a.size() <= b.size() ? a : b;
  const std::string& longer = a.size() <= b.size() ? b : a;
  return longer.starts_with(shorter) &&
         (longer.size() == shorter.size() || shorter == "/" || longer[shorter.size()] == '/');
}

bool MayWrite(const std::string& folder) {
  return faccessat(AT_FDCWD, folder.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) == 0;
}

Result<void> CheckFolder(const Named& folder) {
  struct stat st {};
  if (stat(folder.path.c_str(), &st) != 0 || !S_ISDIR(st.st_mode)) {
    return Fail(ErrorCode::kConfiguration, fmt::format("{} {} is no folder", folder.what, folder.path));
  }
  if (MayWrite(folder.path)) return {};
  return Fail(ErrorCode::kConfiguration,
              fmt::format("{} {} may not be read and written; check its permissions", folder.what, folder.path));
}

std::vector<Named> LinkFoldersOf(const WatchConfig& config) {
  std::vector<Named> folders;
  if (!config.links.processed.empty()) folders.push_back({"the folder of links (processed)", config.links.processed});
  if (!config.links.duplicates.empty())
    folders.push_back({"the folder of links (duplicates)", config.links.duplicates});
  if (!config.links.failed.empty()) folders.push_back({"the folder of links (failed)", config.links.failed});
  return folders;
}

}  // namespace

Result<WatchConfig> WithRealPaths(const WatchConfig& config) {
  if (config.inbox.empty()) return Fail(ErrorCode::kConfiguration, "no inbox is named; name the folder to watch");
  if (config.database.empty()) return Fail(ErrorCode::kConfiguration, "no database is named; give one with --db");
  WatchConfig real = config;
  Result<std::string> inbox = RealPath("the inbox", config.inbox);
  if (!inbox) return tl::unexpected<Error>(inbox.error());
  real.inbox = *std::move(inbox);
  const std::pair<const char*, std::string*> others[] = {
      {"the database", &real.database},
      {"the folder of links", &real.links.processed},
      {"the folder of links", &real.links.duplicates},
      {"the folder of links", &real.links.failed},
  };
  for (const auto& [what, path] : others) {
    if (path->empty()) continue;
    Result<std::string> made = RealPathIn(what, WithoutEnd(*path));
    if (!made) return tl::unexpected<Error>(made.error());
    *path = *std::move(made);
  }
  return real;
}

Result<void> CheckFolders(const WatchConfig& config, bool make) {
  const std::vector<Named> links = LinkFoldersOf(config);
  std::vector<Named> apart = links;
  apart.push_back({"the inbox", config.inbox});
  apart.push_back({"the database", config.database});
  apart.push_back({"the store", config.database + ".blobs"});
  apart.push_back({"the folder of kept words", db::StagesFolder(config.database)});
  for (std::size_t i = 0; i < apart.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!Overlap(apart[i].path, apart[j].path)) continue;
      return Fail(ErrorCode::kConfiguration,
                  fmt::format("{} ({}) and {} ({}) must not be the same or lie in one another", apart[j].what,
                              apart[j].path, apart[i].what, apart[i].path));
    }
  }
  if (auto checked = CheckFolder({"the inbox", config.inbox}); !checked) return checked;
  if (auto checked = CheckFolder({"the folder of the database", FolderOf(config.database)}); !checked) return checked;
  for (const Named& folder : links) {
    struct stat st {};
    const bool there = stat(folder.path.c_str(), &st) == 0;
    if (!there && !make) continue;
    if (!there && mkdir(folder.path.c_str(), 0700) != 0) {
      return Fail(ErrorCode::kConfiguration,
                  fmt::format("{} {} cannot be made ({})", folder.what, folder.path, std::strerror(errno)));
    }
    if (auto checked = CheckFolder(folder); !checked) return checked;
  }
  return {};
}

InboxLock::~InboxLock() {
  if (fd_ >= 0) close(fd_);
}

InboxLock::InboxLock(InboxLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

InboxLock& InboxLock::operator=(InboxLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Result<InboxLock> InboxLock::Take(const std::string& inbox) {
  InboxLock lock;
  lock.fd_ = open(inbox.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock.fd_ >= 0 && flock(lock.fd_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return Fail(ErrorCode::kConfiguration, "another labintake watches this inbox; stop it first");
  }
  return lock;
}

}  // namespace labintake::pipeline
