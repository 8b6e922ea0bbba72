#include "pipeline/commands/store_commands.h"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "db/store.h"
#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/commands/queue_cases.h"
#include "pipeline/commands/queue_decide.h"
#include "pipeline/commands/queue_export.h"
#include "pipeline/commands/queue_list.h"
#include "pipeline/commands/row_export.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/store_help.h"
#include "pipeline/commands/with_store.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db, client, state = "open", item, path, password, by, since, lab;
  ListFormat list_format = ListFormat::kTable;
  ExportFormat export_format = ExportFormat::kCsv;
  bool client_given = false, reopen = false, all = false, no_alias = false, require_sandbox = false;
  OneAnswer answer;

  std::optional<std::string> Client() const { return client_given ? std::optional(client) : std::nullopt; }
};
using OptionsPtr = std::shared_ptr<Options>;

int List(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    const std::optional<db::ItemState> state = db::ParseItemState(options.state);  // none for "all"
    auto items = store.ListReviewItems({state, options.Client()});
    if (!items) return Complain(items.error());
    PrintItems(*items, options.list_format, db::UtcNow(), std::cout);
    std::cerr << fmt::format("{} items\n", items->size());
    return kDone;
  });
}

int Show(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    auto item = store.GetReviewItem(options.item);
    if (!item) return Complain(item.error());
    PrintItem(*item, options.list_format, db::UtcNow(), std::cout);
    return kDone;
  });
}

int Export(const Options& options) {
  HardenProcess();
  if (auto ready = PrepareSandbox(options.require_sandbox); !ready) {
    std::cerr << "labintake: " << ready.error().message << '\n';
    return kUnusable;
  }
  return WithStore(options.db, [&](db::Store& store) {
    const QueueExportRequest request{options.path, options.password, {db::ItemState::kOpen, options.Client()}};
    auto counts = ExportQueue(store, request, std::cerr);
    if (!counts) return Complain(counts.error());
    std::cerr << fmt::format("{} items exported, {} without a picture\n", counts->items, counts->without_picture);
    return counts->without_picture == 0 ? kDone : kIncomplete;
  });
}

int Cases(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    auto counts = WriteCases(options.db, store, {options.path, options.Client(), options.lab});
    if (!counts) return Complain(counts.error());
    std::cerr << fmt::format(
        "{} documents with {} confirmed rows written; {} left out, because they are not finished\n", counts->documents,
        counts->confirmed, counts->open);
    return kDone;
  });
}

int Decide(const Options& options) {
  const bool one = !options.answer.item.empty();
  if (one == !options.path.empty()) {
    return Complain({ErrorCode::kArgument, "Name a file with answers, or one item with --item and --action."});
  }
  const Result<std::string> text = one ? Result<std::string>("") : ReadWholeFile(options.path);
  if (!text) return Complain(text.error());
  return WithStore(options.db, [&](db::Store& store) {
    const DecideRequest request{options.by, options.reopen, !options.no_alias};
    auto counts =
        one ? DecideOne(store, options.answer, request, std::cerr) : DecideAll(store, *text, request, std::cerr);
    if (!counts) return Complain(counts.error());
    std::cerr << fmt::format("{} decided, {} already decided, {} postponed, {} not answered, {} conflicts, {} errors\n",
                             counts->applied, counts->already, counts->postponed, counts->unanswered, counts->conflicts,
                             counts->errors);
    return counts->conflicts + counts->errors == 0 ? kDone : kIncomplete;
  });
}

int ExportResults(const Options& options) {
  db::ExportFilter filter{options.Client(), "", options.all};
  if (!options.since.empty()) {
    const std::optional<std::string> since = db::ParseIsoTime(options.since);
    if (!since) {
      return Complain({ErrorCode::kArgument,
                       "--since takes a date or a time as in 2024-05-01, 2024-05-01T08:30 or 2024-05-01T08:30+02:00."});
    }
    filter.since = *since;
  }
  return WithStore(options.db, [&](db::Store& store) {
    auto exported = ExportRows(store, filter, options.export_format, std::cout);
    return exported ? kDone : Complain(exported.error());
  });
}

// A subcommand whose callback runs `work` and keeps its exit code.
CLI::App* AddCommand(CLI::App& app, const char* name, const char* what, int* exit_code, const OptionsPtr& options,
                     int (*work)(const Options&)) {
  CLI::App* command = app.add_subcommand(name, what);
  command->add_option("--db", options->db, "The database that process --db made")->required();
  command->callback([=] { *exit_code = work(*options); });
  return command;
}

void AddClient(CLI::App* command, const OptionsPtr& options) {
  command->add_option_function<std::string>(
      "--client",
      [options](const std::string& client) {
        options->client = client;
        options->client_given = true;
      },
      "Only this client's documents (\"\" for documents without a client)");
}

void AddListFormat(CLI::App* command, const OptionsPtr& options) {
  static const std::map<std::string, ListFormat> formats = {{"table", ListFormat::kTable},
                                                            {"json", ListFormat::kJson},
                                                            {"jsonl", ListFormat::kJsonl},
                                                            {"csv", ListFormat::kCsv}};
  command
      ->add_option_function<std::string>(
          "--format", [options](const std::string& name) { options->list_format = formats.at(name); },
          "How to print (default table)")
      ->check(CLI::IsMember({"table", "json", "jsonl", "csv"}));
}

void AddOneAnswer(CLI::App* decide, const OptionsPtr& options) {
  OneAnswer& answer = options->answer;
  decide->add_option("--item", answer.item, "The item that the answer is about")->type_name("ID");
  decide->add_option("--action", answer.action, "accept, edit, not-a-result, unreadable, no-analyte or postpone");
  decide->add_option("--name", answer.fields.name, "With edit: what is printed");
  decide->add_option("--value", answer.fields.value, "With edit: what is printed");
  decide->add_option("--unit", answer.fields.unit, "With edit: what is printed (\"\" for nothing)");
  decide->add_option("--range", answer.fields.range, "With edit: what is printed (\"\" for nothing)");
  decide->add_option("--flag", answer.fields.flag, "With edit: what is printed (\"\" for nothing)");
  decide->add_option("--analyte", answer.fields.analyte, "What it measures, by its id in the catalogue (\"\" for none)")
      ->type_name("ID");
  decide->add_option("--note", answer.note, "A remark that is kept with the answer");
}

}  // namespace

void AddQueueCommand(CLI::App& app, int* exit_code) {
  CLI::App* queue = app.add_subcommand("queue", "What waits for a person: list, show, export and decide");
  queue->require_subcommand(1);
  queue->footer(
      "Exit codes: 0 done; 1 bad arguments; 2 something could not be processed; 4 the database cannot be used.");

  auto options = std::make_shared<Options>();
  CLI::App* list = AddCommand(*queue, "list", "List review items", exit_code, options, List);
  AddListFormat(list, options);
  AddClient(list, options);
  list->add_option("--state", options->state, "Which items (default open)")
      ->check(CLI::IsMember({"open", "decided", "all"}));
  list->footer(kListHelp);

  options = std::make_shared<Options>();
  CLI::App* show =
      AddCommand(*queue, "show", "Show one review item with everything that is known", exit_code, options, Show);
  show->add_option("ID", options->item, "The item's id, as queue list prints it")->required();
  AddListFormat(show, options);
  show->footer(kShowHelp);

  options = std::make_shared<Options>();
  CLI::App* form =
      AddCommand(*queue, "export", "Export open items as a form with pictures", exit_code, options, Export);
  form->add_option("DIR", options->path, "The folder to make")->required();
  AddClient(form, options);
  form->add_option("--password", options->password, "For encrypted documents");
  AddSandboxOption(*form, &options->require_sandbox);
  form->footer(kExportHelp);

  options = std::make_shared<Options>();
  CLI::App* decide = AddCommand(*queue, "decide", "Read answers from a filled form", exit_code, options, Decide);
  decide->add_option("FILE", options->path, "The filled answers.csv, or JSON lines");
  AddOneAnswer(decide, options);
  decide->add_option("--by", options->by, "Who decided, where the file does not say");
  decide->add_flag("--reopen", options->reopen, "Let these answers replace other answers");
  decide->add_flag("--no-alias", options->no_alias, "Do not learn the names of rows whose analyte is stated");
  decide->footer(kDecideHelp);

  options = std::make_shared<Options>();
  CLI::App* cases = AddCommand(*queue, "cases", "Write documents whose rows people confirmed as samples to test with",
                               exit_code, options, Cases);
  cases->add_option("DIR", options->path, "The folder to make")->required();
  AddClient(cases, options);
  cases->add_option("--lab", options->lab, "Only reports of this laboratory, as printed");
  cases->footer(kCasesHelp);
}

void AddExportCommand(CLI::App& app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = AddCommand(app, "export", "Export the rows that count", exit_code, options, ExportResults);
  command
      ->add_option_function<std::string>(
          "--format",
          [options](const std::string& name) {
            options->export_format = name == "csv" ? ExportFormat::kCsv : ExportFormat::kJsonl;
          },
          "csv or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->required();
  AddClient(command, options);
  command->add_option("--since", options->since,
                      "Only rows that became final at or after this date or time (UTC unless it says)");
  command->add_flag("--all", options->all,
                    "Also rows that wait, and rows that a person found to be no result or unreadable");
  command->footer(kExportRowsHelp);
}

}  // namespace labintake::pipeline
