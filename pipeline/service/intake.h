// The watched folder: looks, waits until files are complete, and takes them (pipeline/service/inbox_taker.h).
//
// Looks where the events of the system point, and regularly everywhere, as a safety net and where there are no events.
// When the store or the inbox refuses, it pauses, says so once, and goes on by itself. Never stops because of a file.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "db/clock.h"
#include "pipeline/service/event_log.h"
#include "pipeline/service/folder_events.h"
#include "pipeline/service/inbox_taker.h"

namespace labintake::pipeline {

struct IntakeOptions {
  TakerOptions taker;
  std::int64_t settle_ms = 2'000;
  std::int64_t scan_ms = 60'000;      // between looks at everything
  std::int64_t pause_ms = 5'000;      // until the next try when something refuses
  std::int64_t most_queued = 20'000;  // files stay in the inbox while more documents wait; 0: no limit
};

class Intake {
 public:
  struct Parts {
    const InboxRules& rules;
    db::FileSystem& files;
    db::Clock& clock;
    db::JobQueue& queue;
    FolderEvents* events;  // nullptr: only regular looks
    EventLog& log;
  };

  // All parts must outlive the intake.
  Intake(IntakeOptions options, const Parts& parts);

  struct TurnEnd {
    std::int64_t wait_ms = 0;  // until the next turn makes sense, unless an event comes
    int taken = 0;             // files
  };
  // Looks and takes at most one group of files.
  TurnEnd Turn();

 private:
  void ReadEvents(std::int64_t now_ms);
  void Scan(std::int64_t now_ms);
  // False when the folder cannot be read.
  bool ScanFolder(const std::string& folder, int depth, std::int64_t now_ms);
  void LookAt(const std::string& path, int depth, std::int64_t now_ms);
  void LookAtFile(const std::string& path, const db::FileInfo& info, std::int64_t now_ms);
  int TakeRipe(std::int64_t now_ms);
  void Settle(const Candidate& candidate, const Taken& taken, std::int64_t now_ms);
  bool QueueIsFull();
  void Pause(const std::string& why, std::int64_t now_ms);
  std::int64_t WaitMs(std::int64_t now_ms, int taken) const;

  const IntakeOptions options_;
  Parts parts_;
  InboxTaker taker_;
  Settling settling_;
  // Files that stay where they are, as they looked: those that were taken and cannot be removed, with their arrival,
  // and those that could not be read and of which that was said (0).
  std::map<std::string, std::pair<db::FileInfo, std::int64_t>> left_;
  std::size_t group_ = 0;          // files to take at a time
  std::int64_t next_scan_ms_ = 0;  // the first turn scans
  std::int64_t paused_until_ms_ = 0;
  std::string paused_because_;
  bool recalled_ = false;    // InboxTaker::Recall()
  bool scan_again_ = false;  // something had no room in the last look
  bool events_work_ = true;
  bool queue_was_full_ = false;
};

}  // namespace labintake::pipeline
