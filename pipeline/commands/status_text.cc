#include "pipeline/commands/status_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "pipeline/cli.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/size_text.h"

namespace labintake::pipeline {
namespace {

using db::JobState;

constexpr JobState kStates[] = {JobState::kQueued, JobState::kRunning, JobState::kRetry,
                                JobState::kDone,   JobState::kFailed,  JobState::kCancelled};

std::string LabName(const db::LabRate& rate) { return rate.lab.empty() ? "(others)" : Printable(rate.lab); }

double Percent(const db::LabRate& rate) {
  return 100.0 * static_cast<double>(rate.straight_through) /
         static_cast<double>(std::max<std::int64_t>(rate.reports, 1));
}

db::LabRate AllLabs(const db::Status& status) {
  db::LabRate all;
  for (const db::LabRate& rate : status.labs) {
    all.reports += rate.reports;
    all.straight_through += rate.straight_through;
  }
  return all;
}

std::string ErrorLine(const db::Job& job) {
  std::string line = fmt::format("  document {}: {} after {}", job.document, ToString(job.state),
                                 Count(static_cast<std::size_t>(job.attempts), "attempt", "attempts"));
  if (job.last_error) {
    line += fmt::format(", {}: {}", ToString(job.last_error->error_class), Printable(job.last_error->message));
  }
  return line + "\n";
}

OrderedJson ToJson(const db::Job& job) {
  OrderedJson json = {{"document", job.document}, {"state", ToString(job.state)}, {"attempts", job.attempts}};
  json["class"] = job.last_error ? OrderedJson(ToString(job.last_error->error_class)) : OrderedJson(nullptr);
  json["message"] = job.last_error ? OrderedJson(job.last_error->message) : OrderedJson(nullptr);
  json["started_at"] = job.started_at;
  return json;
}

// One metric with its lines. Every metric here is a gauge: each is a state of the database, none only grows.
class Metric {
 public:
  Metric(std::string& out, std::string_view name, std::string_view help) : out_(out), name_(name) {
    out_ += fmt::format("# HELP labintake_{} {}\n# TYPE labintake_{} gauge\n", name, help, name);
  }
  Metric& Add(std::int64_t value) {
    out_ += fmt::format("labintake_{} {}\n", name_, value);
    return *this;
  }
  Metric& Add(std::string_view label, std::string_view text, std::int64_t value) {
    out_ += fmt::format("labintake_{}{{{}=\"{}\"}} {}\n", name_, label, Escaped(text), value);
    return *this;
  }

 private:
  static std::string Escaped(std::string_view text) {
    std::string escaped;
    for (const char c : Printable(text)) {
      if (c == '\\' || c == '"') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }

  std::string& out_;
  const std::string_view name_;
};

}  // namespace

std::string StatusToText(const db::Status& s) {
  std::string jobs, items;
  for (const JobState state : kStates)
    jobs += fmt::format("{}{} {}", jobs.empty() ? "" : ", ", s.jobs[state], ToString(state));
  for (const auto& [kind, count] : s.open_items)
    items += fmt::format("{}{} {}", items.empty() ? "" : ", ", count, kind);
  std::string text = fmt::format("documents         {}\njobs              {}\n", s.documents, jobs);
  if (!s.jobs.oldest_waiting.empty()) {
    text += fmt::format("oldest waiting    {} (since {})\n", Age(s.jobs.oldest_waiting, s.at), s.jobs.oldest_waiting);
  }
  text += fmt::format("last hour         {} done, {} failed\n", s.last_hour.done, s.last_hour.failed);
  text += fmt::format("last day          {} done, {} failed\n", s.last_day.done, s.last_day.failed);
  text += fmt::format("wait for people   {}\n", items);
  text += fmt::format("disk              {} free, database {}, write-ahead log {}\n", SizeText(s.disk_free_bytes),
                      SizeText(s.database_bytes), SizeText(s.wal_bytes));
  const db::LabRate all = AllLabs(s);
  if (all.reports > 0) {
    text += fmt::format("straight through  {:.1f} % of the latest {} reports\n", Percent(all), all.reports);
    for (const db::LabRate& rate : s.labs) {
      text += fmt::format("  {:5.1f} % of {:5}  {}\n", Percent(rate), rate.reports, LabName(rate));
    }
  }
  if (!s.workers.empty()) text += "workers\n";
  for (const db::BusyWorker& worker : s.workers) {
    text += fmt::format("  {}: {} since {}{}\n", Printable(worker.owner),
                        Count(static_cast<std::size_t>(worker.jobs), "job", "jobs"), worker.since,
                        worker.overdue ? "; has not been heard of since its leases ended" : "");
  }
  if (!s.errors.empty()) text += "latest errors\n";
  for (const db::Job& job : s.errors) text += ErrorLine(job);
  return text;
}

std::string StatusToJson(const db::Status& s) {
  OrderedJson json = {{"at", s.at}, {"documents", s.documents}};
  for (const JobState state : kStates) json["jobs"][ToString(state)] = s.jobs[state];
  json["oldest_waiting_at"] = s.jobs.oldest_waiting.empty() ? OrderedJson(nullptr) : OrderedJson(s.jobs.oldest_waiting);
  json["oldest_waiting_seconds"] = s.oldest_waiting_seconds;
  json["last_hour"] = {{"done", s.last_hour.done}, {"failed", s.last_hour.failed}};
  json["last_day"] = {{"done", s.last_day.done}, {"failed", s.last_day.failed}};
  json["open_items"] = s.open_items;
  json["labs"] = OrderedJson::array();
  for (const db::LabRate& rate : s.labs) {
    json["labs"].push_back({{"lab", rate.lab.empty() ? OrderedJson(nullptr) : OrderedJson(rate.lab)},
                            {"reports", rate.reports},
                            {"straight_through", rate.straight_through}});
  }
  json["workers"] = OrderedJson::array();
  for (const db::BusyWorker& w : s.workers) {
    json["workers"].push_back({{"owner", w.owner}, {"jobs", w.jobs}, {"since", w.since}, {"overdue", w.overdue}});
  }
  json["errors"] = OrderedJson::array();
  for (const db::Job& job : s.errors) json["errors"].push_back(ToJson(job));
  json["database_bytes"] = s.database_bytes;
  json["wal_bytes"] = s.wal_bytes;
  json["disk_free_bytes"] = s.disk_free_bytes;
  return Dump(json) + "\n";
}

std::string StatusToPrometheus(const db::Status& s) {
  std::string out;
  Metric(out, "documents", "Documents in the database.").Add(s.documents);
  Metric jobs(out, "jobs", "Jobs by state.");
  for (const JobState state : kStates) jobs.Add("state", ToString(state), s.jobs[state]);
  Metric(out, "oldest_waiting_seconds", "How long the oldest job waits; 0 when none does.")
      .Add(s.oldest_waiting_seconds);
  Metric(out, "jobs_done", "Jobs done within the last hour and day.")
      .Add("within", "hour", s.last_hour.done)
      .Add("within", "day", s.last_day.done);
  Metric(out, "jobs_failed", "Jobs given up within the last hour and day.")
      .Add("within", "hour", s.last_hour.failed)
      .Add("within", "day", s.last_day.failed);
  Metric items(out, "open_items", "Review items that wait for people, by kind.");
  for (const auto& [kind, count] : s.open_items) items.Add("kind", kind, count);
  Metric reports(out, "reports", "The latest reports by laboratory; lab=\"\" are all others.");
  for (const db::LabRate& rate : s.labs) reports.Add("lab", rate.lab, rate.reports);
  Metric straight(out, "reports_straight_through", "Of these, those about which nobody was asked.");
  for (const db::LabRate& rate : s.labs) straight.Add("lab", rate.lab, rate.straight_through);
  Metric(out, "workers", "Workers that have jobs.").Add(static_cast<std::int64_t>(s.workers.size()));
  Metric(out, "workers_overdue", "Workers whose leases ended and that have not been heard of.")
      .Add(std::count_if(s.workers.begin(), s.workers.end(), [](const db::BusyWorker& w) { return w.overdue; }));
  Metric(out, "database_bytes", "Size of the database file.").Add(s.database_bytes);
  Metric(out, "wal_bytes", "Size of the database's write-ahead log.").Add(s.wal_bytes);
  Metric(out, "disk_free_bytes", "Room on the disk of the database.").Add(s.disk_free_bytes);
  return out;
}

}  // namespace labintake::pipeline
