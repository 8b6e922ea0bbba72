#include "pipeline/commands/watch_settings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "pipeline/commands/private_file.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/service/folder_check.h"

namespace labintake::pipeline {
namespace {

tl::unexpected<Error> CannotRead(const std::string& file) {
  return Fail(ErrorCode::kConfiguration, file + ": the file is not there or cannot be read");
}

Result<WatchConfig> ReadConfig(const std::string& file) {
  if (file.empty()) return WatchConfig{};
  const Result<std::string> text = ReadWholeFile(file);
  if (!text) return CannotRead(file);
  return ParseWatchConfig(*text, file, std::filesystem::path(file).parent_path().string());
}

Result<std::string> PasswordOf(const WatchConfig::Reading& reading) {
  if (reading.password_file.empty()) {
    const char* given = std::getenv("LABINTAKE_PASSWORD");
    return given != nullptr ? given : "";
  }
  const Result<std::string> text = ReadWholeFile(reading.password_file);
  if (!text) return CannotRead(reading.password_file);
  return text->substr(0, text->find_first_of("\r\n"));
}

Result<ProcessOptions> OptionsOf(const WatchConfig& config) {
  ProcessOptions options;
  Result<std::string> password = PasswordOf(config.reading);
  if (!password) return tl::unexpected<Error>(password.error());
  options.password = *std::move(password);
  options.max_pages = config.limits.max_pages;
  options.max_bytes = config.limits.max_mib << 20;
  options.max_megapixels = config.limits.max_megapixels;
  options.scan.languages = config.reading.ocr_languages;
  options.scan.second_reading = config.reading.second_reading;
  options.tell_text_layers = config.reading.stage_cache_mib > 0;
  if (!options.scan.languages.empty()) {
    if (const std::string problem = LanguagesProblem(options.scan.languages); !problem.empty()) {
      return Fail(ErrorCode::kConfiguration, "reading.ocr_languages: " + problem);
    }
  }
  Result<Routing> routing = LoadRouting({config.reading.policy, config.reading.calibration, {}});
  if (!routing) return tl::unexpected<Error>(routing.error());
  options.routing = *std::move(routing);
  auto formats = FormatsIn(config.reading.formats);
  if (!formats) return tl::unexpected<Error>(formats.error());
  options.formats = *std::move(formats);
  return options;
}

}  // namespace

Result<WatchSettings> LoadWatchSettings(const std::string& file, const std::function<void(WatchConfig&)>& change,
                                        FolderUse use) {
  Result<WatchConfig> config = ReadConfig(file);
  if (!config) return tl::unexpected<Error>(config.error());
  change(*config);
  if (use == FolderUse::kMake || !(config->inbox.empty() || config->database.empty())) {
    config = WithRealPaths(*config);
    if (!config) return tl::unexpected<Error>(config.error());
    const Result<void> checked = CheckFolders(*config, use == FolderUse::kMake);
    if (!checked) return tl::unexpected<Error>(checked.error());
  }
  Result<ProcessOptions> options = OptionsOf(*config);
  if (!options) return tl::unexpected<Error>(options.error());
  return WatchSettings{*std::move(config), *std::move(options)};
}

}  // namespace labintake::pipeline
