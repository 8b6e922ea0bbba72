#include "pipeline/commands/catalog_aliases.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/decision_rules.h"
#include "pipeline/commands/alias_file.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/commands/with_store.h"
#include "terminology/catalog/catalog.h"

namespace labintake::pipeline {
namespace {

struct Options {
  std::string db, path, by;
  std::int64_t id = 0;
  bool all = false, csv = false;
};
using OptionsPtr = std::shared_ptr<Options>;

void PrintAliases(const std::vector<db::Alias>& aliases) {
  for (const db::Alias& a : aliases) {
    const std::string lab = a.lab.empty() ? "every laboratory" : a.lab == db::kNoLab ? "no laboratory" : a.lab;
    std::string line = fmt::format("{}  \"{}\" means {}  ({}", a.id, a.name, a.analyte, lab);
    if (!a.panel.empty()) line += ", panel " + a.panel;
    if (!a.specimen.empty()) line += ", " + a.specimen;
    line += fmt::format(")  {} {}", a.by, a.at.substr(0, 10));
    if (a.retracted_in) line += fmt::format("  retracted {} {}", a.retracted_by, a.retracted_at.substr(0, 10));
    std::cout << Printable(line) << '\n';
  }
}

int List(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    auto aliases = store.ListAliases(options.all);
    if (!aliases) return Complain(aliases.error());
    auto names = store.Aliases(std::nullopt);
    if (!names) return Complain(names.error());
    if (options.csv) {
      std::cout << AliasesToCsv(*aliases);
    } else {
      PrintAliases(*aliases);
    }
    std::cerr << fmt::format("{} aliases; snapshot {}\n", aliases->size(), names->number());
    return kDone;
  });
}

int Export(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    auto aliases = store.ListAliases(options.all);
    if (!aliases) return Complain(aliases.error());
    if (auto written = WritePrivateFile(options.path, AliasesToCsv(*aliases)); !written) {
      return Complain(written.error());
    }
    std::cerr << fmt::format("{} aliases exported\n", aliases->size());
    return kDone;
  });
}

// Why the store would not take it; "" where it would.
std::string TroubleOf(const AliasLine& line) {
  if (!line.trouble.empty()) return line.trouble;
  if (auto fits = db::CheckAlias(line.alias); !fits) return fits.error().message;
  if (!terminology::Catalog::Find(line.alias.analyte)) return "the catalogue has no analyte with this id";
  return "";
}

int Import(const Options& options) {
  const Result<std::string> text = ReadWholeFile(options.path);
  if (!text) return Complain(text.error());
  auto lines = AliasesFromCsv(*text, options.by);
  if (!lines) return Complain(lines.error());
  std::vector<db::Alias> aliases;
  int errors = 0;
  for (AliasLine& line : *lines) {
    if (const std::string trouble = TroubleOf(line); !trouble.empty()) {
      ++errors;
      std::cerr << fmt::format("labintake: line {}: {}\n", line.line, trouble);
    } else {
      aliases.push_back(std::move(line.alias));
    }
  }
  return WithStore(options.db, [&](db::Store& store) {
    auto done = store.AddAliases(aliases);
    if (!done) return Complain(done.error());
    std::cerr << fmt::format("{} imported, {} already known, {} errors; snapshot {}\n", done->added, done->known,
                             errors, done->snapshot);
    return errors == 0 ? kDone : kIncomplete;
  });
}

int Retract(const Options& options) {
  return WithStore(options.db, [&](db::Store& store) {
    auto retracted = store.RetractAlias(options.id, options.by);
    return retracted ? kDone : Complain(retracted.error());
  });
}

constexpr const char* kHelp =
    "A run uses the aliases as they stand when it starts; a later run reads the same documents with what was learned "
    "since.\n"
    "Two aliases that contradict each other make the name ambiguous until one is retracted.\n\n"
    "Examples:\n"
    "  labintake catalog aliases list --db lab.db\n"
    "  labintake catalog aliases export names.csv --db lab.db\n"
    "  labintake catalog aliases import names.csv --db other.db --by \"Ann Lee\"\n"
    "  labintake catalog aliases retract 12 --db lab.db --by \"Ann Lee\"\n\n"
    "Exit codes: 0 done; 1 bad arguments; 2 some lines could not be used; 4 the database cannot be used.";

}  // namespace

void AddCatalogAliases(CLI::App& catalog, int* exit_code) {
  CLI::App* aliases =
      catalog.add_subcommand("aliases", "Names that people confirmed: list, export, import and retract");
  aliases->require_subcommand(1);
  aliases->footer(kHelp);
  const auto add = [&](const char* name, const char* what, int (*work)(const Options&), const OptionsPtr& options) {
    CLI::App* command = aliases->add_subcommand(name, what);
    command->add_option("--db", options->db, "The database that process --db made")->required();
    command->footer(kHelp);
    command->callback([=] { *exit_code = work(*options); });
    return command;
  };

  auto options = std::make_shared<Options>();
  CLI::App* list = add("list", "List the aliases in force", List, options);
  list->add_flag("--all", options->all, "Also those that were retracted");
  list->add_flag("--csv", options->csv, "As comma-separated values");

  options = std::make_shared<Options>();
  CLI::App* out = add("export", "Write the aliases in force to a file", Export, options);
  out->add_option("FILE", options->path, "The file to make (CSV)")->required();
  out->add_flag("--all", options->all, "Also those that were retracted");

  options = std::make_shared<Options>();
  CLI::App* in = add("import", "Add the aliases of a file", Import, options);
  in->add_option("FILE", options->path, "CSV with the columns lab, name, panel, specimen, analyte, by, note")
      ->required();
  in->add_option("--by", options->by, "Who confirmed them, where the file does not say");

  options = std::make_shared<Options>();
  CLI::App* retract = add("retract", "Take an alias back", Retract, options);
  retract->add_option("ID", options->id, "As aliases list prints it")->required();
  retract->add_option("--by", options->by, "Who takes it back")->required();
}

}  // namespace labintake::pipeline
