#include "pipeline/commands/reprocess_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/reprocess/reprocess_run.h"
#include "pipeline/worker_pool.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  ReprocessRequest request;
  bool all = false;
  RoutingOptions routing;
};

constexpr const char* kHelp =
    "Examples:\n"
    "  labintake reprocess --db lab.db --format uz-gent --dry-run   after an edit of a lab format\n"
    "  labintake reprocess --db lab.db --lab 'Northwind*'\n"
    "  labintake reprocess --db lab.db --all --json\n\n"
    "Pages that were recognised before with the same options are not recognised again. Differences come on\n"
    "stdout, the counts at the end on stderr. What people have decided stays; docs/store.md says how\n"
    "(\"A later run\").\n\n";

int Reprocess(Arguments& arguments) {
  HardenProcess();
  FileLimits& limits = arguments.request.limits;
  if (arguments.all == arguments.request.Chooses()) {
    Say("name what is to be read again, by --document, --client, --lab and --format, or with --all");
    return kExitArguments;
  }
  if (auto ready = PrepareScanOptions(limits.process.scan); !ready) {
    Say(ready.error().message);
    return kExitArguments;
  }
  Result<Routing> routing = LoadRouting(arguments.routing);
  if (!routing) {
    Say(routing.error().message);
    return kExitConfiguration;
  }
  limits.process.routing = *std::move(routing);
  for (const Result<void>& ready : {PrepareSandbox(limits.require_sandbox), LoadFormats(&limits)}) {
    if (ready) continue;
    Say(ready.error().message);
    return kExitConfiguration;
  }
  return ReprocessRun(arguments.request).Run();
}

}  // namespace

void AddReprocessCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  ReprocessRequest& request = arguments->request;
  request.jobs = UsableCores();
  request.stage_cache_mib = kStageCacheMib;
  CLI::App* command = app.add_subcommand("reprocess", "Read documents of the database again, and show what changes");
  command->footer(std::string(kHelp) + kExitCodesHelp);
  command->add_option("--db", request.db, "The database that process --db made")->required()->type_name("FILE");
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
  AddStageCacheOption(*command, &request.stage_cache_mib);
  AddRoutingOptions(*command, &arguments->routing);
  AddLimitOptions(*command, &request.limits);
  AddScanOptions(*command, &request.limits.process.scan);
  AddFormatOptions(*command, &request.limits);
  command->callback([arguments, exit_code] { *exit_code = Reprocess(*arguments); });
}

}  // namespace labintake::pipeline
