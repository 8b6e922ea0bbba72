#include "pipeline/commands/formats_command.h"

#include <CLI/CLI.hpp>

#include "pipeline/cli.h"
#include "pipeline/commands/formats_check.h"
#include "pipeline/commands/formats_list.h"
#include "pipeline/commands/formats_new.h"
#include "pipeline/commands/formats_test.h"

namespace labintake::pipeline {

void AddFormatsCommand(CLI::App& app, int* exit_code) {
  CLI::App* formats =
      app.add_subcommand("formats", "Lab formats: what is known of each laboratory's reports, and tools to add one");
  formats->footer(kExitCodesHelp);
  formats->require_subcommand(1);
  AddFormatsList(*formats, exit_code);
  AddFormatsShow(*formats, exit_code);
  AddFormatsCheck(*formats, exit_code);
  AddFormatsNew(*formats, exit_code);
  AddFormatsTest(*formats, exit_code);
}

}  // namespace labintake::pipeline
