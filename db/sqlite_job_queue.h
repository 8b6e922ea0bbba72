// The queue on one machine: tables of the store's SQLite database.
//
// One connection; one thread. See job_queue.h for the contract.
#pragma once

#include <memory>
#include <string>

#include "db/assign_analyte.h"
#include "db/job_queue.h"
#include "db/job_table.h"
#include "db/patient_check.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

class SqliteJobQueue : public JobQueue {
 public:
  static Result<std::unique_ptr<JobQueue>> Open(const std::string& path, OpenMode mode, JobQueueOptions options);

  Result<std::vector<Arrival>> Enqueue(std::span<const ArrivingFile> files,
                                       std::span<const ArrivalNote> notes) override;
  Result<void> Note(std::span<const ArrivalNote> notes) override;
  Result<std::vector<UnremovedFile>> NotRemoved(const std::string& folder) override;
  Result<std::vector<OwedLink>> LinksOwed(std::optional<std::int64_t> document) override;
  Result<std::vector<OwedLink>> LinksToReplace() override;
  Result<std::vector<ClaimedJob>> Claim(const ClaimRequest& request) override;
  Result<std::vector<std::int64_t>> Heartbeat() override;
  Result<Tended> Tend(const RunInfo& run) override;
  Result<FinishedJob> Finish(const Lease& lease, const Document& document, const RunInfo& run) override;
  Result<FailedJob> Fail(const Lease& lease, const JobError& error, const RunInfo& run) override;
  Result<void> Return(std::span<const Returned> jobs) override;
  Result<JobCounts> Count() override;
  Result<std::vector<Job>> List(const JobFilter& filter) override;
  Result<Job> Get(std::int64_t document) override;
  Result<void> Retry(std::int64_t document) override;
  Result<void> Cancel(std::int64_t document) override;

 private:
  SqliteJobQueue(SQLite::Database database, JobQueueOptions options);
  std::int64_t NowMs() const { return options_.clock->WallMs(); }
  std::string Now() const;
  Arrival Add(JobTable& jobs, const ArrivingFile& file);
  void GiveUp(JobTable& jobs, const Lease& lease, const JobError& error, const RunInfo& run);

  SQLite::Database database_;
  const JobQueueOptions options_;
  const PatientsDifferFn patients_differ_;
  const AssignAnalyteFn assign_analyte_;
};

}  // namespace labintake::db
