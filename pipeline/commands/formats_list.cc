#include "pipeline/commands/formats_list.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "extractors/formats/definition_file.h"
#include "extractors/formats/file_bytes.h"
#include "extractors/formats/schema_check.h"
#include "extractors/formats/yaml_text.h"
#include "pipeline/cli.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/output/text_cell.h"

namespace labintake::pipeline {
namespace {

using formats::Definition;
using Json = nlohmann::ordered_json;

struct Arguments {
  FileLimits limits;  // of which only the folder counts
  std::string id;
  std::string format;
};

int Complain(const Error& error) {
  Say(error.message);
  return kExitConfiguration;
}

// "uz-gent/2019" -> "uz-gent", "2019".
std::pair<std::string, std::string> IdAndVersion(const Definition& d) {
  const size_t slash = std::min(d.id.find('/'), d.id.size());
  return {d.id.substr(0, slash), d.id.substr(std::min(slash + 1, d.id.size()))};
}

Json ListAsJson(const std::vector<Definition>& definitions) {
  Json list = Json::array();
  for (const Definition& d : definitions) {
    const auto [id, version] = IdAndVersion(d);
    list.push_back({{"id", id},
                    {"version", version.empty() ? Json() : Json(version)},
                    {"lab", d.lab},
                    {"title", d.title.empty() ? Json() : Json(d.title)},
                    {"verified", d.verified},
                    {"file", d.file}});
  }
  return list;
}

std::string ListAsText(const std::vector<Definition>& definitions) {
  constexpr size_t kColumns = 6;
  std::vector<std::array<std::string, kColumns>> lines = {{"Id", "Version", "Laboratory", "Title", "Verified", "File"}};
  for (const Definition& d : definitions) {
    const auto [id, version] = IdAndVersion(d);
    lines.push_back(
        {id, version, TerminalText(d.lab), TerminalText(d.title), d.verified ? "yes" : "no", TerminalText(d.file)});
  }
  std::array<size_t, kColumns> widths{};
  for (const auto& line : lines)
    for (size_t c = 0; c < kColumns; ++c) widths[c] = std::max(widths[c], DisplayWidth(line[c]));
  std::string out;
  for (const auto& line : lines) {
    for (size_t c = 0; c + 1 < kColumns; ++c) out += widths[c] == 0 ? "" : Fit(line[c], widths[c]) + "  ";
    out += line.back() + "\n";
  }
  return out;
}

int List(Arguments& arguments) {
  if (auto loaded = LoadFormats(&arguments.limits); !loaded) return Complain(loaded.error());
  std::vector<Definition> definitions;
  if (const auto library = arguments.limits.process.formats) {
    for (size_t i = 0; i < library->definitions().size(); ++i)
      if (const Definition* d = library->definitions().At(i)) definitions.push_back(*d);
  }
  return Print(arguments.format == "json" ? ListAsJson(definitions).dump(2) + "\n" : ListAsText(definitions));
}

// What the file of `d` says of it. The file may have been edited since it was loaded; then it is told so.
Result<nlohmann::json> VersionOf(const Definition& d) {
  const std::optional<std::string> yaml = formats::ReadBytes(d.file);
  if (!yaml) return Fail(ErrorCode::kConfiguration, d.file + ": this file cannot be read; check its permissions");
  const Result<formats::CheckedFile> checked = formats::CheckFile(*yaml, d.file);
  if (!checked) return tl::unexpected<Error>(checked.error());
  for (const nlohmann::json& version : checked->versions) {
    const auto decoded = formats::DefinitionOf(version, d.file);
    if (decoded && decoded->id == d.id) return version;
  }
  return Fail(ErrorCode::kConfiguration, d.file + ": the file changed while it was read; run again");
}

int Show(Arguments& arguments) {
  if (auto loaded = LoadFormats(&arguments.limits); !loaded) return Complain(loaded.error());
  const formats::Library* library = arguments.limits.process.formats.get();
  const Definition* definition = library == nullptr ? nullptr : library->Find(arguments.id);
  if (definition == nullptr) {
    Say(fmt::format("there is no lab format '{}'; labintake formats list names all that there are", arguments.id));
    return kExitFailed;
  }
  Result<nlohmann::json> said = VersionOf(*definition);
  if (!said) return Complain(said.error());
  // What is shown is one version, by itself a definition.
  said->erase("version");
  said->erase("versions");
  Json whole = formats::WithDefaults(*said);
  whole.erase("versions");
  if (arguments.format == "json") return Print(whole.dump(2) + "\n");
  return Print(fmt::format("# {}, from {}\n", definition->id, definition->file) + formats::YamlOf(whole));
}

CLI::App* AddCommand(CLI::App& formats, const char* name, const char* what, const std::vector<std::string>& output,
                     const std::shared_ptr<Arguments>& arguments) {
  CLI::App* command = formats.add_subcommand(name, what);
  command->footer(kExitCodesHelp);
  arguments->format = output.front();
  command->add_option("--format", arguments->format, output.front() + " or json")
      ->check(CLI::IsMember(output))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddFormatOptions(*command, &arguments->limits);
  return command;
}

}  // namespace

void AddFormatsList(CLI::App& formats, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  AddCommand(formats, "list", "The definitions in force", {"table", "json"}, arguments)
      ->callback([arguments, exit_code] { *exit_code = List(*arguments); });
}

void AddFormatsShow(CLI::App& formats, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      AddCommand(formats, "show", "One definition, with what it leaves out filled in", {"yaml", "json"}, arguments);
  command->add_option("id", arguments->id, "uz-gent, or uz-gent/2019 for a version")->required()->type_name("ID");
  command->callback([arguments, exit_code] { *exit_code = Show(*arguments); });
}

}  // namespace labintake::pipeline
