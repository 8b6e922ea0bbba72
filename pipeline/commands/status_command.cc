#include "pipeline/commands/status_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "db/upkeep/status.h"
#include "db/utc_time.h"
#include "pipeline/commands/status_text.h"
#include "pipeline/commands/with_store.h"
#include "pipeline/output_file.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db, format = "text", output;
};

int Show(const Options& options) {
  const auto status = db::ReadStatus(options.db, db::UtcNow());
  if (!status) return Complain(status.error());
  const std::string text = options.format == "json"         ? StatusToJson(*status)
                           : options.format == "prometheus" ? StatusToPrometheus(*status)
                                                            : StatusToText(*status);
  if (options.output.empty()) {
    std::cout << text;
    return FlushResults(kDone);
  }
  // A collector is another user: it reads by the group of the folder.
  if (auto written = ReplaceFile(options.output, text, 0640); !written) {
    Complain(written.error());
    return kIncomplete;
  }
  return kDone;
}

constexpr const char* kHelp =
    "Counts of jobs by state, the age of the oldest that waits, what was done in the last hour and day, what waits for "
    "people,\n"
    "the share of reports that went through without a person by laboratory, workers, and the latest errors by "
    "document.\n"
    "With --output FILE nothing else ever sees half of it; the group of FILE's folder may read it.\n\n"
    "Examples:\n"
    "  labintake status --db lab.db\n"
    "  labintake status --db lab.db --format prometheus --output /var/lib/node_exporter/labintake.prom\n\n"
    "Exit codes: 0 done; 1 bad arguments; 2 the output could not be written; 4 the database cannot be used.";

}  // namespace

void AddStatusCommand(CLI::App& app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* status = app.add_subcommand("status", "How the work goes: what waits, what was done, what failed");
  status->add_option("--db", options->db, "The database")->required();
  status->add_option("--format", options->format, "text, json or prometheus (default text)")
      ->check(CLI::IsMember({"text", "json", "prometheus"}));
  status->add_option("--output", options->output, "Write to this file, whole or not at all, instead of stdout")
      ->type_name("FILE");
  status->footer(kHelp);
  status->callback([=] { *exit_code = Show(*options); });
}

}  // namespace labintake::pipeline
