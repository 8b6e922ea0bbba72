#include "pipeline/commands/routing_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "data/policy_yaml.h"
#include "pipeline/cli.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/process.h"
#include "pipeline/routing/policy_file.h"
#include "terminology/catalog/catalog.h"

namespace labintake::pipeline {
namespace {

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool IsAnalyte(std::string_view id) { return terminology::Catalog::Find(id).has_value(); }

Result<std::string> ReadConfiguration(const std::string& path) {
  Result<std::string> text = ReadWholeFile(path);
  if (text) return text;
  return Fail(ErrorCode::kConfiguration, path + ": the file is not there or cannot be read");
}

}  // namespace

void AddRoutingOptions(CLI::App& app, RoutingOptions* options) {
  app.add_option("--policy", options->policy,
                 "Which rows wait for review; labintake policy show prints the one that holds without this")
      ->type_name("FILE");
  app.add_option("--calibration", options->calibration,
                 "What labintake calibrate wrote: confidence becomes the probability that a row is right")
      ->type_name("FILE");
  app.add_option("--accept-threshold", options->accept_threshold,
                 "Rows with less confidence wait for review, in place of the policy's thresholds [0.9]")
      ->check(CLI::Range(0.0, 1.0))
      ->type_name("X");
}

Result<RoutingPolicy> LoadPolicy(const std::string& path) {
  if (path.empty()) return ParsePolicy(data::policy_yaml, {"the policy of the program", "", {}});
  const Result<std::string> text = ReadConfiguration(path);
  if (!text) return tl::unexpected<Error>(text.error());
  return ParsePolicy(*text, {path, FolderOf(path), IsAnalyte});
}

Result<Routing> LoadRouting(const RoutingOptions& options) {
  Routing routing;
  Result<RoutingPolicy> policy = LoadPolicy(options.policy);
  if (!policy) return tl::unexpected<Error>(policy.error());
  routing.policy = *std::move(policy);
  if (options.accept_threshold) {
    routing.policy.accept_threshold = {*options.accept_threshold, *options.accept_threshold};
  }
  const std::string& file = options.calibration.empty() ? routing.policy.calibration : options.calibration;
  if (file.empty()) return routing;
  const Result<std::string> text = ReadConfiguration(file);
  if (!text) return tl::unexpected<Error>(text.error());
  Result<Calibration> calibration = ParseCalibration(*text, file, kExtractionVersion);
  if (!calibration) return tl::unexpected<Error>(calibration.error());
  routing.calibration = *std::move(calibration);
  return routing;
}

}  // namespace labintake::pipeline
