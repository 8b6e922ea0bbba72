#include "pipeline/commands/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace labintake::pipeline {

Result<void> MakePrivateFolder(const std::string& path) {
  struct stat there {};
  if (mkdir(path.c_str(), 0700) == 0) return {};
  if (errno == EEXIST && stat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode)) return {};
  return Fail(ErrorCode::kArgument, fmt::format("The folder {} cannot be made; check its name and its parent.", path));
}

Result<void> WritePrivateFile(const std::string& path, std::string_view bytes) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 && errno == EEXIST) {
    return Fail(ErrorCode::kArgument,
                fmt::format("{} is already there and was not touched; name another folder.", path));
  }
  bool good = fd >= 0;
  while (good && !bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    good = n > 0;
    if (good) bytes.remove_prefix(static_cast<size_t>(n));
  }
  if (fd >= 0 && close(fd) != 0) good = false;
  if (good) return {};
  if (fd >= 0) unlink(path.c_str());
  return Fail(ErrorCode::kArgument,
              fmt::format("{} cannot be written; check the folder and the space on its disk.", path));
}

Result<std::string> ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // An empty file makes operator<< fail without being an error.
  if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf()))) {
    return Fail(ErrorCode::kArgument, fmt::format("{} cannot be read; check its name and permissions.", path));
  }
  return std::move(text).str();
}

}  // namespace labintake::pipeline
