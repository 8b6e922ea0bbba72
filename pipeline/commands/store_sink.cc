#include "pipeline/commands/store_sink.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

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

}  // namespace

Result<StoreSink> StoreSink::Open(const std::string& path, const std::string& client, ProcessOptions* options) {
  Result<std::unique_ptr<db::Store>> store = db::OpenStore(path, db::OpenMode::kCreate);
  if (!store) return tl::unexpected<Error>(store.error());
  auto learned = (*store)->Aliases(std::nullopt);
  if (!learned) return tl::unexpected<Error>(learned.error());
  options->learned = *std::move(learned);
  if (auto counted = CountReviewed(**store, &options->routing.policy); !counted) {
    return tl::unexpected<Error>(counted.error());
  }
  db::StoreRequest request;
  request.client = client;
  request.run.program_version = LABINTAKE_VERSION;
  request.run.extraction_version = kExtractionVersion;
  // Of the options, these can change rows; the limits only refuse files and pages.
  std::string configuration = fmt::format("second-reading={}\nocr-languages={}\nocr-without={}\nlearned-names={}\n",
                                          options->scan.second_reading, options->scan.languages, options->scan.without,
                                          options->learned.number()) +
                              Configuration(options->routing.policy);
  if (options->routing.calibration) configuration += options->routing.calibration->ToJson();
  return StoreSink(*std::move(store), std::move(request), std::move(configuration));
}

Result<db::StoredDocument> StoreSink::Put(const Document& document) {
  std::ifstream file(document.path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || db::Sha256Hex(bytes) != document.sha256) {
    return Fail(ErrorCode::kNotFound, "the file changed while it was read and was not stored; run again");
  }
  std::string configuration = configuration_;
  // An edited lab format reads its own documents anew, and no others.
  if (!document.format.id.empty()) configuration += "format=" + document.format.hash + "\n";
  // A page that once took too long may be read another time; the run that could not read it is not the same run.
  for (const Report& report : document.reports) {
    for (const Finding& finding : report.findings) {
      if (finding.code == FindingCode::kPageUnreadable) configuration += finding.message + "\n";
    }
  }
  request_.run.configuration_hash = db::Sha256Hex(configuration);
  return store_->StoreDocument(document, bytes, request_);
}

}  // namespace labintake::pipeline
