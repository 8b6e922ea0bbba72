#include "db/sqlite_job_queue.h"

#include <SQLiteCpp/Transaction.h>

#include <random>
#include <utility>

#include "db/arrival_table.h"
#include "db/document_table.h"
#include "db/job_overview.h"
#include "db/run_storing.h"
#include "db/utc_time.h"
#include "extractors/generic/report_header.h"

namespace labintake::db {
namespace {

using Transaction = SQLite::Transaction;
constexpr auto kWrite = SQLite::TransactionBehavior::IMMEDIATE;

double MachineRandom() {
  thread_local std::mt19937 generator{std::random_device{}()};
  return std::uniform_real_distribution<>(0, 1)(generator);
}

JobQueueOptions Completed(JobQueueOptions options) {
  if (!options.random) options.random = MachineRandom;
  return options;
}

// A transaction that may be forgotten when power fails: it does not wait for the disk. Later commits that do wait write
// this one too.
class LightCommits {
 public:
  explicit LightCommits(SQLite::Database& database) : database_(database) {
    database_.exec("PRAGMA synchronous = NORMAL");
  }
  ~LightCommits() { database_.tryExec("PRAGMA synchronous = FULL"); }
  LightCommits(const LightCommits&) = delete;
  LightCommits& operator=(const LightCommits&) = delete;

 private:
  SQLite::Database& database_;
};

struct JobDocument {
  DocumentKey key;
  std::int64_t client_id = 0;
};

JobDocument DocumentOf(SQLite::Database& database, std::int64_t document) {
  SQLite::Statement find(database,
                         "SELECT c.name, d.sha256, c.id FROM documents d JOIN clients c ON c.id = d.client_id WHERE"
                         " d.id = ?");
  Binder(find) << document;
  find.executeStep();
  RowReader r(find);
  JobDocument found;
  found.key.id = document;
  found.key.client = r.Text();
  found.key.sha256 = r.Text();
  found.client_id = r.Int64();
  return found;
}

tl::unexpected<Error> NotPossible(const std::optional<Job>& job, const char* what) {
  if (!job) return Fail(ErrorCode::kArgument, "There is no job of this document.");
  return Fail(ErrorCode::kArgument,
              "The job of this document is " + std::string(ToString(job->state)) + " and cannot be " + what + ".");
}

}  // namespace

SqliteJobQueue::SqliteJobQueue(SQLite::Database database, JobQueueOptions options)
    : database_(std::move(database)),
      options_(Completed(std::move(options))),
      patients_differ_(generic::PatientsDiffer),
      assign_analyte_(AssignFromCatalog()) {}

Result<std::unique_ptr<JobQueue>> SqliteJobQueue::Open(const std::string& path, OpenMode mode,
                                                       JobQueueOptions options) {
  auto database = OpenConnection(path, mode);
  if (!database) return tl::unexpected(database.error());
  return std::unique_ptr<JobQueue>(new SqliteJobQueue(*std::move(database), std::move(options)));
}

std::string SqliteJobQueue::Now() const { return UtcText(NowMs() / 1000); }

Arrival SqliteJobQueue::Add(JobTable& jobs, const ArrivingFile& file) {
  const std::int64_t client_id = ClientId(database_, file.client);
  const std::optional<std::int64_t> known = DocumentId(database_, client_id, file.sha256);
  if (!known) {
    const std::int64_t id =
        AddDocument(database_, client_id, {file.name, file.sha256, file.size, file.media_type}, Now());
    jobs.Add(id, client_id, file.priority);
    return {AddArrival(database_, file, id, false, Now()), id, Arrival::Kind::kNew};
  }
  if (const auto arrival = FindArrival(database_, file, *known)) return {*arrival, *known, Arrival::Kind::kKnown};
  jobs.CameAgain(*known, file.priority);
  return {AddArrival(database_, file, *known, true, Now()), *known, Arrival::Kind::kDuplicate};
}

Result<std::vector<Arrival>> SqliteJobQueue::Enqueue(std::span<const ArrivingFile> files,
                                                     std::span<const ArrivalNote> notes) try {
  Transaction transaction(database_, kWrite);
  NoteArrivals(database_, notes);
  JobTable jobs(database_, options_, NowMs());
  std::vector<Arrival> arrivals;
  for (const ArrivingFile& file : files) arrivals.push_back(Add(jobs, file));
  transaction.commit();
  return arrivals;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteJobQueue::Note(std::span<const ArrivalNote> notes) try {
  const LightCommits light(database_);
  Transaction transaction(database_, kWrite);
  NoteArrivals(database_, notes);
  transaction.commit();
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<UnremovedFile>> SqliteJobQueue::NotRemoved(const std::string& folder) try {
  Transaction transaction(database_);
  return FindUnremoved(database_, folder);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<OwedLink>> SqliteJobQueue::LinksOwed(std::optional<std::int64_t> document) try {
  Transaction transaction(database_);
  return FindOwedLinks(database_, document);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<OwedLink>> SqliteJobQueue::LinksToReplace() try {
  Transaction transaction(database_);
  return FindLinksToReplace(database_);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<ClaimedJob>> SqliteJobQueue::Claim(const ClaimRequest& request) try {
  const LightCommits light(database_);
  Transaction transaction(database_, kWrite);
  JobTable jobs(database_, options_, NowMs());
  std::vector<ClaimedJob> claimed;
  int scans = 0;
  for (const Priority priority : {Priority::kUrgent, Priority::kNormal}) {
    for (const Lane lane : {Lane::kDigital, Lane::kScan}) {
      while (static_cast<int>(claimed.size()) < request.most && (lane == Lane::kDigital || scans < request.scans)) {
        std::optional<ClaimedJob> job = jobs.ClaimNext(priority, lane);
        if (!job) break;
        scans += lane == Lane::kScan;
        claimed.push_back(*std::move(job));
      }
    }
  }
  if (!claimed.empty()) transaction.commit();
  return claimed;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<std::int64_t>> SqliteJobQueue::Heartbeat() try {
  const LightCommits light(database_);
  Transaction transaction(database_, kWrite);
  std::vector<std::int64_t> held = JobTable(database_, options_, NowMs()).Renew();
  if (!held.empty()) transaction.commit();
  return held;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<Tended> SqliteJobQueue::Tend(const RunInfo& run) try {
  // Not light: what is given up here must stay so.
  Transaction transaction(database_, kWrite);
  JobTable jobs(database_, options_, NowMs());
  Tended tended;
  for (const JobTable::Expired& expired : jobs.FindExpired()) {
    ++tended.lost;
    const JobError error{
        ErrorClass::kServiceLost, ToString(ErrorCode::kWorkerDied),
        "the service ended while it worked on this document, " + std::to_string(expired.losses) + " times so far"};
    jobs.CountLoss(expired, error);
    if (expired.losses < options_.retry.losses) continue;
    GiveUp(jobs, expired.lease, error, run);
    tended.failed.push_back(expired.lease.document);
  }
  tended.due = jobs.QueueDue();
  tended.next_ms = jobs.NextTime();
  if (tended.due > 0 || tended.lost > 0) transaction.commit();
  return tended;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

void SqliteJobQueue::GiveUp(JobTable& jobs, const Lease& lease, const JobError& error, const RunInfo& run) {
  jobs.End(lease, JobState::kFailed);
  StoreFailedRun(database_, DocumentOf(database_, lease.document).key, error, run, Now());
}

Result<FinishedJob> SqliteJobQueue::Finish(const Lease& lease, const Document& document, const RunInfo& run) try {
  Transaction transaction(database_, kWrite);
  JobTable jobs(database_, options_, NowMs());
  if (!jobs.Holds(lease)) return FinishedJob{LeaseOutcome::kLost, {}};
  const JobDocument of = DocumentOf(database_, lease.document);
  if (of.key.sha256 != document.sha256) {
    return labintake::Fail(ErrorCode::kArgument, "The store's copy of this document is not what was read.");
  }
  FinishedJob finished;
  finished.stored =
      StoreRun({database_, patients_differ_, assign_analyte_}, of.client_id, of.key, document, run, Now());
  jobs.End(lease, JobState::kDone);
  transaction.commit();
  return finished;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<FailedJob> SqliteJobQueue::Fail(const Lease& lease, const JobError& error, const RunInfo& run) try {
  Transaction transaction(database_, kWrite);
  JobTable jobs(database_, options_, NowMs());
  if (!jobs.Holds(lease)) return FailedJob{LeaseOutcome::kLost, JobState::kFailed, 0};
  const FailedJob failed = jobs.CountFailure(lease, error);
  if (failed.state == JobState::kFailed) GiveUp(jobs, lease, error, run);
  transaction.commit();
  return failed;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteJobQueue::Return(std::span<const Returned> returned) try {
  const LightCommits light(database_);
  Transaction transaction(database_, kWrite);
  JobTable jobs(database_, options_, NowMs());
  for (const Returned& job : returned) {
    if (jobs.Holds(job.lease)) jobs.GiveBack(job.lease, job.lane);
  }
  transaction.commit();
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<JobCounts> SqliteJobQueue::Count() try {
  Transaction transaction(database_);
  return CountJobs(database_);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<Job>> SqliteJobQueue::List(const JobFilter& filter) try {
  Transaction transaction(database_);
  return ListJobs(database_, filter);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<Job> SqliteJobQueue::Get(std::int64_t document) try {
  Transaction transaction(database_);
  std::optional<Job> job = FindJob(database_, document);
  if (!job) return labintake::Fail(ErrorCode::kArgument, "There is no job of this document.");
  return *std::move(job);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteJobQueue::Retry(std::int64_t document) try {
  Transaction transaction(database_, kWrite);
  if (!RequeueJob(database_, document, Now())) return NotPossible(FindJob(database_, document), "queued again");
  transaction.commit();
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteJobQueue::Cancel(std::int64_t document) try {
  Transaction transaction(database_, kWrite);
  if (!CancelJob(database_, document, Now())) return NotPossible(FindJob(database_, document), "cancelled");
  transaction.commit();
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::unique_ptr<JobQueue>> OpenJobQueue(const std::string& path, OpenMode mode, JobQueueOptions options) {
  return SqliteJobQueue::Open(path, mode, std::move(options));
}

}  // namespace labintake::db
