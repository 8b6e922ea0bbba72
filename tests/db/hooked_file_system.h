// The machine's file system, with a hook before each operation that may make it fail.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "db/file_system.h"

namespace labintake::db::testing {

class HookedFileSystem : public FileSystem {
 public:
  // Called with the operation's name and its path ("" where it has a descriptor only). An errno makes it fail, 0 lets
  // it go on.
  std::function<int(const char* operation, const std::string& path)> hook = [](const char*, const std::string&) {
    return 0;
  };

  IoResult<int> OpenToRead(const std::string& path) override {
    return Do<int>("open", path, [&] { return real_.OpenToRead(path); });
  }
  IoResult<int> Create(const std::string& path) override {
    return Do<int>("create", path, [&] { return real_.Create(path); });
  }
  IoResult<std::size_t> Read(int fd, char* buffer, std::size_t size) override {
    return Do<std::size_t>("read", "", [&] { return real_.Read(fd, buffer, size); });
  }
  IoResult<void> WriteAll(int fd, std::string_view bytes) override {
    return Do<void>("write", "", [&] { return real_.WriteAll(fd, bytes); });
  }
  IoResult<void> Sync(int fd) override {
    return Do<void>("sync", "", [&] { return real_.Sync(fd); });
  }
  IoResult<void> Close(int fd) override {
    // Closed all the same, as Linux does.
    const IoResult<void> closed = real_.Close(fd);
    return Do<void>("close", "", [&] { return closed; });
  }
  bool NobodyWrites(int fd) override { return hook("nobody-writes", "") == 0 && real_.NobodyWrites(fd); }
  IoResult<FileInfo> Stat(const std::string& path) override {
    return Do<FileInfo>("stat", path, [&] { return real_.Stat(path); });
  }
  IoResult<FileInfo> StatOpen(int fd) override {
    return Do<FileInfo>("stat-open", "", [&] { return real_.StatOpen(fd); });
  }
  IoResult<std::vector<std::string>> List(const std::string& folder) override {
    return Do<std::vector<std::string>>("list", folder, [&] { return real_.List(folder); });
  }
  IoResult<std::uint64_t> FreeBytes(const std::string& folder) override {
    return Do<std::uint64_t>("free-bytes", folder, [&] { return free_bytes ? *free_bytes : real_.FreeBytes(folder); });
  }
  IoResult<void> Rename(const std::string& from, const std::string& to) override {
    return Do<void>("rename", from, [&] { return real_.Rename(from, to); });
  }
  IoResult<void> Remove(const std::string& path) override {
    return Do<void>("remove", path, [&] { return real_.Remove(path); });
  }
  IoResult<void> MakeFolder(const std::string& path) override {
    return Do<void>("make-folder", path, [&] { return real_.MakeFolder(path); });
  }
  IoResult<void> SyncFolder(const std::string& path) override {
    return Do<void>("sync-folder", path, [&] { return real_.SyncFolder(path); });
  }
  IoResult<void> MakeLink(const std::string& target, const std::string& path) override {
    return Do<void>("make-link", path, [&] { return real_.MakeLink(target, path); });
  }
  IoResult<std::string> ReadLink(const std::string& path) override {
    return Do<std::string>("read-link", path, [&] { return real_.ReadLink(path); });
  }
  IoResult<bool> IsAbandoned(const std::string& path) override {
    return Do<bool>("is-abandoned", path, [&] { return real_.IsAbandoned(path); });
  }

  std::optional<std::uint64_t> free_bytes;  // in place of the disk's

 private:
  template <typename T, typename Call>
  IoResult<T> Do(const char* operation, const std::string& path, const Call& call) {
    if (const int error = hook(operation, path); error != 0) return tl::unexpected<int>(error);
    return call();
  }

  FileSystem& real_ = RealFileSystem();
};

}  // namespace labintake::db::testing
