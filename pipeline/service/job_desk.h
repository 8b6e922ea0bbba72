// The service's dealings with the queue: claims, leases, what came of jobs.
//
// When the database refuses, what was read is kept and stored later, nothing new is claimed, and the log says so once.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "db/clock.h"
#include "db/job_queue.h"
#include "model/report.h"
#include "pipeline/service/event_log.h"

namespace labintake::pipeline {

// What came of a job.
struct Conclusion {
  db::ClaimedJob job;
  std::variant<Document, db::JobError> outcome;
  db::RunInfo run;
  std::int64_t begun_ms = 0;  // steady
};

class JobDesk {
 public:
  // `ended` is called with each document whose job is done or has failed, `lost` with each job whose lease was lost
  // before its conclusion was stored; it may be empty. All must outlive the desk.
  JobDesk(db::JobQueue& queue, std::int64_t lease_ms, db::Clock& clock, EventLog& log,
          std::function<void(std::int64_t document)> ended, std::function<void(const db::ClaimedJob&)> lost = {});

  // Stores and gives back what waits, renews leases and tends the queue, when it is time. Leases that turned out to be
  // lost, of those in `held`, which are of jobs that are being worked on.
  std::vector<db::Lease> Tend(std::span<const db::Lease> held, const db::RunInfo& run);

  // None while the database refuses, or while there seem to be none.
  std::vector<db::ClaimedJob> Claim(const db::ClaimRequest& request);
  // There may be new jobs.
  void MoreJobs() { may_have_jobs_ = true; }

  void Conclude(Conclusion conclusion);
  // Back to the queue, each with its lane.
  void Return(std::span<const db::ClaimedJob> jobs);

  // Nothing waits to be stored or given back.
  bool idle() const { return conclusions_.empty() && returns_.empty(); }
  bool refused() const { return refused_; }
  // When Tend() has something to do, as steady time.
  std::int64_t next_ms() const;
  // Tries at once to store and give back what waits, whatever the database said before.
  void Flush();

 private:
  bool MayAsk() const;
  // Notes what the database answered. True when it was an answer.
  template <typename T>
  bool Answered(const Result<T>& result);
  bool Store(const Conclusion& conclusion);
  bool StoreDocument(const Conclusion& conclusion, const Document& document);
  bool StoreFailure(const Conclusion& conclusion, const db::JobError& error);
  void Lost(const db::ClaimedJob& job);

  db::JobQueue& queue_;
  const std::int64_t lease_ms_;
  db::Clock& clock_;
  EventLog& log_;
  const std::function<void(std::int64_t)> ended_;
  const std::function<void(const db::ClaimedJob&)> lost_;
  std::deque<Conclusion> conclusions_;
  std::vector<db::JobQueue::Returned> returns_;
  std::int64_t next_beat_ms_ = 0, next_tend_ms_ = 0;
  std::int64_t ask_again_ms_ = 0, pause_ms_ = 0;  // while the database refuses
  bool refused_ = false;
  bool may_have_jobs_ = true;
};

}  // namespace labintake::pipeline
