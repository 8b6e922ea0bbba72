#include "pipeline/commands/author_options.h"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "extractors/formats/library.h"
#include "pipeline/cli.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/document_run.h"
#include "pipeline/progress.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOwnFormats = "lab_formats/formats";
constexpr const char* kOwnSamples = "samples";

bool IsFolder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

void AddSampleOptions(CLI::App& app, AuthorOptions* options) {
  app.add_option("--samples", options->samples, "Folder of documents with their truth [samples, where it is there]")
      ->type_name("DIR");
  app.add_option("--jobs,-j", options->jobs, "Files and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  app.add_flag("--quiet,-q", options->quiet, "No progress and no remarks");
}

void AddAuthorOptions(CLI::App& app, AuthorOptions* options) {
  app.add_option("--formats", options->limits.formats,
                 "Folder of lab formats [lab_formats/formats, or those that came with the program]")
      ->type_name("DIR");
  AddSampleOptions(app, options);
}

std::vector<std::string> DefinitionFolders(const AuthorOptions& options) {
  if (!options.limits.formats.empty()) return {options.limits.formats};
  if (IsFolder(kOwnFormats)) return {kOwnFormats};
  return formats::InstalledFormats();
}

Result<void> LoadDefinitions(AuthorOptions* options) {
  Result<formats::Library> library = formats::Library::Load(DefinitionFolders(*options));
  if (!library) return tl::unexpected<Error>(library.error());
  options->limits.process.formats = std::make_shared<const formats::Library>(*std::move(library));
  return {};
}

Result<std::vector<Sample>> ReadSamples(const AuthorOptions& options) {
  if (options.samples.empty() && !IsFolder(kOwnSamples)) return std::vector<Sample>();
  int missing = 0;
  const auto files = truth::FindTruth(options.samples.empty() ? kOwnSamples : options.samples, &missing);
  if (!files) return tl::unexpected<Error>(files.error());
  std::vector<Sample> samples;
  for (const truth::TruthFile& file : *files) {
    const Result<std::string> text = ReadWholeFile(file.truth);
    if (!text) return Fail(ErrorCode::kNotFound, file.truth + ": the file cannot be read; check its permissions");
    Result<truth::Expectation> expected = truth::ReadExpectation(*text, file.truth);
    if (!expected) return tl::unexpected<Error>(expected.error());
    Result<std::vector<truth::KnownGap>> gaps = truth::ReadKnownGaps(file.truth);
    if (!gaps) return tl::unexpected<Error>(gaps.error());
    const fs::path document = file.document;
    const bool folder = document.stem() == "report";
    samples.push_back({folder ? document.parent_path().filename() : document.filename(), file.document,
                       *std::move(expected), *std::move(gaps)});
  }
  return samples;
}

int ReadDocuments(const AuthorOptions& options, const std::vector<std::string>& files,
                  std::vector<Result<Document>>* documents) {
  documents->clear();
  if (files.empty()) return kExitDone;
  Progress progress(files.size(), !options.quiet);
  WorkerPoolOptions pool = PoolOptions(options.limits, options.jobs > 0 ? options.jobs : UsableCores());
  std::size_t rows = 0;
  pool.on_tick = [&](const RunProgress& p) { progress.Show(p.tasks, rows, p.parts); };
  const RunEnd end = RunDocuments(files, options.limits.process, pool, [&](std::size_t i, Result<Document> document) {
    if (document) {
      for (const Report& report : document->reports) rows += report.observations.size();
    } else if (document.error().code == ErrorCode::kConfiguration) {
      progress.Erase();
      Say(files[i] + ": " + document.error().message);
      return false;
    }
    documents->push_back(std::move(document));
    return true;
  });
  progress.Erase();
  if (end == RunEnd::kInterrupted) {
    Say("interrupted");
    return kExitInterrupted;
  }
  return end == RunEnd::kStopped ? kExitConfiguration : kExitDone;
}

}  // namespace labintake::pipeline
