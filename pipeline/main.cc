// The program: its commands, its version, and the one place where an exception ends.
#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <new>

#include "pipeline/cli.h"
#include "pipeline/commands/backup_command.h"
#include "pipeline/commands/calibrate_command.h"
#include "pipeline/commands/catalog_command.h"
#include "pipeline/commands/doctor_command.h"
#include "pipeline/commands/explain_command.h"
#include "pipeline/commands/forget_command.h"
#include "pipeline/commands/jobs_command.h"
#include "pipeline/commands/formats_command.h"
#include "pipeline/commands/policy_command.h"
#include "pipeline/commands/process_command.h"
#include "pipeline/commands/reprocess_command.h"
#include "pipeline/commands/serve_command.h"
#include "pipeline/commands/status_command.h"
#include "pipeline/commands/store_commands.h"
#include "pipeline/commands/users_command.h"
#include "pipeline/commands/watch_command.h"
#include "pipeline/process.h"

namespace {

using namespace labintake::pipeline;

std::string Version() {
  return fmt::format("labintake {} (extraction {})\n{}", LABINTAKE_VERSION, kExtractionVersion, LABINTAKE_LIBRARIES);
}

int Run(int argc, char** argv) {
  int exit_code = kExitDone;
  CLI::App app("Laboratory reports to biomarker rows", "labintake");
  app.footer(kExitCodesHelp);
  app.set_version_flag("--version", Version, "Print the versions of the program and its libraries");
  app.require_subcommand(1);
  AddProcessCommand(app, &exit_code);
  AddExplainCommand(app, &exit_code);
  AddReprocessCommand(app, &exit_code);
  AddWatchCommand(app, &exit_code);
  AddConfigCommand(app, &exit_code);
  AddQueueCommand(app, &exit_code);
  AddExportCommand(app, &exit_code);
  AddStatusCommand(app, &exit_code);
  AddJobsCommand(app, &exit_code);
  AddDoctorCommand(app, &exit_code);
  AddBackupCommand(app, &exit_code);
  AddForgetCommand(app, &exit_code);
  AddServeCommand(app, &exit_code);
  AddUsersCommand(app, &exit_code);
  AddAuditCommand(app, &exit_code);
  AddPolicyCommand(app, &exit_code);
  AddCalibrateCommand(app, &exit_code);
  AddCatalogCommand(app, &exit_code);
  AddFormatsCommand(app, &exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Also how CLI11 answers --help and --version; those have status 0.
    return app.exit(error) == 0 ? kExitDone : kExitArguments;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  EnsureStandardDescriptors();
  umask(077);  // whatever is written holds patients' results
  try {
    return Run(argc, argv);
  } catch (const std::bad_alloc&) {
    Say("there is not enough memory; close other programs or work on fewer files at a time");
  } catch (const std::exception&) {
    // what() may quote a document.
    Say("the program stopped because of an internal error; run it on one file at a time to find the one that causes "
        "it");
  }
  return kExitFailed;
}
