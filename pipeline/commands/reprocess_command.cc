#include "pipeline/commands/reprocess_command.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/watch_settings.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/reprocess/reprocess_run.h"
#include "pipeline/worker_pool.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  ReprocessRequest request;
  std::string config;
  bool all = false;
  RoutingOptions routing;
};

constexpr const char* kHelp =
    "Examples:\n"
    "  labintake reprocess --db lab.db --format uz-gent --dry-run   after an edit of a lab format\n"
    "  labintake reprocess --config watch.yaml --format uz-gent     with the options of the service\n"
    "  labintake reprocess --db lab.db --lab 'Northwind*'\n"
    "  labintake reprocess --db lab.db --all --json\n\n"
    "Pages that were recognised before with the same options are not recognised again: for documents that\n"
    "came in through the watched folder give its --config. Differences come on stdout, the counts at the end\n"
    "on stderr. What people have decided stays; docs/store.md says how (\"A later run\").\n\n";

int Complain(const Error& error, int exit_code) {
  Say(error.message);
  return exit_code;
}

// As the service reads: with other options, what it kept would be of no use, and rows would differ that nobody changed.
Result<void> TakeServiceOptions(const std::string& file, ReprocessRequest* request) {
  Result<WatchSettings> settings = LoadWatchSettings(
      file, [&](WatchConfig& config) { config.database = request->db.empty() ? config.database : request->db; },
      FolderUse::kLook);
  if (!settings) return tl::unexpected<Error>(settings.error());
  const WatchConfig& config = settings->config;
  FileLimits& limits = request->limits;
  const std::string password = std::move(limits.process.password);
  limits.process = std::move(settings->process);
  if (limits.process.password.empty()) limits.process.password = password;
  limits.timeout_seconds = config.limits.timeout_seconds;
  limits.page_timeout_seconds = config.limits.page_timeout_seconds;
  limits.memory_mib = config.limits.memory_mib;
  limits.require_sandbox = config.service.require_sandbox;
  request->stage_cache_mib = config.reading.stage_cache_mib;
  request->db = config.database;
  return {};
}

Result<void> TakeOwnOptions(const RoutingOptions& routing, ReprocessRequest* request) {
  Result<Routing> loaded = LoadRouting(routing);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  request->limits.process.routing = *std::move(loaded);
  return LoadFormats(&request->limits);
}

int Reprocess(Arguments& arguments) {
  HardenProcess();
  ReprocessRequest& request = arguments.request;
  if (arguments.all == request.Chooses()) {
    Say("name what is to be read again, by --document, --client, --lab and --format, or with --all");
    return kExitArguments;
  }
  if (request.db.empty() && arguments.config.empty()) {
    Say("name the database, by --db or by the configuration of labintake watch that --config names");
    return kExitArguments;
  }
  if (auto ready = PrepareScanOptions(request.limits.process.scan); !ready) {
    return Complain(ready.error(), kExitArguments);
  }
  const Result<void> taken = arguments.config.empty() ? TakeOwnOptions(arguments.routing, &request)
                                                      : TakeServiceOptions(arguments.config, &request);
  if (!taken) return Complain(taken.error(), kExitConfiguration);
  if (request.db.empty()) {
    Say(arguments.config + ": it names no database; name one with --db");
    return kExitConfiguration;
  }
  if (auto ready = PrepareSandbox(request.limits.require_sandbox); !ready) {
    return Complain(ready.error(), kExitConfiguration);
  }
  return ReprocessRun(request).Run();
}

}  // namespace

void AddReprocessCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  ReprocessRequest& request = arguments->request;
  request.jobs = UsableCores();
  request.stage_cache_mib = kStageCacheMib;
  CLI::App* command = app.add_subcommand("reprocess", "Read documents of the database again, and show what changes");
  command->footer(std::string(kHelp) + kExitCodesHelp);
  command->add_option("--db", request.db, "The database that process --db or watch made")->type_name("FILE");
  CLI::Option* config =
      command->add_option("--config", arguments->config, "The configuration of labintake watch, to read as it does")
          ->type_name("FILE");
  command->add_option("--document", request.document, "This document")->type_name("ID");
  command->add_option("--client", request.client, "This client's documents (\"\" for documents without a client)")
      ->type_name("ID");
  command->add_option("--lab", request.lab, "Documents with a report of this laboratory; * stands for any text")
      ->type_name("NAME");
  command
      ->add_option("--format", request.format,
                   "Documents that this lab format read last, or reads now (\"\" for the general rules alone)")
      ->type_name("ID");
  command->add_flag("--all", arguments->all, "All documents");
  command->add_flag("--dry-run", request.dry_run, "Show what would change, and change nothing");
  command->add_flag("--json", request.json, "A line of JSON for each document that changes");
  command->add_option("--jobs,-j", request.jobs, "Documents and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command->add_flag("--quiet,-q", request.quiet, "No progress and no counts; failures are still named");
  const std::size_t own = command->get_options().size();
  AddStageCacheOption(*command, &request.stage_cache_mib);
  AddRoutingOptions(*command, &arguments->routing);
  AddLimitOptions(*command, &request.limits);
  AddScanOptions(*command, &request.limits.process.scan);
  AddFormatOptions(*command, &request.limits);
  const std::vector<CLI::Option*> options = command->get_options();
  for (std::size_t i = own; i < options.size(); ++i) {
    // The password may come from the environment, which is no contradiction.
    if (options[i]->get_name() != "--password") config->excludes(options[i]);
  }
  command->callback([arguments, exit_code] { *exit_code = Reprocess(*arguments); });
}

}  // namespace labintake::pipeline
