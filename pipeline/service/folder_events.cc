#include "pipeline/service/folder_events.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <cstring>
#include <unordered_map>
#include <vector>

namespace labintake::pipeline {
namespace {

// IN_CREATE for folders, and for files that come as a hard link, which are never closed.
constexpr std::uint32_t kMask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;

class Inotify : public FolderEvents {
 public:
  explicit Inotify(int fd) : fd_(fd) {}
  ~Inotify() override { close(fd_); }

  int fd() const override { return fd_; }

  bool Watch(const std::string& folder) override {
    const int watch = inotify_add_watch(fd_, folder.c_str(), kMask);
    if (watch < 0) return false;
    folders_[watch] = folder;
    return true;
  }

  Batch Read() override {
    Batch batch;
    alignas(inotify_event) char buffer[64 << 10];
    for (;;) {
      const ssize_t n = read(fd_, buffer, sizeof buffer);
      if (n <= 0) return batch;
      for (const char* at = buffer; at < buffer + n;) {
        inotify_event event;
        std::memcpy(&event, at, sizeof event);
        Take(event, at + sizeof event, &batch);
        at += sizeof event + event.len;
      }
    }
  }

 private:
  void Take(const inotify_event& event, const char* name, Batch* batch) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
      batch->lost = true;
      return;
    }
    const auto folder = folders_.find(event.wd);
    if (folder == folders_.end()) return;
    if ((event.mask & IN_IGNORED) != 0) {
      folders_.erase(folder);
    } else if ((event.mask & IN_MOVE_SELF) != 0) {
      // Its path is another now; where that is in the inbox, the event of the folder above leads to it.
      inotify_rm_watch(fd_, event.wd);
    } else if (event.len > 0) {
      batch->paths.push_back(folder->second + "/" + name);
    }
  }

  const int fd_;
  std::unordered_map<int, std::string> folders_;
};

}  // namespace

std::unique_ptr<FolderEvents> MakeFolderEvents() {
  const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) return nullptr;
  return std::make_unique<Inotify>(fd);
}

}  // namespace labintake::pipeline
