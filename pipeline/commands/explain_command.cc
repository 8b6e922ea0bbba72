#include "pipeline/commands/explain_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/document_run.h"
#include "pipeline/document_stages.h"
#include "pipeline/explain_html.h"
#include "pipeline/output_file.h"
#include "pipeline/page_image.h"
#include "pipeline/wire.h"
#include "pipeline/worker_pool.h"

namespace labintake::pipeline {
namespace {

constexpr char kPage = 'P';   // first byte of a worker's reply: the page follows
constexpr char kError = 'E';  // the error follows

struct Arguments {
  std::string path;
  std::string output;
  double dpi = 110;
  FileLimits limits;
  RoutingOptions routing;
};

// In the workers: the stages of a document, and behind the last of them the page of HTML.
class Explainer {
 public:
  explicit Explainer(const Arguments& arguments) : arguments_(arguments), stages_(arguments.limits.process) {}

  SplitWork Work() {
    return {[this](const std::string& path) {
              TaskAnswer answer = stages_.Open(path);
              if (answer.parts.empty()) answer.bytes = Explain(answer.bytes);
              return answer;
            },
            [this](const std::string& part) { return stages_.ReadPicture(part); },
            [this](const std::string& for_join, const std::vector<WorkerReply>& replies) {
              return Explain(stages_.Assemble(for_join, replies));
            }};
  }

 private:
  static std::string Failed(const Error& error) { return kError + EncodeResult(tl::unexpected<Error>(error)); }

  // `result`: the last stage's answer.
  std::string Explain(const std::string& result) const {
    const std::optional<Result<Document>> document = DecodeResult(result);
    if (!document) return Failed(UnusableReply());
    if (!*document) return Failed(document->error());
    Result<std::string> bytes = ReadDocumentBytes(arguments_.path, arguments_.limits.process.max_bytes);
    if (!bytes) return Failed(bytes.error());
    Result<DocumentFile> file = DocumentFile::Open(*std::move(bytes), arguments_.limits.process);
    if (!file) return Failed(file.error());
    PageImages images(*std::move(file));
    std::vector<std::string> pngs;
    for (const PageSummary& page : (*document)->pages) {
      pngs.push_back(images.Png({page.number, page.width, page.height, {}, arguments_.dpi}));
    }
    return kPage + ExplainHtml(**document, pngs);
  }

  const Arguments& arguments_;
  DocumentStages stages_;
};

Error ErrorOf(const WorkerReply& reply) {
  if (reply.outcome != WorkerReply::Outcome::kAnswered) return LostReply(reply);
  if (reply.bytes.empty() || reply.bytes.front() != kError) return UnusableReply();
  const std::optional<Result<Document>> result = DecodeResult(std::string_view(reply.bytes).substr(1));
  return result && !*result ? result->error() : UnusableReply();
}

int Run(const Arguments& arguments) {
  Explainer explainer(arguments);  // each worker has its own copy
  WorkerPool pool(PoolOptions(arguments.limits, UsableCores()), explainer.Work());
  int exit_code = kExitDone;
  const RunEnd end = pool.Run({arguments.path}, [&](std::size_t, WorkerReply reply) {
    if (reply.outcome == WorkerReply::Outcome::kAnswered && !reply.bytes.empty() && reply.bytes.front() == kPage) {
      const Result<void> written = ReplaceFile(arguments.output, std::string_view(reply.bytes).substr(1));
      if (written) return true;
      Say(fmt::format("{}: {}", arguments.output, written.error().message));
      exit_code = kExitFailed;
      return true;
    }
    const Error error = ErrorOf(reply);
    Say(fmt::format("{}: {}", arguments.path, error.message));
    exit_code = error.code == ErrorCode::kConfiguration ? kExitConfiguration : kExitFailed;
    return true;
  });
  if (end == RunEnd::kInterrupted) {
    Say("interrupted; nothing was written");
    return kExitInterrupted;
  }
  return exit_code;
}

}  // namespace

void AddExplainCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("explain", "Show in a page of HTML what was read where, and why");
  command->footer(kExitCodesHelp);
  command->add_option("path", arguments->path, "The report")->required()->type_name("FILE");
  command->add_option("-o,--output", arguments->output, "The page to write, readable for you alone; - for stdout")
      ->required()
      ->type_name("FILE");
  command->add_option("--dpi", arguments->dpi, "Resolution of the page images")
      ->check(CLI::Range(10.0, 600.0))
      ->type_name("N")
      ->capture_default_str();
  AddRoutingOptions(*command, &arguments->routing);
  AddLimitOptions(*command, &arguments->limits);
  AddFormatOptions(*command, &arguments->limits);
  AddScanOptions(*command, &arguments->limits.process.scan);
  command->callback([arguments, exit_code] {
    HardenProcess();
    if (auto ready = PrepareScanOptions(arguments->limits.process.scan); !ready) {
      Say(ready.error().message);
      *exit_code = kExitArguments;
      return;
    }
    if (auto ready = PrepareSandbox(arguments->limits.require_sandbox); !ready) {
      Say(ready.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    Result<Routing> routing = LoadRouting(arguments->routing);
    if (!routing) {
      Say(routing.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    arguments->limits.process.routing = *std::move(routing);
    if (auto loaded = LoadFormats(&arguments->limits); !loaded) {
      Say(loaded.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    *exit_code = Run(*arguments);
  });
}

}  // namespace labintake::pipeline
