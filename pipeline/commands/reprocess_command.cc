#include "pipeline/commands/reprocess_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "db/blob_batch.h"
#include "db/stage_cache.h"
#include "db/store.h"
#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/document_memory.h"
#include "pipeline/document_run.h"
#include "pipeline/progress.h"
#include "pipeline/reprocess/diff_output.h"
#include "pipeline/reprocess/row_diff.h"
#include "pipeline/routing/text_pattern.h"
#include "pipeline/run_configuration.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  std::string db;
  std::optional<std::int64_t> document;
  std::optional<std::string> client, lab, format;
  bool all = false, dry_run = false, json = false, quiet = false;
  int jobs = 0;  // 0: one a core
  std::uint64_t stage_cache_mib = kStageCacheMib;
  FileLimits limits;
  RoutingOptions routing;

  bool Chooses() const { return document || client || lab || format; }
};

// One run of the command.
class ReprocessRun {
 public:
  explicit ReprocessRun(const Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    if (auto opened = Open(); !opened) {
      Say(fmt::format("{}: {}", arguments_.db, opened.error().message));
      return kExitConfiguration;
    }
    if (documents_.empty() && arguments_.Chooses()) {
      Say("no document that was ever read is what was asked for; labintake export shows what the database has");
      return kExitFailed;
    }
    std::vector<std::string> paths;
    for (const db::DocumentEntry& document : documents_) {
      paths.push_back(db::BlobPath(arguments_.db + ".blobs", document.sha256));
    }
    Progress progress(paths.size(), !arguments_.quiet);
    DocumentMemory memory(db::StageCache(db::StagesFolder(arguments_.db), arguments_.stage_cache_mib << 20), options_,
                          db::BlobHash);
    WorkerPoolOptions pool = PoolOptions(arguments_.limits, arguments_.jobs > 0 ? arguments_.jobs : UsableCores());
    pool.memory = &memory;
    pool.on_tick = [&](const RunProgress& p) { progress.Show(p.tasks, rows_, p.parts); };
    const RunEnd end = RunDocuments(paths, options_, pool, [&](std::size_t i, Result<Document> document) {
      progress.Erase();
      return Receive(documents_[i], document);
    });
    progress.Erase();
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (!written) Say("the output could not be written; check the space on the disk and run again");
    Summarise(end);
    if (end == RunEnd::kInterrupted) return kExitInterrupted;
    if (end == RunEnd::kStopped) return kExitConfiguration;
    return failed_ > 0 || !written ? kExitFailed : kExitDone;
  }

 private:
  Result<void> Open() {
    Result<std::unique_ptr<db::Store>> store = db::OpenStore(arguments_.db, db::OpenMode::kExisting);
    if (!store) return tl::unexpected<Error>(store.error());
    store_ = *std::move(store);
    options_ = arguments_.limits.process;
    options_.tell_text_layers = true;
    Result<RunConfiguration> configuration = RunConfiguration::Make(*store_, &options_);
    if (!configuration) return tl::unexpected<Error>(configuration.error());
    configuration_ = *std::move(configuration);
    Result<std::vector<db::DocumentEntry>> documents =
        store_->ListDocuments({arguments_.document, arguments_.client, arguments_.format});
    if (!documents) return tl::unexpected<Error>(documents.error());
    documents_ = *std::move(documents);
    if (!arguments_.lab) return {};
    const TextPattern lab(*arguments_.lab);
    std::erase_if(documents_, [&](const db::DocumentEntry& document) {
      return std::none_of(document.labs.begin(), document.labs.end(),
                          [&](const std::string& name) { return lab.Matches(name); });
    });
    return {};
  }

  // False when going on makes no sense.
  bool Receive(const db::DocumentEntry& entry, const Result<Document>& document) {
    if (!document) return Failed(entry, document.error());
    if (document->sha256 != entry.sha256) {
      return Failed(entry, {ErrorCode::kDamaged, "the store's copy of its file is damaged; restore it from a backup"});
    }
    const Result<db::RunChange> change =
        store_->ReplaceRun(entry.id, *document, configuration_->For(*document), arguments_.dry_run);
    if (!change) return Failed(entry, change.error());
    ++done_;
    rows_ += change->after.rows.size();
    if (!change->changed) ++current_;
    const RunDiff diff = DiffRuns(*change);
    if (diff.empty()) return true;
    ++different_;
    added_ += diff.added.size();
    removed_ += diff.removed.size();
    changed_ += diff.changed.size();
    const std::string text = arguments_.json
                                 ? DiffJson(entry, diff).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"
                                 : DiffText(entry, diff);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return true;
  }

  bool Failed(const db::DocumentEntry& entry, const Error& error) {
    ++failed_;
    Say(fmt::format("document {}: {}", entry.id, error.message));
    return error.code != ErrorCode::kConfiguration && error.code != ErrorCode::kStore;
  }

  void Summarise(RunEnd end) const {
    const std::size_t total = documents_.size();
    if (end == RunEnd::kInterrupted) {
      Say(fmt::format("interrupted; {} of {} done", done_, Count(total, "document", "documents")));
    }
    if (failed_ > 0) Say(fmt::format("{} could not be read", Count(failed_, "document", "documents")));
    if (arguments_.quiet) return;
    Say(fmt::format("{} of {} {}: {} added, {} removed, {} changed{}", different_,
                    Count(done_, "document", "documents"), arguments_.dry_run ? "would change" : "changed",
                    Count(added_, "row", "rows"), removed_, changed_,
                    current_ == 0 ? "" : fmt::format("; {} read by this very run already", current_)));
  }

  using Json = nlohmann::ordered_json;

  const Arguments& arguments_;
  ProcessOptions options_;
  std::unique_ptr<db::Store> store_;
  std::optional<RunConfiguration> configuration_;
  std::vector<db::DocumentEntry> documents_;
  std::size_t done_ = 0, current_ = 0, different_ = 0, failed_ = 0;
  std::size_t rows_ = 0, added_ = 0, removed_ = 0, changed_ = 0;
};

int Reprocess(Arguments& arguments) {
  HardenProcess();
  if (arguments.all == arguments.Chooses()) {
    Say("name what is to be read again, by --document, --client, --lab and --format, or with --all");
    return kExitArguments;
  }
  if (auto ready = PrepareScanOptions(arguments.limits.process.scan); !ready) {
    Say(ready.error().message);
    return kExitArguments;
  }
  Result<Routing> routing = LoadRouting(arguments.routing);
  if (!routing) {
    Say(routing.error().message);
    return kExitConfiguration;
  }
  arguments.limits.process.routing = *std::move(routing);
  for (const Result<void>& ready : {PrepareSandbox(arguments.limits.require_sandbox), LoadFormats(&arguments.limits)}) {
    if (ready) continue;
    Say(ready.error().message);
    return kExitConfiguration;
  }
  return ReprocessRun(arguments).Run();
}

}  // namespace

void AddReprocessCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("reprocess", "Read documents of the database again, and show what changes");
  command->footer(std::string("Examples:\n"
                              "  labintake reprocess --db lab.db --all --dry-run\n"
                              "  labintake reprocess --db lab.db --lab 'Northwind*'\n\n"
                              "Pages that were recognised before are not recognised again, with the same options.\n"
                              "What people have decided stays; docs/store.md says how (\"A later run\").\n\n") +
                  kExitCodesHelp);
  command->add_option("--db", arguments->db, "The database that process --db made")->required()->type_name("FILE");
  command->add_option("--document", arguments->document, "This document")->type_name("ID");
  command->add_option("--client", arguments->client, "This client's documents (\"\" for documents without a client)")
      ->type_name("ID");
  command->add_option("--lab", arguments->lab, "Documents with a report of this laboratory; * stands for any text")
      ->type_name("NAME");
  command->add_option("--format", arguments->format, "Documents that this lab format read last")->type_name("ID");
  command->add_flag("--all", arguments->all, "All documents");
  command->add_flag("--dry-run", arguments->dry_run, "Show what would change, and change nothing");
  command->add_flag("--json", arguments->json, "One line of JSON for each document that changes");
  command->add_option("--jobs,-j", arguments->jobs, "Documents and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command->add_flag("--quiet,-q", arguments->quiet, "No progress and no counts; failures are still named");
  AddStageCacheOption(*command, &arguments->stage_cache_mib);
  AddRoutingOptions(*command, &arguments->routing);
  AddLimitOptions(*command, &arguments->limits);
  AddScanOptions(*command, &arguments->limits.process.scan);
  AddFormatOptions(*command, &arguments->limits);
  command->callback([arguments, exit_code] { *exit_code = Reprocess(*arguments); });
}

}  // namespace labintake::pipeline
