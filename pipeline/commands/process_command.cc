#include "pipeline/commands/process_command.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/store_sink.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/document_memory.h"
#include "pipeline/document_run.h"
#include "pipeline/file_list.h"
#include "pipeline/output/result_writer.h"
#include "pipeline/output/summary.h"
#include "pipeline/process.h"
#include "pipeline/progress.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  std::vector<std::string> paths;
  std::string format = "table";
  std::string db;
  std::string client;
  std::uint64_t stage_cache_mib = kStageCacheMib;
  bool resume = false;
  int jobs = 0;  // 0: one a core
  bool fail_on_review = false;
  bool quiet = false;
  FileLimits limits;
  RoutingOptions routing;
};

const std::map<std::string, OutputFormat> kFormats = {{"table", OutputFormat::kTable},
                                                      {"json", OutputFormat::kJson},
                                                      {"jsonl", OutputFormat::kJsonLines},
                                                      {"csv", OutputFormat::kCsv}};

std::vector<std::string> FormatNames() {
  std::vector<std::string> names;
  for (const auto& [name, format] : kFormats) names.push_back(name);
  return names;
}

OutputOptions OutputOptionsFor(const FileList& list) {
  OutputOptions options;
  options.list = list.from_folder || list.files.size() != 1;
  options.color = ColorOnStdout();
  if (isatty(STDOUT_FILENO) == 1) {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) options.columns = size.ws_col;
  }
  return options;
}

// One run of the command.
class ProcessRun {
 public:
  explicit ProcessRun(const Arguments& arguments)
      : arguments_(arguments),
        list_(ListFiles(arguments.paths)),
        writer_(MakeResultWriter(kFormats.at(arguments.format), OutputOptionsFor(list_),
                                 [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); })) {}

  int Run() {
    if (!arguments_.db.empty()) {
      Result<StoreSink> store = StoreSink::Open(arguments_.db, arguments_.client, &arguments_.limits.process);
      if (!store) {
        Say(fmt::format("{}: {}", arguments_.db, store.error().message));
        return kExitConfiguration;
      }
      store_ = std::move(*store);
      arguments_.limits.process.tell_text_layers = true;
      memory_.emplace(db::StageCache(db::StagesFolder(arguments_.db), arguments_.stage_cache_mib << 20),
                      arguments_.limits.process, HashOfBytes(arguments_.limits.process.max_bytes));
    }
    for (const std::string& folder : list_.unreadable) {
      Say(fmt::format("{}: the folder cannot be read; check its permissions", folder));
      ++failed_;
    }
    if (arguments_.resume) {
      if (Result<void> passed = PassOver(); !passed) {
        Say(fmt::format("{}: {}", arguments_.db, passed.error().message));
        return kExitConfiguration;
      }
    }
    writer_->Begin();
    const RunEnd end = list_.files.empty() ? RunEnd::kAll : RunPool();
    writer_->End();
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (!written) Say("the output could not be written; check the space on the disk and run again");
    Summarise(end);
    if (end == RunEnd::kInterrupted) return kExitInterrupted;
    if (end == RunEnd::kStopped) return kExitConfiguration;
    if (failed_ > 0 || !written) return kExitFailed;
    if (arguments_.fail_on_review && tally_.AnythingWaits()) return kExitReview;
    return kExitDone;
  }

 private:
  // What an earlier run has stored is not done again.
  Result<void> PassOver() {
    Progress looked(list_.files.size(), !arguments_.quiet);
    std::vector<std::string> left;
    for (std::string& path : list_.files) {
      const Result<bool> done = store_->IsDone(path);
      if (!done) return tl::unexpected<Error>(done.error());
      if (*done) {
        ++passed_;
      } else {
        left.push_back(std::move(path));
      }
      looked.Show(passed_ + left.size());
    }
    list_.files = std::move(left);
    return {};
  }

  RunEnd RunPool() {
    Progress progress(list_.files.size(), !arguments_.quiet);
    WorkerPoolOptions options = PoolOptions(arguments_.limits, arguments_.jobs > 0 ? arguments_.jobs : UsableCores());
    options.on_tick = [&](const RunProgress& p) { progress.Show(p.tasks, tally_.rows, p.parts); };
    if (memory_) options.memory = &*memory_;
    return RunDocuments(list_.files, arguments_.limits.process, options, [&](std::size_t i, Result<Document> document) {
      progress.Erase();
      return Receive({list_.files[i], std::move(document)});
    });
  }

  // False when going on makes no sense.
  bool Receive(const FileResult& result) {
    ++done_;
    writer_->Add(result);
    if (!result.document) return Failed(result.path, result.document.error());
    Tally tally = TallyOf(*result.document);
    if (store_) {
      const Result<db::StoredDocument> stored = store_->Put(*result.document);
      if (!stored) return Failed(result.path, stored.error());
      if (stored->patient_differs) {
        tally.waiting = std::max<std::size_t>(tally.waiting, 1);
        Say(fmt::format("{}: earlier reports of this client name another patient; a person must decide", result.path));
      }
      if (stored->history_breaks > 0) {
        const auto rows = static_cast<std::size_t>(stored->history_breaks);
        tally.review += rows;
        Say(fmt::format("{}: {} changed beyond belief against this client's earlier results; a person must decide",
                        result.path, Count(rows, "row", "rows")));
      }
    }
    tally_.Add(tally);
    if (tally.AnythingWaits()) ++waiting_files_;
    // A page that could not be read says so itself.
    if (tally.rows == 0 && tally.unread == 0 && tally.waiting == 0) {
      Say(
          fmt::format("{}: no results were found; check that it is a laboratory report, and look at it with "
                      "'labintake explain'",
                      result.path));
    }
    return true;
  }

  bool Failed(const std::string& path, const Error& error) {
    ++failed_;
    Say(fmt::format("{}: {}", path, error.message));
    return error.code != ErrorCode::kConfiguration && error.code != ErrorCode::kStore;
  }

  void Summarise(RunEnd end) const {
    const std::size_t total = passed_ + list_.files.size();
    if (end != RunEnd::kAll) {
      // What made it stop is not done.
      const bool stopped = end == RunEnd::kStopped;
      Say(fmt::format("{}; {} of {} done{}", stopped ? "stopped" : "interrupted", passed_ + done_ - stopped,
                      Count(total, "file", "files"),
                      store_ ? "; the same command with --resume goes on from there" : ""));
    }
    if (passed_ > 0) {
      Say(fmt::format("{} passed over",
                      Count(passed_, "file whose results are stored was", "files whose results are stored were")));
    }
    if (list_.skipped > 0) {
      Say(fmt::format("{} skipped", Count(list_.skipped, "file that is no PDF or picture was",
                                          "files that are no PDF or picture were")));
    }
    if (total == 0 && failed_ == 0) Say("there is no PDF or picture in what was named; nothing was done");
    if (failed_ > 0) Say(fmt::format("{} could not be processed", Count(failed_, "file", "files")));
    if (arguments_.quiet || !tally_.AnythingWaits()) return;
    std::string what = fmt::format("{} of {}", tally_.review, Count(tally_.rows, "row", "rows"));
    if (tally_.unread > 0) what += ", " + Count(tally_.unread, "unread line", "unread lines");
    if (tally_.waiting > 0) what += ", " + Count(tally_.waiting, "report as a whole", "reports as a whole");
    Say(fmt::format("for review: {}; in {}", what, Count(waiting_files_, "file", "files")));
  }

  Arguments arguments_;
  FileList list_;
  std::unique_ptr<ResultWriter> writer_;
  std::optional<StoreSink> store_;
  std::optional<DocumentMemory> memory_;
  Tally tally_;
  std::size_t passed_ = 0, done_ = 0, failed_ = 0, waiting_files_ = 0;
};

}  // namespace

void AddProcessCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("process", "Read laboratory reports and print their results");
  command->footer(kExitCodesHelp);
  command->add_option("paths", arguments->paths, "Files, and folders with files")->required()->type_name("PATH");
  command->add_option("--format", arguments->format, "table, json, jsonl (one line a report) or csv")
      ->check(CLI::IsMember(FormatNames()))
      ->capture_default_str()
      ->type_name("FORMAT");
  CLI::Option* db =
      command->add_option("--db", arguments->db, "Also store the documents in this database")->type_name("FILE");
  command->add_option("--client", arguments->client, "Whose documents they are, for the database")
      ->needs(db)
      ->type_name("ID");
  AddStageCacheOption(*command, &arguments->stage_cache_mib)->needs(db);
  command
      ->add_flag("--resume", arguments->resume,
                 "Pass over files whose results the database has, read with the same options")
      ->needs(db);
  command->add_option("--jobs,-j", arguments->jobs, "Files and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  AddRoutingOptions(*command, &arguments->routing);
  command->add_flag("--fail-on-review", arguments->fail_on_review, "Exit code 3 when something waits for review");
  command->add_flag("--quiet,-q", arguments->quiet, "No progress and no count of what waits; failures are still named");
  AddLimitOptions(*command, &arguments->limits);
  AddFormatOptions(*command, &arguments->limits);
  AddScanOptions(*command, &arguments->limits.process.scan);
  command->callback([arguments, exit_code] {
    HardenProcess();
    if (auto ready = PrepareScanOptions(arguments->limits.process.scan); !ready) {
      Say(ready.error().message);
      *exit_code = kExitArguments;
      return;
    }
    if (auto ready = PrepareSandbox(arguments->limits.require_sandbox); !ready) {
      Say(ready.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    Result<Routing> routing = LoadRouting(arguments->routing);
    if (!routing) {
      Say(routing.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    arguments->limits.process.routing = *std::move(routing);
    if (auto loaded = LoadFormats(&arguments->limits); !loaded) {
      Say(loaded.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    *exit_code = ProcessRun(*arguments).Run();
  });
}

}  // namespace labintake::pipeline
