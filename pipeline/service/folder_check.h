// Whether the service can work with its folders, before it begins.
#pragma once

#include <string>

#include "model/error.h"
#include "pipeline/service/watch_config.h"

namespace labintake::pipeline {

// All paths of `config` absolute, and none leads over a link. Error kConfiguration, one sentence that names the folder:
// the inbox is missing or is no folder, or the folder of another path is not there.
Result<WatchConfig> WithRealPaths(const WatchConfig& config);

// The inbox, the store and the folders of links lie apart, and can be written; folders of links are made (0700) with
// `make`, and need not be there without. REQUIRES: WithRealPaths(). Error kConfiguration.
Result<void> CheckFolders(const WatchConfig& config, bool make);

// Holds the inbox for this process, and for those that have the descriptor too, so that no second service takes files
// out of it.
class InboxLock {
 public:
  InboxLock() = default;
  ~InboxLock();
  InboxLock(InboxLock&& other) noexcept;
  InboxLock& operator=(InboxLock&& other) noexcept;

  // Error kConfiguration: another has it. Where the file system has no locks, nothing is locked.
  static Result<InboxLock> Take(const std::string& inbox);
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

}  // namespace labintake::pipeline
