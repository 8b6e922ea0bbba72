#include "pipeline/commands/watch_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/cli.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/watch_settings.h"
#include "pipeline/document_stages.h"
#include "pipeline/interrupt.h"
#include "pipeline/service/folder_check.h"
#include "pipeline/service/watch_service.h"

namespace labintake::pipeline {
namespace {

// What is given comes before the configuration's file.
struct Arguments {
  std::string config;
  std::optional<std::string> inbox, database, processed, duplicates, failed;
  std::optional<int> workers;
  std::optional<std::string> priority, log;
  bool poll = false;

  void Change(WatchConfig& c) const {
    if (inbox) c.inbox = *inbox;
    if (database) c.database = *database;
    if (processed) c.links.processed = *processed;
    if (duplicates) c.links.duplicates = *duplicates;
    if (failed) c.links.failed = *failed;
    if (workers) c.service.workers = *workers;
    if (priority) c.intake.priority = *priority == "urgent" ? db::Priority::kUrgent : db::Priority::kNormal;
    if (log) c.log_format = *log == "json" ? LogFormat::kJson : LogFormat::kText;
    if (poll) c.intake.poll = true;
  }
};

int Complain(const Error& error) {
  Say(error.message);
  return error.code == ErrorCode::kWorkerDied ? kExitFailed : kExitConfiguration;
}

int Watch(const Arguments& arguments) {
  const auto load = [&arguments] {
    return LoadWatchSettings(
        arguments.config, [&arguments](WatchConfig& config) { arguments.Change(config); }, FolderUse::kMake);
  };
  Result<WatchSettings> settings = load();
  if (!settings) return Complain(settings.error());
  if (auto ready = PrepareSandbox(settings->config.service.require_sandbox); !ready) return Complain(ready.error());
  const Result<InboxLock> lock = InboxLock::Take(settings->config.inbox);
  if (!lock) return Complain(lock.error());
  EventLog log(settings->config.log_format, db::SystemClock(), StderrSink());
  const WatchParts parts{db::RealFileSystem(), db::SystemClock(), log,       StagesOf, load,
                         InterruptFd(),        HangUpFd(),        lock->fd()};
  const Result<void> ended = RunWatch(*std::move(settings), parts);
  return ended ? kExitDone : Complain(ended.error());
}

int Check(const std::string& file) {
  const Result<WatchSettings> settings = LoadWatchSettings(
      file, [](WatchConfig&) {}, FolderUse::kLook);
  if (!settings) return Complain(settings.error());
  fmt::print("{}: good\n", TerminalText(file));
  return std::fflush(stdout) == 0 ? kExitDone : kExitFailed;
}

int Show() {
  const std::string_view text = DefaultWatchConfig();
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0 ? kExitDone
                                                                                                     : kExitFailed;
}

}  // namespace

void AddWatchCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("watch", "Read what comes into a folder, until told to stop");
  command->footer(std::string("SIGTERM or SIGINT ends it with exit code 0; what is not done is done after the next "
                              "start. SIGHUP makes it read its configuration again.\n\n") +
                  kExitCodesHelp);
  command->add_option("inbox", arguments->inbox, "The folder; INBOX/<client>/ and INBOX/urgent/ have a meaning")
      ->type_name("INBOX");
  command->add_option("--db", arguments->database, "The database; it is made where there is none")->type_name("FILE");
  command->add_option("--config", arguments->config, "All options; labintake config show prints them")
      ->type_name("FILE");
  command->add_flag("--poll", arguments->poll, "Look for files regularly: for network shares");
  command->add_option("--jobs,-j", arguments->workers, "Documents and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command->add_option("--priority", arguments->priority, "Of what does not lie in INBOX/urgent: normal or urgent")
      ->check(CLI::IsMember({"normal", "urgent"}))
      ->type_name("P");
  command->add_option("--processed", arguments->processed, "Folder for links to what was read")->type_name("DIR");
  command->add_option("--duplicates", arguments->duplicates, "Folder for links to what had come before")
      ->type_name("DIR");
  command->add_option("--failed", arguments->failed, "Folder for links to what could not be read, with the reasons")
      ->type_name("DIR");
  command->add_option("--log", arguments->log, "text or json (one object a line), on stderr")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->callback([arguments, exit_code] {
    HardenProcess();
    *exit_code = Watch(*arguments);
  });
}

void AddConfigCommand(CLI::App& app, int* exit_code) {
  CLI::App* config = app.add_subcommand("config", "The configuration of labintake watch: check and show it");
  config->require_subcommand(1);
  config->footer(kExitCodesHelp);
  auto file = std::make_shared<std::string>();
  CLI::App* check = config->add_subcommand("check", "Say whether a configuration, and all that it names, can be used");
  check->footer(kExitCodesHelp);
  check->add_option("FILE", *file, "The configuration, YAML")->required();
  check->callback([file, exit_code] { *exit_code = Check(*file); });
  CLI::App* show = config->add_subcommand("show", "Print every option with its default, to make one's own file of");
  show->footer(kExitCodesHelp);
  show->callback([exit_code] { *exit_code = Show(); });
}

}  // namespace labintake::pipeline
