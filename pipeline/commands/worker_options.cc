#include "pipeline/commands/worker_options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "extractors/formats/library.h"
#include "extractors/scan/steps.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/interrupt.h"

namespace labintake::pipeline {
namespace {

std::string StepsProblem(const std::string& names) {
  const Result<scan::Steps> steps = scan::StepsWithout(names);
  return steps ? "" : steps.error().message;
}

}  // namespace

// Names become names of files, so that nothing else may be in them.
std::string LanguagesProblem(const std::string& list) {
  bool in_name = false;
  for (const char c : list) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!letter && !(c == '+' && in_name)) {
      in_name = false;
      break;
    }
    in_name = letter;
  }
  return in_name ? "" : "name languages as Tesseract does, joined by '+', for example eng+deu";
}

void AddLimitOptions(CLI::App& app, FileLimits* limits) {
  app.add_option("--password", limits->process.password, "Password of encrypted files")
      ->envname("LABINTAKE_PASSWORD")
      ->type_name("TEXT");
  app.add_option("--max-bytes", limits->process.max_bytes, "Refuse larger files")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--max-pages", limits->process.max_pages, "Refuse files with more pages")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--max-megapixels", limits->process.max_megapixels, "Refuse pictures with more million pixels")
      ->check(CLI::Range(1.0, 10'000.0))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--timeout", limits->timeout_seconds,
                 "Give up on a file after this time, its scanned pages apart; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--page-timeout", limits->page_timeout_seconds,
                 "Give up on recognising a scanned page after this time; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  app.add_option("--memory", limits->memory_mib, "Memory that one file may need; 0: no limit")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 24))
      ->type_name("MIB")
      ->capture_default_str();
  AddSandboxOption(app, &limits->require_sandbox);
}

void AddScanOptions(CLI::App& app, scan::ScanOptions* options) {
  app.add_option("--ocr-languages", options->languages,
                 "Languages of scanned pages, as Tesseract names them [chosen page by page]")
      ->check(CLI::Validator(LanguagesProblem, ""))
      ->type_name("eng+deu");
  app.add_flag_callback(
      "--no-second-reading", [options] { options->second_reading = false; },
      "Read the results of scanned pages once only: faster, and more rows wait");
  app.add_option("--save-steps", options->save_steps,
                 "Keep an image of each step of reading a scanned page in this folder; the images show the page")
      ->type_name("DIR");
  app.add_option(
         "--ocr-without", options->without,
         "Leave these steps of reading a scanned page out, to measure what they are good for: " + scan::StepNames())
      ->check(CLI::Validator(StepsProblem, ""))
      ->type_name("STEPS");
}

CLI::Option* AddStageCacheOption(CLI::App& app, std::uint64_t* mib) {
  return app
      .add_option("--stage-cache", *mib,
                  "Room beside the database for the words of pages, so that no page is recognised twice; 0: none")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 24))
      ->type_name("MIB")
      ->capture_default_str();
}

void AddFormatOptions(CLI::App& app, FileLimits* limits) {
  app.add_option("--formats", limits->formats, "Folder of lab formats, or none [those that came with the program]")
      ->type_name("DIR");
}

Result<std::shared_ptr<const formats::Library>> FormatsIn(const std::string& folder) {
  if (folder == "none") return nullptr;
  const std::vector<std::string> folders = folder.empty() ? formats::InstalledFormats() : std::vector{folder};
  if (folders.empty()) {
    return Fail(ErrorCode::kConfiguration,
                "The lab formats that come with the program are missing; install it again, or give --formats none.");
  }
  Result<formats::Library> library = formats::Library::Load(folders);
  if (!library) return tl::unexpected<Error>(library.error());
  return std::make_shared<const formats::Library>(*std::move(library));
}

Result<void> LoadFormats(FileLimits* limits) {
  auto library = FormatsIn(limits->formats);
  if (!library) return tl::unexpected<Error>(library.error());
  limits->process.formats = *std::move(library);
  return {};
}

Result<void> PrepareScanOptions(const scan::ScanOptions& options) {
  if (options.save_steps.empty()) return {};
  if (auto made = MakePrivateFolder(options.save_steps); !made) return made;
  if (access(options.save_steps.c_str(), W_OK | X_OK) == 0) return {};
  return Fail(ErrorCode::kArgument, "The folder of --save-steps cannot be written; choose another one.");
}

WorkerPoolOptions PoolOptions(const FileLimits& limits, int workers) {
  WorkerPoolOptions options;
  options.workers = workers;
  options.timeout_seconds = limits.timeout_seconds;
  options.part_timeout_seconds = limits.page_timeout_seconds;
  options.memory_mib = limits.memory_mib;
  options.may_write = !limits.process.scan.save_steps.empty();
  options.stop_fd = InterruptFd();
  return options;
}

}  // namespace labintake::pipeline
