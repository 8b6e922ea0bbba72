#include "pipeline/commands/formats_check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>

#include "extractors/formats/library.h"
#include "pipeline/cli.h"
#include "pipeline/commands/author_files.h"
#include "pipeline/commands/author_options.h"
#include "pipeline/commands/format_checks.h"

namespace labintake::pipeline {
namespace {

using Kind = FormatProblem::Kind;

struct Arguments {
  std::vector<std::string> files;
  AuthorOptions author;
};

class CheckRun {
 public:
  explicit CheckRun(Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    Result<std::vector<AuthorFile>> files =
        ReadAuthorFiles(DefinitionFolders(arguments_.author), arguments_.files, &problems_);
    if (!files) return Complain(files.error());
    files_ = *std::move(files);
    for (const AuthorFile& file : files_)
      if (file.checked) Add(CheckNames(file));
    if (const int code = ReadAllSamples(); code != kExitDone) return code;
    if (!samples_.empty()) {
      Add(CheckFingerprints(files_, samples_));
      for (const AuthorFile& file : files_) {
        if (!file.checked) continue;
        Add(CheckPatterns(file, samples_));
        Add(ListUnknown(file, samples_));
      }
    }
    return Tell();
  }

 private:
  static int Complain(const Error& error) {
    Say(error.message);
    return error.code == ErrorCode::kConfiguration ? kExitConfiguration : kExitFailed;
  }

  void Add(std::vector<FormatProblem> more) { std::move(more.begin(), more.end(), std::back_inserter(problems_)); }

  int ReadAllSamples() {
    Result<std::vector<Sample>> samples = ReadSamples(arguments_.author);
    if (!samples) return Complain(samples.error());
    if (samples->empty()) {
      Say("there is no folder samples here, so that fingerprints and patterns were not tried; name one with --samples");
      return kExitDone;
    }
    std::vector<formats::Definition> all;
    for (const AuthorFile& file : files_) all.insert(all.end(), file.versions.begin(), file.versions.end());
    arguments_.author.limits.process.formats = std::make_shared<const formats::Library>(std::move(all));
    std::vector<std::string> paths;
    for (const Sample& sample : *samples) paths.push_back(sample.document);
    std::vector<Result<Document>> documents;
    if (const int code = ReadDocuments(arguments_.author, paths, &documents); code != kExitDone) return code;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      if (documents[i]) {
        samples_.push_back({(*samples)[i].name, (*samples)[i].expected.format, *std::move(documents[i])});
      } else {
        problems_.push_back({Kind::kError, {paths[i]}, documents[i].error().message});
      }
    }
    return kExitDone;
  }

  int Tell() {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const FormatProblem& a, const FormatProblem& b) { return a.where < b.where; });
    std::string out;
    std::size_t errors = 0, warnings = 0, checked = 0;
    for (const FormatProblem& problem : problems_) {
      out += ToText(problem);
      errors += problem.kind == Kind::kError;
      warnings += problem.kind == Kind::kWarning;
    }
    for (const AuthorFile& file : files_) checked += file.checked;
    out += fmt::format("{} checked on {}: {}, {}\n", Count(checked, "lab format", "lab formats"),
                       Count(samples_.size(), "sample", "samples"), Count(errors, "error", "errors"),
                       Count(warnings, "warning", "warnings"));
    const int printed = Print(out);
    return errors > 0 ? kExitFailed : printed;
  }

  Arguments& arguments_;
  std::vector<AuthorFile> files_;
  std::vector<ReadSample> samples_;
  std::vector<FormatProblem> problems_;
};

}  // namespace

void AddFormatsCheck(CLI::App& formats, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      formats.add_subcommand("check", "Are definitions sound, and do they know their own samples and no others?");
  command->footer(std::string("Each line names a file and its line. Errors give exit code 2, warnings do not.\n\n") +
                  kExitCodesHelp);
  command->add_option("files", arguments->files, "Definitions to check [all of the folder]")->type_name("FILE");
  AddAuthorOptions(*command, &arguments->author);
  command->callback([arguments, exit_code] {
    HardenProcess();
    *exit_code = CheckRun(*arguments).Run();
  });
}

}  // namespace labintake::pipeline
