// The batch service: takes what comes into the watched folder, reads it in workers, stores the rows.
//
// Three kinds of processes: this one, which never touches a document's bytes and deals with the queue; the intake
// (pipeline/service/intake_process.h); workers (pipeline/worker_crew.h), one more than is configured, which takes no
// pages of scans, so that a digital file never waits for one. Killing any of them at any instant loses nothing and
// doubles nothing: what was not finished is done by the next service once its lease has run out.
//
// Not thread-safe; the process must have no second thread and no database open.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "db/clock.h"
#include "db/file_system.h"
#include "model/error.h"
#include "pipeline/process.h"
#include "pipeline/service/event_log.h"
#include "pipeline/service/watch_config.h"
#include "pipeline/task.h"

namespace labintake::pipeline {

// What can be changed while the service runs, but for inbox, database and lease.
struct WatchSettings {
  WatchConfig config;      // with real paths
  ProcessOptions process;  // without what the database knows
};

struct WatchParts {
  db::FileSystem& files;
  db::Clock& clock;
  EventLog& log;
  // What workers do; the task is the path of a file.
  std::function<SplitWork(const ProcessOptions& options)> make_work;
  // The configuration as it is now, checked. An error is logged and changes nothing.
  std::function<Result<WatchSettings>()> reload;
  int stop_fd = -1;    // readable when the service is to end
  int reload_fd = -1;  // an eventfd: readable when the configuration is to be read again; reading resets it
  int lock_fd = -1;    // of the inbox: the intake holds it too, so that none follows before it is gone
};

// Until it is told to end. An error says why it could not begin: kConfiguration, or kStore from the database.
// REQUIRES: the folders of the configuration are checked (pipeline/service/folder_check.h).
Result<void> RunWatch(WatchSettings settings, const WatchParts& parts);

}  // namespace labintake::pipeline
