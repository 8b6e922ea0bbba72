// Which step of which claimed job is next: the policy of the service, without processes and database.
//
// A job is opened first; that tells whether pages of it have to be recognised. If so it is a scan: its pages are parts,
// which any worker may take, and a join ends it (pipeline/task.h). Order: urgent jobs before others; among equals
// joins, then openings, then pages; then the oldest. So a digital file waits for a page at most, never for a scan. How
// many scans are open at a time is bounded, because what is known of them is kept here. Pure; not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "db/job.h"
#include "pipeline/task.h"

namespace labintake::pipeline {

class JobSchedule {
 public:
  enum class Step { kOpen, kPart, kJoin };

  struct Work {
    std::uint64_t job = 0;  // number of the job in this schedule
    Step step = Step::kOpen;
    std::size_t part = 0;
    std::string message;  // pipeline/task_wire.h
  };

  // How a job ended.
  struct Ended {
    db::ClaimedJob job;
    // The document (EncodeResult), or what happened to the step that was lost.
    WorkerReply reply;
    // The job turned out to be a scan and there are enough of them: it goes back to the queue, as one. `reply` says
    // nothing.
    bool one_scan_too_many = false;
  };

  // From now on at most so many scans are open at a time, urgent ones apart.
  void LimitScans(std::size_t most) { most_scans_ = most; }

  // `task`: what opening it needs. `last_attempt`: a page that is lost because somebody killed its worker makes a
  // finding now; before, it ends the attempt.
  std::uint64_t Add(db::ClaimedJob job, std::string task, bool last_attempt);

  enum class Taste { kAny, kNoPages, kPagesFirst };
  // What a free worker should do.
  std::optional<Work> Next(Taste taste);
  // The job's end when this was its last step; nothing also for work of a job that is no longer here.
  // REQUIRES: Next() gave `work`.
  std::optional<Ended> Finish(const Work& work, WorkerReply reply);

  // Takes out jobs that were not begun, or all.
  std::vector<db::ClaimedJob> TakeUnbegun();
  std::vector<db::ClaimedJob> TakeAll();
  // Takes out one job. False when it is not here.
  bool Take(std::uint64_t job);

  // Numbers of the jobs that are here, oldest first, with their leases.
  std::vector<std::pair<std::uint64_t, db::Lease>> Leases() const;
  std::size_t size() const { return jobs_.size(); }
  std::size_t unbegun() const;
  int room_for_scans() const;

 private:
  struct Open {
    std::uint64_t number = 0;
    db::ClaimedJob job;
    bool last_attempt = false;
    enum class State { kNew, kWorking, kSplit } state = State::kNew;
    std::string task;  // kNew
    std::string for_join;
    std::vector<std::string> parts;  // moved out when they are begun
    std::vector<WorkerReply> replies;
    std::size_t next_part = 0, missing = 0;
  };

  // The best step of one kind among jobs of one priority.
  std::optional<Work> NextOf(db::Priority priority, Step step);
  std::list<Open>::iterator Find(std::uint64_t number);
  std::size_t scans() const;

  std::size_t most_scans_ = 1;
  std::list<Open> jobs_;  // in the order in which they were added
  std::uint64_t next_number_ = 1;
};

}  // namespace labintake::pipeline
