// What happens in folders, as the system tells it. An interface, because network shares have no such events and tests
// have their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace labintake::pipeline {

class FolderEvents {
 public:
  virtual ~FolderEvents() = default;

  // Becomes readable when there is something to read.
  virtual int fd() const = 0;
  // From now on what comes into this folder is told; again for a folder that is watched already does no harm. False
  // when the system gives no more watches.
  virtual bool Watch(const std::string& folder) = 0;

  struct Batch {
    std::vector<std::string> paths;  // of what came, was closed after writing, or was renamed to this
    bool lost = false;               // some were not told: everything has to be looked at
  };
  // What has happened since the last call. Does not wait.
  virtual Batch Read() = 0;
};

// inotify; nullptr when the system gives none. Not thread-safe.
std::unique_ptr<FolderEvents> MakeFolderEvents();

}  // namespace labintake::pipeline
