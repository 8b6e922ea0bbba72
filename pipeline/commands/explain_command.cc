#include "pipeline/commands/explain_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>
#include <memory>

#include "extractors/pdf/pdf_document.h"
#include "pipeline/cli.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/document_run.h"
#include "pipeline/explain_html.h"
#include "pipeline/output_file.h"
#include "pipeline/process.h"
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
};

std::string FailedReply(const Error& error) { return kError + EncodeResult(tl::unexpected<Error>(error)); }

// In the worker: reads the file, draws its pages, writes the HTML.
std::string Explain(const std::string& path, const Arguments& arguments) {
  const Result<Document> document = ProcessFile(path, arguments.limits.process);
  if (!document) return FailedReply(document.error());
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Result<pdf::PdfDocument> pdf = pdf::PdfDocument::Open(std::move(bytes), arguments.limits.process.password,
                                                        {.max_pages = arguments.limits.process.max_pages});
  if (!pdf) return FailedReply(pdf.error());
  std::vector<std::string> images;
  for (const PageSummary& page : document->pages) {
    images.push_back(page.number <= pdf->page_count() ? pdf->RenderPng(page.number, arguments.dpi) : "");
  }
  return kPage + ExplainHtml(*document, images);
}

Error ErrorOf(const WorkerReply& reply) {
  if (reply.outcome != WorkerReply::Outcome::kAnswered) return LostReply(reply);
  if (reply.bytes.empty() || reply.bytes.front() != kError) return UnusableReply();
  const std::optional<Result<Document>> result = DecodeResult(std::string_view(reply.bytes).substr(1));
  return result && !*result ? result->error() : UnusableReply();
}

int Run(const Arguments& arguments) {
  WorkerPool pool(PoolOptions(arguments.limits, 1),
                  [&arguments](const std::string& path) { return Explain(path, arguments); });
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
  AddLimitOptions(*command, &arguments->limits);
  command->callback([arguments, exit_code] {
    HardenProcess();
    *exit_code = Run(*arguments);
  });
}

}  // namespace labintake::pipeline
