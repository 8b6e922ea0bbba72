#include "pipeline/commands/backup_command.h"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "db/upkeep/backup.h"
#include "db/utc_time.h"
#include "pipeline/commands/size_text.h"
#include "pipeline/commands/with_store.h"
#include "pipeline/progress.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db, folder;
  bool quick = false;
};

int Copy(const Options& options) {
  std::optional<Progress> progress;
  db::BackupOptions how{options.quick, db::UtcNow(), {}};
  how.progress = [&](std::size_t done, std::size_t total) {
    if (!progress) progress.emplace(total, true);
    progress->Show(done);
  };
  const auto made = db::MakeBackup(options.db, options.folder, how);
  progress.reset();
  if (!made) return Complain(made.error());
  std::cout << made->folder << '\n';
  for (const db::Problem& lost : made->lost) {
    std::cerr << fmt::format("labintake: {} {}: {}\n", lost.code, lost.subject, lost.message);
  }
  std::cerr << fmt::format("{} documents, {} files, {} of them copied ({}); not in the copy: {}\n", made->documents,
                           made->files, made->copied, SizeText(made->copied_bytes), made->lost.size());
  return FlushResults(made->lost.empty() ? kDone : kIncomplete);
}

constexpr const char* kHelp =
    "Makes DIR/TIME with the database and its files as they are at one moment, also while others work, and checks the "
    "copy.\n"
    "Files that an earlier copy in DIR has take no room again where the disk has hard links. Nothing that was finished "
    "is ever\n"
    "overwritten; a copy that was interrupted is gone on with. Prints the folder that was made.\n"
    "To restore: stop what uses the database, move the database and everything whose name begins with its name away, "
    "copy\n"
    "DIR/TIME/* there, and run labintake doctor.\n\n"
    "Examples:\n"
    "  labintake backup /mnt/backup/labintake --db lab.db\n"
    "  labintake doctor --db /mnt/backup/labintake/2024-05-01T08-00-00Z/lab.db\n\n"
    "Exit codes: 0 done; 1 bad arguments; 2 done, but files that the store has lost are not in it; 4 the database "
    "cannot be\n"
    "used, or the copy not be written.";

}  // namespace

void AddBackupCommand(CLI::App& app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* backup = app.add_subcommand("backup", "Copy the database and its files while they are in use");
  backup->add_option("DIR", options->folder, "The folder of backups; is made where there is none")->required();
  backup->add_option("--db", options->db, "The database that process --db made")->required();
  backup->add_flag("--quick", options->quick, "Do not read again what an earlier backup has");
  backup->footer(kHelp);
  backup->callback([=] { *exit_code = Copy(*options); });
}

}  // namespace labintake::pipeline
