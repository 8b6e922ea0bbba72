#include "db/job_overview.h"

namespace labintake::db {
namespace {

constexpr const char* kJobColumns =
    "SELECT j.document_id, c.name, j.state, j.urgent, j.lane, j.attempts, j.losses, j.owner, j.lease_until, j.next_run,"
    " j.error_class, j.error_code, j.error, j.queued_at, j.started_at, j.finished_at"
    " FROM jobs j JOIN clients c ON c.id = j.client_id";

Job ReadJob(SQLite::Statement& statement) {
  RowReader r(statement);
  Job job;
  job.document = r.Int64();
  job.client = r.Text();
  job.state = ParseJobState(r.Text()).value_or(JobState::kFailed);
  job.priority = r.Int() != 0 ? Priority::kUrgent : Priority::kNormal;
  job.lane = r.Text() == ToString(Lane::kScan) ? Lane::kScan : Lane::kDigital;
  job.attempts = r.Int();
  job.losses = r.Int();
  job.owner = r.Text();
  job.lease_until_ms = r.Int64();
  job.next_run_ms = r.Int64();
  const std::optional<ErrorClass> error_class = ParseErrorClass(r.Text());
  const std::string code = r.Text();
  const std::string message = r.Text();
  if (error_class) job.last_error = {*error_class, code, message};
  job.queued_at = r.Text();
  job.started_at = r.Text();
  job.finished_at = r.Text();
  return job;
}

}  // namespace

JobCounts CountJobs(SQLite::Database& database) {
  JobCounts counts;
  // Those that are done are by far the most: what is left when the others are counted.
  std::int64_t done = database.execAndGet("SELECT count(*) FROM jobs").getInt64();
  SQLite::Statement count(database, "SELECT count(*), ifnull(min(queued_at), '') FROM jobs WHERE state = ?");
  for (const JobState state :
       {JobState::kQueued, JobState::kRunning, JobState::kRetry, JobState::kFailed, JobState::kCancelled}) {
    Binder(count) << ToString(state);
    count.executeStep();
    RowReader r(count);
    const std::int64_t jobs = r.Int64();
    counts.by_state[static_cast<std::size_t>(state)] = jobs;
    done -= jobs;
    const std::string oldest = r.Text();
    const bool waits = jobs > 0 && (state == JobState::kQueued || state == JobState::kRetry);
    if (waits && (counts.oldest_waiting.empty() || oldest < counts.oldest_waiting)) counts.oldest_waiting = oldest;
  }
  counts.by_state[static_cast<std::size_t>(JobState::kDone)] = done;
  return counts;
}

std::vector<Job> ListJobs(SQLite::Database& database, const JobFilter& filter) {
  std::string sql = std::string(kJobColumns) + " WHERE 1";
  if (filter.state) sql += " AND j.state = ?";
  if (filter.client) sql += " AND c.name = ?";
  SQLite::Statement list(database, sql + " ORDER BY j.document_id LIMIT ?");
  Binder binder(list);
  if (filter.state) binder << ToString(*filter.state);
  if (filter.client) binder << *filter.client;
  binder << filter.most;
  std::vector<Job> jobs;
  while (list.executeStep()) jobs.push_back(ReadJob(list));
  return jobs;
}

std::vector<Job> LatestErrors(SQLite::Database& database, int most) {
  std::vector<Job> jobs;
  for (const char* which : {" WHERE j.state = 'failed' ORDER BY j.finished_at DESC LIMIT ?",
                            " WHERE j.state = 'retry' ORDER BY j.next_run DESC LIMIT ?"}) {
    SQLite::Statement find(database, std::string(kJobColumns) + which);
    Binder(find) << most;
    while (find.executeStep()) jobs.push_back(ReadJob(find));
  }
  return jobs;
}

std::optional<Job> FindJob(SQLite::Database& database, std::int64_t document) {
  SQLite::Statement find(database, std::string(kJobColumns) + " WHERE j.document_id = ?");
  Binder(find) << document;
  if (!find.executeStep()) return std::nullopt;
  return ReadJob(find);
}

bool RequeueJob(SQLite::Database& database, std::int64_t document, const std::string& now) {
  SQLite::Statement queue(database,
                          "UPDATE jobs SET state = 'queued', attempts = 0, losses = 0, queued_at = ?, finished_at = ''"
                          " WHERE document_id = ? AND state IN ('failed', 'cancelled', 'retry')");
  Binder(queue) << now << document;
  return queue.exec() > 0;
}

bool CancelJob(SQLite::Database& database, std::int64_t document, const std::string& now) {
  SQLite::Statement cancel(database,
                           "UPDATE jobs SET state = 'cancelled', owner = '', lease_until = 0, finished_at = ?"
                           " WHERE document_id = ? AND state IN ('queued', 'running', 'retry')");
  Binder(cancel) << now << document;
  return cancel.exec() > 0;
}

}  // namespace labintake::db
