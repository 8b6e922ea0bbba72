#include "pipeline/commands/formats_new.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "extractors/formats/definition_file.h"
#include "extractors/formats/draft.h"
#include "extractors/formats/library.h"
#include "pipeline/cli.h"
#include "pipeline/commands/author_options.h"
#include "terminology/fold.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  std::string id;
  std::string file;
  AuthorOptions author;
};

// What is wrong with an id; "" for a good one.
std::string IdProblem(const std::string& id) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  const bool good = !id.empty() && std::all_of(id.begin(), id.end(), allowed) && id.front() != '-' &&
                    id.back() != '-' && id.find("--") == std::string::npos;
  return good ? "" : "an id has lower-case letters, digits and single dashes, as in 'my-lab'";
}

bool SameFile(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::equivalent(a, b, error);
}

std::size_t RowsOf(const Document& document) {
  std::size_t rows = 0;
  for (const Report& report : document.reports) rows += report.observations.size();
  return rows;
}

class NewRun {
 public:
  explicit NewRun(Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    std::vector<Result<Document>> read;
    arguments_.author.limits.process.sketch = true;
    if (const int code = ReadDocuments(arguments_.author, {arguments_.file}, &read); code != kExitDone) return code;
    if (!read[0]) return Complain({read[0].error().code, arguments_.file + ": " + read[0].error().message});
    arguments_.author.limits.process.sketch = false;
    std::vector<formats::OtherDocument> others;
    if (const int code = ReadOthers(&others); code != kExitDone) return code;
    const formats::Draft draft = formats::DraftOf(arguments_.id, *read[0], others);
    const int printed = Print(draft.yaml);
    return printed == kExitDone ? Try(draft, *read[0]) : printed;
  }

 private:
  static int Complain(const Error& error) {
    Say(error.message);
    return error.code == ErrorCode::kConfiguration ? kExitConfiguration : kExitFailed;
  }

  // The samples of other laboratories. Pictures of them say nothing more, and take long to read.
  int ReadOthers(std::vector<formats::OtherDocument>* others) {
    Result<std::vector<Sample>> samples = ReadSamples(arguments_.author);
    if (!samples) return Complain(samples.error());
    std::vector<std::string> paths, names;
    for (const Sample& sample : *samples) {
      if (sample.expected.format == arguments_.id || sample.expected.scan || SameFile(sample.document, arguments_.file))
        continue;
      paths.push_back(sample.document);
      names.push_back(sample.name);
    }
    if (paths.empty())
      Say("there are no samples of other laboratories here to tell phrases from theirs; name a folder with --samples");
    std::vector<Result<Document>> read;
    if (const int code = ReadDocuments(arguments_.author, paths, &read); code != kExitDone) return code;
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (!read[i]) continue;
      formats::OtherDocument other{names[i], {}};
      for (const Report& report : read[i]->reports)
        for (const ClassifiedLine& line : report.lines) other.lines.push_back(terminology::Fold(line.text));
      others->push_back(std::move(other));
    }
    return kExitDone;
  }

  // Reads the sample once more, by the draft, and tells the author what is left to do.
  int Try(const formats::Draft& draft, const Document& general) {
    const std::string file = arguments_.id + ".yaml";
    const Result<formats::CheckedFile> checked = formats::CheckFile(draft.yaml, file);
    if (!checked) return Complain(checked.error());
    std::vector<formats::Definition> definitions = {formats::DefinitionOf(checked->versions.front(), file).value()};
    arguments_.author.limits.process.formats = std::make_shared<const formats::Library>(std::move(definitions));
    std::vector<Result<Document>> documents;
    if (const int code = ReadDocuments(arguments_.author, {arguments_.file}, &documents); code != kExitDone)
      return code;
    if (arguments_.author.quiet) return kExitDone;
    if (!draft.known_again)
      Say("the draft has no phrase that tells this laboratory from the samples of others; find one");
    const bool fits = documents[0] && !documents[0]->format.id.empty();
    Say(fits ? fmt::format("the draft reads {}; the general rules read {}", Count(RowsOf(*documents[0]), "row", "rows"),
                           RowsOf(general))
             : "the draft does not fit its own sample yet; labintake explain shows why");
    return kExitDone;
  }

  Arguments& arguments_;
};

}  // namespace

void AddFormatsNew(CLI::App& formats, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = formats.add_subcommand("new", "Draft a definition from a document of the laboratory");
  command->footer(std::string("Examples:\n"
                              "  labintake formats new my-lab report.pdf >lab_formats/formats/my-lab.yaml\n\n"
                              "The draft holds labels, heads and standing phrases, and no text of the patient's "
                              "fields; read it before you give it away.\n\n") +
                  kExitCodesHelp);
  command->add_option("id", arguments->id, "The id of the lab format: its file is ID.yaml")
      ->required()
      ->check(CLI::Validator(IdProblem, ""))
      ->type_name("ID");
  command->add_option("sample", arguments->file, "A PDF or picture")->required()->type_name("SAMPLE");
  AddSampleOptions(*command, &arguments->author);
  AddLimitOptions(*command, &arguments->author.limits);
  command->callback([arguments, exit_code] {
    HardenProcess();
    *exit_code = NewRun(*arguments).Run();
  });
}

}  // namespace labintake::pipeline
