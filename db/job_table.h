// The table of jobs as the queue works on it: adding, leasing, ending. What a person does to jobs: db/job_overview.h.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

class JobTable {
 public:
  // `now_ms`: milliseconds since 1970. All must outlive the table.
  JobTable(SQLite::Database& database, const JobQueueOptions& options, std::int64_t now_ms)
      : database_(database), options_(options), now_ms_(now_ms) {}

  void Add(std::int64_t document, std::int64_t client_id, Priority priority);
  // The document's bytes came once more.
  void CameAgain(std::int64_t document, Priority priority);

  // The next job of these, leased; nullopt when none is ready.
  std::optional<ClaimedJob> ClaimNext(Priority priority, Lane lane);
  std::vector<std::int64_t> Renew();
  bool Holds(const Lease& lease);

  // REQUIRES of these three: Holds(lease).
  void End(const Lease& lease, JobState state);
  // Counts the attempt and says what becomes of the job; where that is kFailed it has still to be ended.
  FailedJob CountFailure(const Lease& lease, const JobError& error);
  void GiveBack(const Lease& lease, Lane lane);

  int QueueDue();
  struct Expired {
    Lease lease;
    int losses = 0;  // with this one
  };
  // Leases that ran out.
  std::vector<Expired> FindExpired();
  void CountLoss(const Expired& expired, const JobError& error);
  // When the next retry is due or the next lease of another owner ends.
  std::optional<std::int64_t> NextTime();

 private:
  std::string Now() const;
  std::int64_t DelayMs(int attempt) const;
  void RetryLater(std::int64_t document, std::int64_t delay_ms);
  void Remember(std::int64_t document, const JobError& error);

  SQLite::Database& database_;
  const JobQueueOptions& options_;
  const std::int64_t now_ms_;
};

}  // namespace labintake::db
