#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "db/audit_log.h"
#include "db/utc_time.h"
#include "pipeline/commands/users_command.h"
#include "pipeline/commands/with_store.h"
#include "review/audit_json.h"

namespace labintake::pipeline {
namespace {

constexpr const char* kAuditHelp =
    "The log says who saw which page, who decided what and who signed in; never what was seen. Each entry holds the "
    "hash "
    "of\n"
    "the one before. A cut-off end is noticed only by the last hash: keep what verify prints somewhere else.\n\n"
    "Examples:\n"
    "  labintake audit verify --db lab.db\n"
    "  labintake audit export --db lab.db > audit.jsonl\n\n"
    "Exit codes: 0 every entry is as it was written; 1 bad arguments; 2 one is not, or the output could not be "
    "written;\n"
    "4 the database cannot be used.";

int Walk(const std::string& path, bool print) {
  db::ReviewDatabaseOptions with;
  with.now = db::UtcNow;
  auto database = db::OpenReviewDatabase(path, std::move(with));
  if (!database) return Complain(database.error());
  const auto verdict = db::AuditLog(**database).Verify([print](const db::AuditEntry& entry) {
    if (print) std::cout << review::Dump(review::ToJson(entry)) << '\n';
  });
  if (!verdict) return Complain(verdict.error());
  if (!print) std::cout << fmt::format("{} entries, last hash {}\n", verdict->entries, verdict->last_hash);
  if (verdict->first_broken) {
    std::cerr << fmt::format(
        "labintake: entry {} of the audit log is not as it was written, or one before it is missing\n",
        *verdict->first_broken);
    return kIncomplete;
  }
  return std::cout.flush() ? kDone : kIncomplete;
}

}  // namespace

void AddAuditCommand(CLI::App& app, int* exit_code) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log of the review server: verify, export");
  audit->require_subcommand(1);
  audit->footer(kAuditHelp);
  for (const bool print : {false, true}) {
    auto path = std::make_shared<std::string>();
    CLI::App* command = print ? audit->add_subcommand("export", "Print all entries as JSON lines")
                              : audit->add_subcommand("verify", "Say whether every entry is as it was written");
    command->add_option("--db", *path, "The database")->required()->type_name("FILE");
    command->footer(kAuditHelp);
    command->callback([=] { *exit_code = Walk(*path, print); });
  }
}

}  // namespace labintake::pipeline
