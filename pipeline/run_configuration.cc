#include "pipeline/run_configuration.h"

#include <fmt/format.h>

#include "db/digest.h"

namespace labintake::pipeline {
namespace {

// What the database knows of laboratories on probation.
Result<void> CountReviewed(db::Store& store, RoutingPolicy* policy) {
  if (policy->probation.empty()) return {};
  const auto counts = store.ReviewedByLab();
  if (!counts) return tl::unexpected<Error>(counts.error());
  for (Probation& probation : policy->probation) {
    probation.reviewed = 0;
    for (const auto& [lab, rows] : *counts) probation.reviewed += probation.lab.Matches(lab) ? rows : 0;
  }
  return {};
}

std::string LineOf(const std::string& format_hash) { return "format=" + format_hash + "\n"; }

}  // namespace

Result<RunConfiguration> RunConfiguration::Make(db::Store& store, ProcessOptions* options) {
  auto learned = store.Aliases(std::nullopt);
  if (!learned) return tl::unexpected<Error>(learned.error());
  options->learned = *std::move(learned);
  if (auto counted = CountReviewed(store, &options->routing.policy); !counted) {
    return tl::unexpected<Error>(counted.error());
  }
  // Of the options, these can change rows; the limits only refuse files and pages.
  std::string text = fmt::format("second-reading={}\nocr-languages={}\nocr-without={}\nlearned-names={}\n",
                                 options->scan.second_reading, options->scan.languages, options->scan.without,
                                 options->learned.number()) +
                     Configuration(options->routing.policy);
  if (options->routing.calibration) text += options->routing.calibration->ToJson();
  return RunConfiguration(std::move(text));
}

db::RunInfo RunConfiguration::For(const Document& document) const {
  std::string text = text_;
  if (!document.format.id.empty()) text += LineOf(document.format.hash);
  for (const Report& report : document.reports) {
    for (const Finding& finding : report.findings) {
      if (finding.code == FindingCode::kPageUnreadable) text += finding.message + "\n";
    }
  }
  return Of(text);
}

db::RunInfo RunConfiguration::Base() const { return Of(text_); }

bool RunConfiguration::Made(const db::StoredRun& run, const formats::Library* formats) const {
  std::string text = text_;
  if (!run.format.empty()) {
    const formats::Definition* const format = formats != nullptr ? formats->Find(run.format) : nullptr;
    if (format == nullptr) return false;
    text += LineOf(format->hash);
  }
  const db::RunInfo now = Of(text);
  return run.extraction_version == now.extraction_version && run.configuration_hash == now.configuration_hash;
}

db::RunInfo RunConfiguration::Of(const std::string& text) const {
  db::RunInfo run;
  run.program_version = LABINTAKE_VERSION;
  run.extraction_version = kExtractionVersion;
  run.configuration_hash = db::Sha256Hex(text);
  return run;
}

}  // namespace labintake::pipeline
