#include "pipeline/commands/forget_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "db/upkeep/forget.h"
#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/with_store.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db;
  db::ForgetRequest request;
  bool yes = false, finish = false, list = false, json = false;
};

std::string Sentence(const db::RemovalCounts& c) {
  const auto count = [](std::int64_t n, const char* one, const char* many) {
    return Count(static_cast<std::size_t>(n), one, many);
  };
  return fmt::format("{} ({} that nobody else has), {}, {}, {}, {}, {}", count(c.documents, "document", "documents"),
                     count(c.files, "file", "files"), count(c.runs, "run", "runs"), count(c.rows, "row", "rows"),
                     count(c.items, "review item", "review items"), count(c.decisions, "decision", "decisions"),
                     count(c.aliases, "learned name", "learned names"));
}

OrderedJson ToJson(const db::Removal& r) {
  const db::RemovalCounts& c = r.counts;
  return {{"removal", r.id},
          {"at", r.at},
          {"by", r.by},
          {"client_id", r.client_id ? OrderedJson(*r.client_id) : OrderedJson(nullptr)},
          {"document_ids", r.document_ids},
          {"files", c.files},
          {"runs", c.runs},
          {"rows", c.rows},
          {"items", c.items},
          {"decisions", c.decisions},
          {"aliases", c.aliases},
          {"finished_at", r.finished_at.empty() ? OrderedJson(nullptr) : OrderedJson(r.finished_at)}};
}

int List(const Options& options) {
  const auto removals = db::ListRemovals(options.db);
  if (!removals) return Complain(removals.error());
  OrderedJson json = OrderedJson::array();
  for (const db::Removal& r : *removals) {
    if (options.json) {
      json.push_back(ToJson(r));
      continue;
    }
    std::cout << Printable(fmt::format("{} {} by {}: {}", r.id, r.at, r.by, Sentence(r.counts)))
              << (r.finished_at.empty() ? "; not finished" : "") << '\n';
  }
  if (options.json) std::cout << Dump(json) << '\n';
  return FlushResults(kDone);
}

int NotFinished(const Error& error) {
  Complain(error);
  std::cerr << "labintake: Parts of what was removed may be on the disk until labintake forget --finish has run.\n";
  return kIncomplete;
}

int Finish(const Options& options) {
  const auto finished = db::FinishForgetting(options.db, db::UtcNow());
  if (!finished) return NotFinished(finished.error());
  std::cerr << Count(static_cast<std::size_t>(*finished), "removal", "removals") << " finished\n";
  return kDone;
}

// On stderr: the results may go to a file.
bool Confirm(const db::RemovalCounts& counts) {
  std::cerr << "This removes for good: " << Sentence(counts) << ".\nBackups made before keep it. Type yes to go on: ";
  std::string answer;
  return std::getline(std::cin, answer) && answer == "yes";
}

int Remove(const Options& options) {
  if (options.request.by.empty()) return Complain({ErrorCode::kArgument, "Say with --by who asks for it."});
  const auto plan = db::PlanForget(options.db, options.request);
  if (!plan) return Complain(plan.error());
  if (!options.yes && isatty(STDIN_FILENO) != 1) {
    return Complain({ErrorCode::kArgument,
                     fmt::format("Nothing was removed; this would remove {}. Say --yes, or run it on a terminal to be "
                                 "asked.",
                                 Sentence(*plan))});
  }
  if (!options.yes && !Confirm(*plan)) return Complain({ErrorCode::kArgument, "Nothing was removed."});
  const auto done = db::Forget(options.db, options.request, db::UtcNow());
  if (!done) return Complain(done.error());
  std::cerr << fmt::format("removed: {}\n", Sentence(done->removal.counts));
  return done->remains ? NotFinished(*done->remains) : kDone;
}

int Run(const Options& options) {
  const db::ForgetRequest& request = options.request;
  if (options.finish + options.list + request.client.has_value() + request.document.has_value() != 1) {
    return Complain({ErrorCode::kArgument, "Say one of --client, --document, --finish and --list."});
  }
  if (options.list) return List(options);
  return options.finish ? Finish(options) : Remove(options);
}

constexpr const char* kHelp =
    "Removes the documents with their bytes, rows, review items, decisions, and the names that people taught on them. "
    "Then it\n"
    "writes the database anew, so that nothing is left in it, which takes time and twice its room. A line without text "
    "of\n"
    "documents says when, by whom and how much (--list). Backups, exported files and forms are not touched.\n\n"
    "Examples:\n"
    "  labintake forget --client C17 --by \"Ann Lee\" --db lab.db\n"
    "  labintake forget --document 4711 --by \"Ann Lee\" --yes --db lab.db\n"
    "  labintake forget --finish --db lab.db\n\n"
    "Exit codes: 0 done; 1 bad arguments, no such client or document, or not confirmed; 2 removed, but parts may be on "
    "the\n"
    "disk until --finish has run; 4 the database cannot be used.";

}  // namespace

void AddForgetCommand(CLI::App& app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* forget = app.add_subcommand("forget", "Remove a document or a client for good");
  forget->add_option("--db", options->db, "The database that process --db made")->required();
  forget->add_option("--client", options->request.client, "This client with all documents (\"\": those of nobody)")
      ->type_name("ID");
  forget->add_option("--document", options->request.document, "This document, by its id in exports and lists")
      ->type_name("ID");
  forget->add_option("--by", options->request.by, "Who asks for it; is kept");
  forget->add_flag("--yes", options->yes, "Do not ask");
  forget->add_flag("--finish", options->finish, "Go on with removals that could not be finished");
  forget->add_flag("--list", options->list, "What was removed when, and by whom");
  forget
      ->add_option_function<std::string>(
          "--format", [options](const std::string& name) { options->json = name == "json"; }, "Of --list: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  forget->footer(kHelp);
  forget->callback([=] { *exit_code = Run(*options); });
}

}  // namespace labintake::pipeline
