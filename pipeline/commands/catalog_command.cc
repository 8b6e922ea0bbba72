#include "pipeline/commands/catalog_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/cli.h"
#include "pipeline/commands/catalog_aliases.h"
#include "terminology/catalog/catalog_check.h"
#include "terminology/catalog/catalog_search.h"
#include "terminology/catalog/official_names.h"
#include "terminology/ucum/import.h"

namespace labintake::pipeline {
namespace {

using terminology::AnalyteEntry;
using terminology::Catalog;
using terminology::LoincCode;
using terminology::OfficialNames;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<std::string> words;
  std::string path;
  bool json = false;
  size_t limit = 10;
};

int Fail(const Error& error) {
  Say(error.message);
  return error.code == ErrorCode::kConfiguration ? kExitConfiguration : kExitFailed;
}

// The official name, from the catalogue or from what was imported; "" where neither has it.
std::string NameOf(const LoincCode& code, const OfficialNames& official) {
  if (!code.long_name.empty()) return std::string(code.long_name);
  const auto* found = official.Find(code.loinc);
  return found == nullptr ? std::string() : found->long_common_name;
}

Json ToJson(const AnalyteEntry& a, const OfficialNames& official) {
  Json codes = Json::array();
  for (const LoincCode& code : Catalog::CodesOf(a.id)) {
    const std::string name = NameOf(code, official);
    codes.push_back({{"loinc", code.loinc},
                     {"name", name.empty() ? Json() : Json(name)},
                     {"verified", !name.empty()},
                     {"scale", code.scale},
                     {"unit", code.unit}});
  }
  return {{"id", a.id},
          {"name", a.name},
          {"specimen", a.specimen},
          {"kind", a.kind},
          {"unit", a.unit},
          {"conventional", a.conventional},
          {"si", a.si},
          {"low", a.low},
          {"high", a.high},
          {"molar_mass", a.molar_mass},
          {"charge", a.charge},
          {"panels", a.panels},
          {"about", a.about},
          {"codes", codes}};
}

std::string ToText(const AnalyteEntry& a, const OfficialNames& official) {
  std::string out = fmt::format("{}  {}\n    {}\n", a.id, a.name, a.about);
  std::string facts = fmt::format("specimen {}", a.specimen);
  if (!a.unit.empty()) facts += fmt::format(", unit {}", a.unit);
  if (!a.low.empty() || !a.high.empty()) facts += fmt::format(", believed from {} to {}", a.low, a.high);
  if (!a.molar_mass.empty()) facts += fmt::format(", {} g/mol", a.molar_mass);
  out += "    " + facts + '\n';
  for (const LoincCode& code : Catalog::CodesOf(a.id)) {
    const std::string name = NameOf(code, official);
    out += fmt::format("    LOINC {}  {}\n", code.loinc,
                       name.empty() ? "(unverified: the official name is not in hand)" : name);
  }
  return out;
}

int Find(const Arguments& arguments) {
  const Result<OfficialNames> official = OfficialNames::Open();
  if (!official) return Fail(official.error());
  std::string words;
  for (const std::string& word : arguments.words) words += (words.empty() ? "" : " ") + word;
  const std::vector<AnalyteEntry> found = terminology::SearchCatalog(words, arguments.limit);
  if (arguments.json) {
    Json list = Json::array();
    for (const AnalyteEntry& a : found) list.push_back(ToJson(a, *official));
    Print(list.dump(2) + '\n');
  } else {
    for (const AnalyteEntry& a : found) Print(ToText(a, *official));
  }
  if (found.empty()) Say("nothing in the catalogue is called like that; try fewer words, or a LOINC code");
  return found.empty() ? kExitFailed : kExitDone;
}

int Check() {
  const Result<ucum::Table> table = ucum::Table::OpenInstalled();
  if (!table) return Fail(table.error());
  const Result<OfficialNames> official = OfficialNames::Open();
  if (!official) return Fail(official.error());
  const terminology::CatalogReport report = terminology::CheckCatalog(*table, *official);
  for (const terminology::CatalogProblem& problem : report.problems)
    Print(fmt::format("{}: {}\n", problem.subject, problem.message));
  Print(fmt::format("{} of {}, {}, {} of which {} are verified; {}\n", Count(report.analytes, "analyte", "analytes"),
                    Count(report.components, "component", "components"), Count(report.names, "name", "names"),
                    Count(report.codes, "LOINC code", "LOINC codes"), report.verified_codes,
                    Count(report.problems.size(), "problem", "problems")));
  return report.problems.empty() ? kExitDone : kExitFailed;
}

int ImportLoinc(const Arguments& arguments) {
  const Result<size_t> count = terminology::ImportLoinc(arguments.path);
  if (!count) return Fail(count.error());
  Print(fmt::format("{} imported; labintake catalog check compares the catalogue with them\n",
                    Count(*count, "LOINC name", "LOINC names")));
  return kExitDone;
}

int ImportUcum(const Arguments& arguments) {
  const auto imported = ucum::ImportTable(arguments.path);
  if (!imported) return Fail(imported.error());
  Print(fmt::format("{} and {} imported\n", Count(imported->info.units, "unit", "units"),
                    Count(imported->info.prefixes, "prefix", "prefixes")));
  return kExitDone;
}

}  // namespace

void AddCatalogCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* catalog =
      app.add_subcommand("catalog", "The analytes, names, units and LOINC codes that the program knows");
  catalog->footer(kExitCodesHelp);
  catalog->require_subcommand(1);

  CLI::App* find = catalog->add_subcommand("find", "Find analytes by name, in any of the languages, or by LOINC code");
  find->add_option("words", arguments->words, "What it is called")->required()->type_name("WORDS");
  find->add_option("--limit", arguments->limit, "At most so many")->check(CLI::PositiveNumber)->capture_default_str();
  find->add_flag("--json", arguments->json, "As JSON");
  find->callback([arguments, exit_code] { *exit_code = Find(*arguments); });

  catalog->add_subcommand("check", "Prove that the catalogue is sound: check digits, names, units, limits")
      ->callback([exit_code] { *exit_code = Check(); });

  CLI::App* loinc = catalog->add_subcommand(
      "import-loinc", "Take the official names from LOINC's table, which you download under its licence at loinc.org");
  loinc->add_option("file", arguments->path, "Loinc.csv or LoincTableCore.csv")->required()->type_name("FILE");
  loinc->callback([arguments, exit_code] { *exit_code = ImportLoinc(*arguments); });

  CLI::App* units = catalog->add_subcommand(
      "import-ucum", "Take a newer table of units: ucumDefs.min.json of @lhncbc/ucum-lhc, or ucum-essence.xml");
  units->add_option("file", arguments->path, "The table, unmodified")->required()->type_name("FILE");
  units->callback([arguments, exit_code] { *exit_code = ImportUcum(*arguments); });

  for (CLI::App* command : {find, loinc, units}) command->footer(kExitCodesHelp);
  AddCatalogAliases(*catalog, exit_code);
}

}  // namespace labintake::pipeline
