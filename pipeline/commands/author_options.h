// Where the author of a lab format has definitions and samples, and how samples are read.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/truth/judgement.h"

namespace CLI {
class App;
}

namespace labintake::pipeline {

struct AuthorOptions {
  FileLimits limits;    // limits.formats: the folder of definitions
  std::string samples;  // "": ./samples, where it is there
  int jobs = 0;         // 0: one a core
  bool quiet = false;
};

// --samples, --jobs, --quiet. `options` must outlive `app`.
void AddSampleOptions(CLI::App& app, AuthorOptions* options);
// These, and --formats.
void AddAuthorOptions(CLI::App& app, AuthorOptions* options);

// The folder that was named; else lab_formats/formats of the working directory, where an author of this tree is at
// work; else those that came with the program.
std::vector<std::string> DefinitionFolders(const AuthorOptions& options);

// Loads them into limits.process. Error kConfiguration.
Result<void> LoadDefinitions(AuthorOptions* options);

// A document whose truth is known.
struct Sample {
  std::string name;      // of its folder, or of the file
  std::string document;  // path
  truth::Expectation expected;
  std::vector<truth::KnownGap> gaps;
};

// All samples of the folder; none where no folder was named and there is no ./samples. Errors kNotFound and kArgument,
// in one sentence.
Result<std::vector<Sample>> ReadSamples(const AuthorOptions& options);

// The documents of `samples`, read with limits.process.formats; what could not be read has the reason in its place.
// kExitInterrupted, or kExitConfiguration with a sentence on stderr: nothing is to be concluded from them.
int ReadDocuments(const AuthorOptions& options, const std::vector<std::string>& files,
                  std::vector<Result<Document>>* documents);

}  // namespace labintake::pipeline
