// Files that are being written beside the place where they will be renamed to: in a folder of the store, named
// "incoming-...", locked as long as somebody writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/file_system.h"

namespace labintake::db {

inline constexpr std::string_view kTemporaryPrefix = "incoming-";

struct TemporaryFile {
  std::string path;
  int fd = -1;
};

// A new one. The caller renames or removes it, and closes it after that: it is locked as long. REQUIRES: the folder is
// there.
IoResult<TemporaryFile> MakeTemporary(FileSystem& files, const std::string& folder);

// Removes those that killed writers left: nobody locks them any more, or, where there are no locks, they are a day old.
void RemoveLeftovers(FileSystem& files, const std::string& folder);
// Their paths. One that was made this instant may be among them: look twice.
std::vector<std::string> Leftovers(FileSystem& files, const std::string& folder);

}  // namespace labintake::db
