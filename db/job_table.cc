#include "db/job_table.h"

#include <algorithm>

#include "db/utc_time.h"

namespace labintake::db {
namespace {

// Losses that are followed by another attempt at once: the machine went down, or somebody restarted the service.
constexpr int kFreeLosses = 3;

// The client that is to be served next among those with a ready job of this kind, found client by client through the
// index jobs_ready: the number of jobs does not matter.
constexpr const char* kNextClient =
    "WITH RECURSIVE ready (client) AS ("
    " SELECT min(client_id) FROM jobs WHERE state = 'queued' AND urgent = ?1 AND lane = ?2"
    " UNION ALL SELECT (SELECT min(client_id) FROM jobs WHERE state = 'queued' AND urgent = ?1 AND lane = ?2"
    "  AND client_id > ready.client) FROM ready WHERE ready.client IS NOT NULL)"
    "SELECT client FROM ready LEFT JOIN job_turns t ON t.client_id = client WHERE client IS NOT NULL"
    " ORDER BY ifnull(t.turn, 0), client LIMIT 1";

}  // namespace

std::string JobTable::Now() const { return UtcText(now_ms_ / 1000); }

void JobTable::Add(std::int64_t document, std::int64_t client_id, Priority priority) {
  SQLite::Statement insert(database_,
                           "INSERT INTO jobs (document_id, client_id, state, urgent, lane, queued_at)"
                           " VALUES (?,?,'queued',?,'digital',?)");
  Binder(insert) << document << client_id << (priority == Priority::kUrgent) << Now();
  insert.exec();
}

void JobTable::CameAgain(std::int64_t document, Priority priority) {
  SQLite::Statement hurry(database_,
                          "UPDATE jobs SET urgent = max(urgent, ?) WHERE document_id = ? AND state IN ('queued',"
                          " 'retry', 'cancelled')");
  Binder(hurry) << (priority == Priority::kUrgent) << document;
  hurry.exec();
  SQLite::Statement again(database_,
                          "UPDATE jobs SET state = 'queued', queued_at = ?, finished_at = '', attempts = 0, losses = 0"
                          " WHERE document_id = ? AND state = 'cancelled'");
  Binder(again) << Now() << document;
  again.exec();
}

std::optional<ClaimedJob> JobTable::ClaimNext(Priority priority, Lane lane) {
  const bool urgent = priority == Priority::kUrgent;
  SQLite::Statement next(database_, kNextClient);
  Binder(next) << urgent << ToString(lane);
  if (!next.executeStep()) return std::nullopt;
  const std::int64_t client_id = RowReader(next).Int64();

  SQLite::Statement claim(
      database_,
      "UPDATE jobs SET state = 'running', owner = ?, fence = fence + 1, lease_until = ?, started_at = ?"
      " WHERE document_id = (SELECT document_id FROM jobs WHERE state = 'queued' AND urgent = ? AND lane = ?"
      "  AND client_id = ? ORDER BY document_id LIMIT 1)"
      " RETURNING document_id, fence, attempts + 1, (SELECT sha256 FROM documents d WHERE d.id = document_id),"
      " (SELECT name FROM clients c WHERE c.id = client_id)");
  Binder(claim) << options_.owner << now_ms_ + options_.lease_ms << Now() << urgent << ToString(lane) << client_id;
  ClaimedJob job;
  // To its end, so that the statement's change is complete.
  while (claim.executeStep()) {
    RowReader r(claim);
    job.lease.document = r.Int64();
    job.lease.fence = r.Int64();
    job.attempt = r.Int();
    job.sha256 = r.Text();
    job.client = r.Text();
  }
  job.priority = priority;
  job.lane = lane;

  SQLite::Statement turn(database_,
                         "INSERT INTO job_turns (client_id, turn) VALUES (?, (SELECT ifnull(max(turn), 0) + 1 FROM"
                         " job_turns)) ON CONFLICT (client_id) DO UPDATE SET turn = excluded.turn");
  Binder(turn) << client_id;
  turn.exec();
  return job;
}

std::vector<std::int64_t> JobTable::Renew() {
  SQLite::Statement renew(
      database_, "UPDATE jobs SET lease_until = ? WHERE state = 'running' AND owner = ? RETURNING document_id");
  Binder(renew) << now_ms_ + options_.lease_ms << options_.owner;
  std::vector<std::int64_t> held;
  while (renew.executeStep()) held.push_back(RowReader(renew).Int64());
  std::sort(held.begin(), held.end());
  return held;
}

bool JobTable::Holds(const Lease& lease) {
  SQLite::Statement find(database_,
                         "SELECT 1 FROM jobs WHERE document_id = ? AND fence = ? AND state = 'running' AND owner = ?");
  Binder(find) << lease.document << lease.fence << options_.owner;
  return find.executeStep();
}

void JobTable::End(const Lease& lease, JobState state) {
  SQLite::Statement end(
      database_, "UPDATE jobs SET state = ?, owner = '', lease_until = 0, finished_at = ? WHERE document_id = ?");
  Binder(end) << ToString(state) << Now() << lease.document;
  end.exec();
}

FailedJob JobTable::CountFailure(const Lease& lease, const JobError& error) {
  Remember(lease.document, error);
  const bool counts = !IsOfTheMachine(error.error_class);
  SQLite::Statement count(database_, "UPDATE jobs SET attempts = attempts + ? WHERE document_id = ?");
  Binder(count) << counts << lease.document;
  count.exec();
  SQLite::Statement read(database_, "SELECT attempts FROM jobs WHERE document_id = ?");
  Binder(read) << lease.document;
  read.executeStep();
  const int attempts = RowReader(read).Int();
  if (IsPermanent(error.error_class) || (counts && attempts >= options_.retry.attempts)) {
    return {LeaseOutcome::kHeld, JobState::kFailed, 0};
  }
  const std::int64_t delay_ms = DelayMs(std::max(attempts, 1));
  RetryLater(lease.document, delay_ms);
  return {LeaseOutcome::kHeld, JobState::kRetry, delay_ms};
}

void JobTable::GiveBack(const Lease& lease, Lane lane) {
  SQLite::Statement back(
      database_, "UPDATE jobs SET state = 'queued', owner = '', lease_until = 0, lane = ? WHERE document_id = ?");
  Binder(back) << ToString(lane) << lease.document;
  back.exec();
}

// From half of the doubled delay to all of it.
std::int64_t JobTable::DelayMs(int attempt) const {
  const RetryPolicy& policy = options_.retry;
  std::int64_t delay = policy.first_delay_ms;
  for (int i = 1; i < attempt && delay < policy.longest_delay_ms; ++i) delay *= 2;
  delay = std::min(delay, policy.longest_delay_ms);
  return delay / 2 + static_cast<std::int64_t>(static_cast<double>(delay - delay / 2) * options_.random());
}

void JobTable::RetryLater(std::int64_t document, std::int64_t delay_ms) {
  SQLite::Statement retry(
      database_, "UPDATE jobs SET state = 'retry', owner = '', lease_until = 0, next_run = ? WHERE document_id = ?");
  Binder(retry) << now_ms_ + delay_ms << document;
  retry.exec();
}

void JobTable::Remember(std::int64_t document, const JobError& error) {
  SQLite::Statement remember(database_,
                             "UPDATE jobs SET error_class = ?, error_code = ?, error = ? WHERE document_id = ?");
  Binder(remember) << ToString(error.error_class) << error.code << error.message << document;
  remember.exec();
}

int JobTable::QueueDue() {
  // No delay is longer than the longest: one that seems so was made before the clock was turned back.
  SQLite::Statement due(database_,
                        "UPDATE jobs SET state = 'queued' WHERE state = 'retry' AND (next_run <= ? OR next_run > ?)");
  Binder(due) << now_ms_ << now_ms_ + options_.retry.longest_delay_ms;
  return due.exec();
}

std::vector<JobTable::Expired> JobTable::FindExpired() {
  // As for QueueDue(): the second condition is for a clock that was turned back.
  SQLite::Statement find(database_,
                         "SELECT document_id, fence, losses + 1 FROM jobs WHERE state = 'running' AND owner <> ? AND"
                         " (lease_until <= ? OR lease_until > ?)");
  Binder(find) << options_.owner << now_ms_ << now_ms_ + 2 * options_.lease_ms;
  std::vector<Expired> expired;
  while (find.executeStep()) {
    RowReader r(find);
    expired.push_back({{r.Int64(), r.Int64()}, r.Int()});
  }
  return expired;
}

void JobTable::CountLoss(const Expired& expired, const JobError& error) {
  Remember(expired.lease.document, error);
  SQLite::Statement count(database_, "UPDATE jobs SET losses = ? WHERE document_id = ?");
  Binder(count) << expired.losses << expired.lease.document;
  count.exec();
  RetryLater(expired.lease.document, expired.losses <= kFreeLosses ? 0 : DelayMs(expired.losses - kFreeLosses));
}

std::optional<std::int64_t> JobTable::NextTime() {
  SQLite::Statement next(database_,
                         "SELECT min(t) FROM (SELECT min(next_run) AS t FROM jobs WHERE state = 'retry' UNION ALL"
                         " SELECT min(lease_until) FROM jobs WHERE state = 'running' AND owner <> ?)");
  Binder(next) << options_.owner;
  next.executeStep();
  return RowReader(next).OptionalInt64();
}

}  // namespace labintake::db
