#include "db/upkeep/status.h"

#include <SQLiteCpp/Transaction.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <utility>

#include "db/job_overview.h"
#include "db/review_item.h"
#include "db/sqlite_connection.h"
#include "db/utc_time.h"

namespace labintake::db {
namespace {

constexpr int kReports = 5000, kFewestPatients = 5;
constexpr std::size_t kMostErrors = 10;
constexpr std::int64_t kHour = 3600;

std::int64_t SizeOf(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 ? info.st_size : 0;
}

class StatusReader {
 public:
  StatusReader(SQLite::Database& database, const std::string& now)
      : database_(database), now_(now), now_seconds_(UtcSeconds(now).value_or(0)) {}

  Status Read() {
    Status status;
    status.at = now_;
    status.documents = database_.execAndGet("SELECT count(*) FROM documents").getInt64();
    status.jobs = CountJobs(database_);
    if (const auto since = UtcSeconds(status.jobs.oldest_waiting)) {
      status.oldest_waiting_seconds = std::max<std::int64_t>(now_seconds_ - *since, 0);
    }
    status.last_hour = EndedSince(now_seconds_ - kHour);
    status.last_day = EndedSince(now_seconds_ - 24 * kHour);
    status.open_items = OpenItems();
    status.labs = Labs();
    status.workers = Workers();
    status.errors = Errors();
    return status;
  }

 private:
  // The index is named because SQLite prefers one by state, with which it reads the whole table.
  Ended EndedSince(std::int64_t seconds) {
    SQLite::Statement count(database_,
                            "SELECT coalesce(sum(state = 'done'), 0), coalesce(sum(state = 'failed'), 0) FROM jobs"
                            " INDEXED BY jobs_ended WHERE finished_at <> '' AND finished_at >= ?");
    Binder(count) << UtcText(seconds);
    count.executeStep();
    RowReader r(count);
    Ended ended;
    ended.done = r.Int64();
    ended.failed = r.Int64();
    return ended;
  }

  std::map<std::string, std::int64_t> OpenItems() {
    std::map<std::string, std::int64_t> items;
    for (const ItemKind kind : {ItemKind::kRow, ItemKind::kUnreadLine, ItemKind::kDocument, ItemKind::kName}) {
      items[ToString(kind)] = 0;
    }
    SQLite::Statement count(
        database_, "SELECT kind, count(*) FROM review_items INDEXED BY items_open WHERE state = 'open' GROUP BY kind");
    while (count.executeStep()) {
      RowReader r(count);
      const std::string kind = r.Text();
      items[kind] = r.Int64();
    }
    return items;
  }

  std::vector<LabRate> Labs() {
    SQLite::Statement count(
        database_,
        "SELECT p.lab, count(*), sum(NOT EXISTS (SELECT 1 FROM review_items i WHERE i.document_id = r.document_id"
        "   AND i.report = p.number AND i.state <> 'withdrawn' AND i.kind <> 'name' AND i.subject <> 'audit')),"
        " count(DISTINCT p.patient_name || char(10) || p.patient_id || char(10) || p.birth_date)"
        " FROM reports p JOIN runs r ON r.id = p.run_id AND r.is_current = 1"
        " WHERE p.id > (SELECT max(id) FROM reports) - ? GROUP BY p.lab ORDER BY 2 DESC, 1");
    Binder(count) << kReports;
    std::vector<LabRate> labs;
    LabRate others;
    while (count.executeStep()) {
      RowReader r(count);
      LabRate rate;
      rate.lab = r.Text();
      rate.reports = r.Int64();
      rate.straight_through = r.Int64();
      if (!rate.lab.empty() && r.Int64() >= kFewestPatients) {
        labs.push_back(std::move(rate));
      } else {
        others.reports += rate.reports;
        others.straight_through += rate.straight_through;
      }
    }
    if (others.reports > 0) labs.push_back(others);
    return labs;
  }

  std::vector<BusyWorker> Workers() {
    SQLite::Statement find(database_,
                           "SELECT owner, count(*), min(started_at), max(lease_until) FROM jobs"
                           " WHERE state = 'running' GROUP BY owner ORDER BY owner");
    std::vector<BusyWorker> workers;
    while (find.executeStep()) {
      RowReader r(find);
      BusyWorker& worker = workers.emplace_back();
      worker.owner = r.Text();
      worker.jobs = r.Int64();
      worker.since = r.Text();
      worker.overdue = r.Int64() < now_seconds_ * 1000;
    }
    return workers;
  }

  // When it failed; what waits for another attempt has no end yet.
  static const std::string& TimeOf(const Job& job) {
    return job.state == JobState::kFailed ? job.finished_at : job.started_at;
  }

  std::vector<Job> Errors() {
    std::vector<Job> errors = LatestErrors(database_, static_cast<int>(kMostErrors));
    std::stable_sort(errors.begin(), errors.end(), [](const Job& a, const Job& b) { return TimeOf(a) > TimeOf(b); });
    if (errors.size() > kMostErrors) errors.resize(kMostErrors);
    return errors;
  }

  SQLite::Database& database_;
  const std::string now_;
  const std::int64_t now_seconds_;
};

}  // namespace

Result<Status> ReadStatus(const std::string& path, const std::string& now) try {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  SQLite::Transaction transaction(*database);
  Status status = StatusReader(*database, now).Read();
  status.database_bytes = SizeOf(path);
  status.wal_bytes = SizeOf(path + "-wal");
  struct statvfs disk {};
  if (statvfs(path.c_str(), &disk) == 0) {
    status.disk_free_bytes = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  }
  return status;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

}  // namespace labintake::db
