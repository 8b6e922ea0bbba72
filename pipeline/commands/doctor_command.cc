#include "pipeline/commands/doctor_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "db/upkeep/doctor.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/size_text.h"
#include "pipeline/commands/with_store.h"
#include "pipeline/progress.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db;
  bool quick = false, repair = false, json = false;
};

OrderedJson ToJson(const db::Examination& found) {
  OrderedJson problems = OrderedJson::array();
  for (const db::Problem& p : found.problems) {
    problems.push_back({{"code", p.code}, {"subject", p.subject}, {"message", p.message}, {"repaired", p.repaired}});
  }
  return {{"schema_version", found.schema_version},
          {"documents", found.documents},
          {"files", found.files},
          {"file_bytes", found.file_bytes},
          {"database_bytes", found.database_bytes},
          {"wal_bytes", found.wal_bytes},
          {"stage_bytes", found.stage_bytes},
          {"files_hashed", found.files_hashed},
          {"problems", std::move(problems)}};
}

void PrintText(const db::Examination& found) {
  std::cout << fmt::format("schema {}, {} documents, {} files ({}{}), database {}, write-ahead log {}, kept words {}\n",
                           found.schema_version, found.documents, found.files, SizeText(found.file_bytes),
                           found.files_hashed ? ", all read" : ", not read", SizeText(found.database_bytes),
                           SizeText(found.wal_bytes), SizeText(found.stage_bytes));
  for (const db::Problem& p : found.problems) {
    std::string line = p.code;
    if (!p.subject.empty()) line += " " + p.subject;
    std::cout << Printable(line + ": " + p.message) << (p.repaired ? " Repaired." : "") << '\n';
  }
}

int Examine(const Options& options) {
  std::optional<Progress> progress;
  db::ExamineOptions how{!options.quick, options.repair, {}};
  how.progress = [&](std::size_t done, std::size_t total) {
    if (!progress) progress.emplace(total, true);
    progress->Show(done);
  };
  const auto found = db::Examine(options.db, how);
  progress.reset();
  if (!found) return Complain(found.error());
  if (options.json) {
    std::cout << Dump(ToJson(*found)) << '\n';
  } else {
    PrintText(*found);
  }
  const auto left =
      std::count_if(found->problems.begin(), found->problems.end(), [](const db::Problem& p) { return !p.repaired; });
  if (!options.json) std::cerr << (left == 0 ? "no problems\n" : fmt::format("problems: {}\n", left));
  return FlushResults(left == 0 ? kDone : kIncomplete);
}

constexpr const char* kHelp =
    "Checks the database, whether every file is there and unchanged, permissions, and what does not belong together. "
    "It "
    "changes\n"
    "nothing, unless --repair says so, and may run while others work. Each problem says what to do about it.\n\n"
    "Examples:\n"
    "  labintake doctor --db lab.db\n"
    "  labintake doctor --db lab.db --quick --format json\n\n"
    "Exit codes: 0 no problems, or all repaired; 1 bad arguments; 2 problems; 4 the database cannot be used.";

}  // namespace

void AddDoctorCommand(CLI::App& app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* doctor = app.add_subcommand("doctor", "Examine the database and its files");
  doctor->add_option("--db", options->db, "The database that process --db made")->required();
  doctor->add_flag("--quick", options->quick, "Do not read every file to check its bytes");
  doctor->add_flag(
      "--repair", options->repair,
      "Set permissions, and remove what killed processes left: temporary files, words of files that are no document's");
  doctor
      ->add_option_function<std::string>(
          "--format", [options](const std::string& name) { options->json = name == "json"; }, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  doctor->footer(kHelp);
  doctor->callback([=] { *exit_code = Examine(*options); });
}

}  // namespace labintake::pipeline
