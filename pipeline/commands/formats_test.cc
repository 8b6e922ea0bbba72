#include "pipeline/commands/formats_test.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "pipeline/cli.h"
#include "pipeline/commands/author_options.h"
#include "pipeline/commands/sample_diff.h"

namespace labintake::pipeline {
namespace {

struct Arguments {
  std::string id;  // "": all
  AuthorOptions author;
};

class TestRun {
 public:
  explicit TestRun(Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    if (auto loaded = LoadDefinitions(&arguments_.author); !loaded) return Complain(loaded.error());
    if (!arguments_.id.empty() && arguments_.author.limits.process.formats->Find(arguments_.id) == nullptr) {
      return Complain({ErrorCode::kArgument, fmt::format("there is no lab format '{}'; labintake formats list names "
                                                         "all that there are",
                                                         arguments_.id)});
    }
    Result<std::vector<Sample>> samples = ReadSamples(arguments_.author);
    if (!samples) return Complain(samples.error());
    Choose(*std::move(samples));
    if (samples_.empty()) {
      return Complain({ErrorCode::kNotFound,
                       "there is no sample to test with; a sample names its lab format as \"format\" in expected.json, "
                       "and --samples the folder of samples"});
    }
    std::vector<std::string> paths;
    for (const Sample& sample : samples_) paths.push_back(sample.document);
    std::vector<Result<Document>> documents;
    if (const int code = ReadDocuments(arguments_.author, paths, &documents); code != kExitDone) return code;
    for (std::size_t i = 0; i < samples_.size(); ++i) Tell(samples_[i], documents[i]);
    out_ += fmt::format("{}, {}\n", Count(samples_.size(), "sample", "samples"), ToText(totals_));
    const int printed = Print(out_);
    return differs_ ? kExitFailed : printed;
  }

 private:
  static int Complain(const Error& error) {
    Say(error.message);
    return error.code == ErrorCode::kConfiguration ? kExitConfiguration : kExitFailed;
  }

  // The samples that are to be tested.
  void Choose(std::vector<Sample> all) {
    std::set<std::string> unknown;
    for (Sample& sample : all) {
      const std::string& format = sample.expected.format;
      if (format.empty() || (!arguments_.id.empty() && format != arguments_.id)) continue;
      if (arguments_.author.limits.process.formats->Find(format) != nullptr) {
        samples_.push_back(std::move(sample));
      } else {
        unknown.insert(format);
      }
    }
    for (const std::string& format : unknown)
      Say(fmt::format("there are samples of '{}', and no such lab format", format));
  }

  void Tell(const Sample& sample, const Result<Document>& document) {
    if (!document) {
      differs_ = true;
      out_ += fmt::format("{}: {}\n", TerminalText(sample.name), document.error().message);
      return;
    }
    const truth::Judgement judgement = truth::Judge(sample.expected, sample.gaps, truth::ToFoundDocument(*document));
    const std::string& format = document->format.id;
    const bool own = format == sample.expected.format || format.starts_with(sample.expected.format + "/");
    differs_ = differs_ || !own || !judgement.Passes();
    const RowTotals totals = TotalsOf(sample, judgement);
    totals_.Add(totals);
    out_ += fmt::format("{}: {}{}; {}\n", TerminalText(sample.name),
                        format.empty() ? "read by the general rules" : "read by " + format,
                        own ? "" : ", and not by " + sample.expected.format, ToText(totals));
    out_ += DiffOf(sample, *document, judgement, color_);
  }

  Arguments& arguments_;
  const bool color_ = ColorOnStdout();
  std::vector<Sample> samples_;
  RowTotals totals_;
  bool differs_ = false;
  std::string out_;
};

}  // namespace

void AddFormatsTest(CLI::App& formats, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = formats.add_subcommand("test",
                                             "Read the samples of lab formats, and show what differs from what "
                                             "their expected.json says");
  command->footer(std::string("What differs gives exit code 2; rows that known_gaps.json names do not.\n\n") +
                  kExitCodesHelp);
  command->add_option("id", arguments->id, "A lab format [all]")->type_name("ID");
  AddAuthorOptions(*command, &arguments->author);
  command->callback([arguments, exit_code] {
    HardenProcess();
    *exit_code = TestRun(*arguments).Run();
  });
}

}  // namespace labintake::pipeline
