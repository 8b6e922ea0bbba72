#include "pipeline/commands/jobs_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/with_store.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db, state, format = "table";
  std::optional<std::string> client;
  std::vector<std::int64_t> documents;
  int limit = 1000;
  bool all_failed = false;
};
using OptionsPtr = std::shared_ptr<Options>;

template <typename Work>
int WithQueue(const Options& options, Work work) {
  auto queue = db::OpenJobQueue(options.db, db::OpenMode::kExisting, {});
  return queue ? FlushResults(work(**queue)) : Complain(queue.error());
}

std::string UtcOfMs(std::int64_t ms) { return ms == 0 ? "" : db::UtcText(ms / 1000); }

OrderedJson ToJson(const db::Job& job) {
  OrderedJson error = nullptr;
  if (job.last_error) {
    error = {{"class", ToString(job.last_error->error_class)},
             {"code", job.last_error->code},
             {"message", job.last_error->message}};
  }
  const auto text = [](const std::string& value) { return value.empty() ? OrderedJson(nullptr) : OrderedJson(value); };
  return {{"document", job.document},
          {"client", job.client},
          {"state", ToString(job.state)},
          {"priority", ToString(job.priority)},
          {"lane", ToString(job.lane)},
          {"attempts", job.attempts},
          {"losses", job.losses},
          {"owner", text(job.owner)},
          {"lease_until", text(UtcOfMs(job.state == db::JobState::kRunning ? job.lease_until_ms : 0))},
          {"next_run", text(UtcOfMs(job.state == db::JobState::kRetry ? job.next_run_ms : 0))},
          {"error", std::move(error)},
          {"queued_at", text(job.queued_at)},
          {"started_at", text(job.started_at)},
          {"finished_at", text(job.finished_at)}};
}

std::string TableLine(const db::Job& job, const std::string& now) {
  std::string line = fmt::format("{:>9}  {:<9}  {:<7}  {:<7}  {:>8}  {:>8}  {:<12}", job.document, ToString(job.state),
                                 ToString(job.priority), ToString(job.lane), job.attempts, Age(job.queued_at, now),
                                 Printable(job.client));
  if (job.last_error) line += fmt::format("  {}", ToString(job.last_error->error_class));
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

int List(const Options& options) {
  return WithQueue(options, [&](db::JobQueue& queue) {
    // One more than is shown, to know whether there are more.
    const auto jobs = queue.List({db::ParseJobState(options.state), options.client, options.limit + 1});
    if (!jobs) return Complain(jobs.error());
    const std::size_t shown = std::min(jobs->size(), static_cast<std::size_t>(options.limit));
    const std::string now = db::UtcNow();
    OrderedJson list = OrderedJson::array();
    if (options.format == "table" && shown > 0) {
      std::cout << " document  state      priority lane     attempts    queued  client\n";
    }
    for (std::size_t i = 0; i < shown; ++i) {
      const db::Job& job = (*jobs)[i];
      if (options.format == "json") list.push_back(ToJson(job));
      if (options.format == "jsonl") std::cout << Dump(ToJson(job)) << '\n';
      if (options.format == "table") std::cout << TableLine(job, now) << '\n';
    }
    if (options.format == "json") std::cout << Dump(list) << '\n';
    std::cerr << Count(shown, "job", "jobs") << (shown < jobs->size() ? "; there are more, see --limit" : "") << '\n';
    return kDone;
  });
}

void PrintJob(const db::Job& job) {
  const auto line = [](const char* name, const std::string& value) {
    if (!value.empty()) std::cout << fmt::format("{:<12}{}\n", name, Printable(value));
  };
  line("document", std::to_string(job.document));
  line("client", job.client);
  line("state", ToString(job.state));
  line("priority", ToString(job.priority));
  line("lane", ToString(job.lane));
  line("attempts", std::to_string(job.attempts));
  line("losses", std::to_string(job.losses));
  line("queued", job.queued_at);
  line("started", job.started_at);
  line("finished", job.finished_at);
  if (job.state == db::JobState::kRunning) line("worker", job.owner + ", until " + UtcOfMs(job.lease_until_ms));
  if (job.state == db::JobState::kRetry) line("next run", UtcOfMs(job.next_run_ms));
  if (job.last_error) {
    line("error", fmt::format("{}: {}", ToString(job.last_error->error_class), job.last_error->message));
  }
}

int Show(const Options& options) {
  return WithQueue(options, [&](db::JobQueue& queue) {
    const auto job = queue.Get(options.documents.front());
    if (!job) return Complain(job.error());
    if (options.format == "json") {
      std::cout << Dump(ToJson(*job)) << '\n';
    } else {
      PrintJob(*job);
    }
    return kDone;
  });
}

// Every one of them, whatever happens to the others.
int Change(const Options& options, const char* done, Result<void> (db::JobQueue::*change)(std::int64_t)) {
  return WithQueue(options, [&](db::JobQueue& queue) {
    std::size_t changed = 0;
    for (const std::int64_t document : options.documents) {
      const Result<void> result = (queue.*change)(document);
      if (result) {
        ++changed;
        continue;
      }
      if (result.error().code == ErrorCode::kStore) return Complain(result.error());
      std::cerr << fmt::format("labintake: document {}: {}\n", document, result.error().message);
    }
    std::cerr << fmt::format("{} {}\n", Count(changed, "job", "jobs"), done);
    return changed == options.documents.size() ? kDone : kIncomplete;
  });
}

int Retry(const Options& options) {
  if (options.all_failed != options.documents.empty()) {
    return Complain({ErrorCode::kArgument, "Name documents, or say --all-failed."});
  }
  if (!options.all_failed) return Change(options, "queued again", &db::JobQueue::Retry);
  Options failed = options;
  const int code = WithQueue(options, [&](db::JobQueue& queue) {
    const auto jobs = queue.List({db::JobState::kFailed, std::nullopt, std::numeric_limits<int>::max()});
    if (!jobs) return Complain(jobs.error());
    for (const db::Job& job : *jobs) failed.documents.push_back(job.document);
    return kDone;
  });
  return code == kDone ? Change(failed, "queued again", &db::JobQueue::Retry) : code;
}

int Cancel(const Options& options) { return Change(options, "cancelled", &db::JobQueue::Cancel); }

constexpr const char* kHelp =
    "A job is what the service does about a document; both have the same number. States: queued, running, retry "
    "(failed, "
    "waits\n"
    "for another attempt), done, failed (given up; a review item says why), cancelled.\n\n"
    "Examples:\n"
    "  labintake jobs list --db lab.db --state failed\n"
    "  labintake jobs show 4711 --db lab.db\n"
    "  labintake jobs retry 4711 4712 --db lab.db\n"
    "  labintake jobs retry --all-failed --db lab.db\n"
    "  labintake jobs cancel 4713 --db lab.db\n\n"
    "Exit codes: 0 done; 1 bad arguments or no such job; 2 some jobs could not be changed (each is named; the others "
    "are), or\n"
    "the output not be written; 4 the database cannot be used.";

CLI::App* AddCommand(CLI::App& jobs, const char* name, const char* what, int* exit_code, const OptionsPtr& options,
                     int (*work)(const Options&)) {
  CLI::App* command = jobs.add_subcommand(name, what);
  command->add_option("--db", options->db, "The database")->required();
  command->footer(kHelp);
  command->callback([=] { *exit_code = work(*options); });
  return command;
}

CLI::Option* AddDocuments(CLI::App* command, const OptionsPtr& options) {
  return command->add_option("ID", options->documents, "The documents' ids");
}

}  // namespace

void AddJobsCommand(CLI::App& app, int* exit_code) {
  CLI::App* jobs = app.add_subcommand("jobs", "What the service does about each document: list, show, retry, cancel");
  jobs->require_subcommand(1);
  jobs->footer(kHelp);

  auto options = std::make_shared<Options>();
  CLI::App* list = AddCommand(*jobs, "list", "List jobs, the oldest documents first", exit_code, options, List);
  list->add_option("--state", options->state, "Only jobs in this state")
      ->check(CLI::IsMember({"queued", "running", "retry", "done", "failed", "cancelled"}));
  list->add_option("--client", options->client, "Only this client's documents (\"\" for documents without a client)");
  list->add_option("--limit", options->limit, "At most so many (default 1000)")->check(CLI::Range(1, 10'000'000));
  list->add_option("--format", options->format, "table, json or jsonl (default table)")
      ->check(CLI::IsMember({"table", "json", "jsonl"}));

  options = std::make_shared<Options>();
  CLI::App* show = AddCommand(*jobs, "show", "Show one job with everything that is known", exit_code, options, Show);
  AddDocuments(show, options)->required()->expected(1);
  show->add_option("--format", options->format, "table or json (default table)")
      ->check(CLI::IsMember({"table", "json"}));

  options = std::make_shared<Options>();
  CLI::App* retry =
      AddCommand(*jobs, "retry", "Queue jobs again that failed, were cancelled or wait", exit_code, options, Retry);
  AddDocuments(retry, options);
  retry->add_flag("--all-failed", options->all_failed, "All jobs that failed");

  options = std::make_shared<Options>();
  CLI::App* cancel = AddCommand(*jobs, "cancel", "End jobs that are not done", exit_code, options, Cancel);
  AddDocuments(cancel, options)->required();
}

}  // namespace labintake::pipeline
