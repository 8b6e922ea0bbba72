#include "pipeline/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace labintake::pipeline {
namespace {

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

tl::unexpected<Error> CannotWrite() {
  return Fail(ErrorCode::kNotFound,
              fmt::format("the file cannot be written ({}); choose another place", std::strerror(errno)));
}

Result<void> WriteInPlace(int fd, std::string_view bytes) {
  if (fd < 0) return CannotWrite();
  const bool written = WriteAll(fd, bytes);
  if ((fd != STDOUT_FILENO && close(fd) != 0) || !written) return CannotWrite();
  return {};
}

}  // namespace

Result<void> ReplaceFile(const std::string& path, std::string_view bytes, mode_t mode) {
  if (path == "-") return WriteInPlace(STDOUT_FILENO, bytes);
  struct stat existing {};
  if (stat(path.c_str(), &existing) == 0 && !S_ISREG(existing.st_mode)) {
    return WriteInPlace(open(path.c_str(), O_WRONLY | O_CLOEXEC), bytes);
  }
  std::string temporary = path + ".XXXXXX";
  const int fd = mkostemp(temporary.data(), O_CLOEXEC);  // makes it with mode 0600
  if (fd < 0) return CannotWrite();
  const bool written = WriteAll(fd, bytes) && fchmod(fd, mode) == 0;
  if (close(fd) != 0 || !written || rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    unlink(temporary.c_str());
    errno = error;
    return CannotWrite();
  }
  return {};
}

}  // namespace labintake::pipeline
