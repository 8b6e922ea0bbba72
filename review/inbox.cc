#include "review/inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "extractors/image/picture_type.h"

namespace labintake::review {
namespace {

constexpr std::size_t kMaxName = 120;  // bytes; file systems take 255, with what is put before and behind
constexpr int kMostNames = 1000;
// What the watcher takes for another folder's purpose.
constexpr std::string_view kUrgent = "urgent";

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

Error CannotWrite() {
  return {ErrorCode::kStore, "The intake folder cannot be written; check its disk and its permissions."};
}

// An open file that is closed, and removed unless it was kept.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)) {
    fd_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  }
  ~NewFile() {
    if (fd_ >= 0) close(fd_);
    if (fd_ >= 0) unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool Write(std::string_view bytes) {
    while (fd_ >= 0 && !bytes.empty()) {
      const ssize_t n = write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return fd_ >= 0 && fsync(fd_) == 0;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int fd_ = -1;
};

bool SyncFolder(const std::string& folder) {
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool done = fsync(fd) == 0;
  close(fd);
  return done;
}

}  // namespace

std::string InboxName(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);
  std::string out;
  for (const char c : name) {
    if (!IsControl(c)) out += c;
  }
  while (!out.empty() && (out.front() == '.' || out.front() == ' ' || out.front() == '~' || out.front() == '#')) {
    out.erase(0, 1);
  }
  // Not within a character of several bytes.
  while (out.size() > kMaxName ||
         (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80 && out.size() == kMaxName)) {
    out.pop_back();
  }
  while (!out.empty() && (out.back() == '~' || out.back() == '.' || out.back() == ' ')) out.pop_back();
  std::string lower = out;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return c < 0x80 ? std::tolower(c) : c; });
  for (const char* unfinished : {".part", ".tmp", ".crdownload", ".partial", ".download", ".filepart", ".swp"}) {
    if (lower.ends_with(unfinished)) return out + ".file";
  }
  return out.empty() ? "report" : out;
}

bool FitsAsFolder(std::string_view client) {
  return client.size() <= kMaxName && !client.starts_with('.') && client != kUrgent && !client.starts_with(' ') &&
         !client.ends_with(' ') && client.find_first_of("/\\") == std::string_view::npos &&
         std::none_of(client.begin(), client.end(), IsControl);
}

bool IsReport(std::string_view bytes) {
  constexpr std::size_t kHead = 1024;  // where readers look for the mark
  return bytes.substr(0, kHead).find("%PDF-") != std::string_view::npos || !image::PictureType(bytes).empty();
}

Result<std::string> PutIntoInbox(const std::string& inbox, const std::string& client, std::string_view name,
                                 std::string_view bytes) {
  if (!FitsAsFolder(client)) {
    return Fail(ErrorCode::kArgument, "A client of this name cannot have a folder in the intake; use another name.");
  }
  const std::string folder = client.empty() ? inbox : inbox + "/" + client;
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return tl::unexpected(CannotWrite());
  NewFile file(fmt::format("{}/.labintake-{:08x}{:08x}", folder, randombytes_random(), randombytes_random()));
  if (!file.Write(bytes)) return tl::unexpected(CannotWrite());
  const std::string wanted = InboxName(name);
  const std::size_t dot = std::min(wanted.rfind('.'), wanted.size());
  for (int n = 1; n <= kMostNames; ++n) {
    const std::string tried = n == 1 ? wanted : fmt::format("{}-{}{}", wanted.substr(0, dot), n, wanted.substr(dot));
    // Unlike rename, link does not replace.
    if (link(file.path().c_str(), (folder + "/" + tried).c_str()) == 0) {
      if (!SyncFolder(folder)) return tl::unexpected(CannotWrite());
      return tried;
    }
    if (errno != EEXIST) break;
  }
  return tl::unexpected(CannotWrite());
}

}  // namespace labintake::review
