#include "pipeline/commands/store_sink.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "db/digest.h"

namespace labintake::pipeline {

Result<StoreSink> StoreSink::Open(const std::string& path, const std::string& client, const ProcessOptions& options) {
  Result<std::unique_ptr<db::Store>> store = db::OpenStore(path, db::OpenMode::kCreate);
  if (!store) return tl::unexpected<Error>(store.error());
  db::StoreRequest request;
  request.client = client;
  request.run.program_version = LABINTAKE_VERSION;
  request.run.extraction_version = kExtractionVersion;
  // Of the options, only the threshold can change rows; the limits only refuse files.
  request.run.configuration_hash = db::Sha256Hex(fmt::format("accept-threshold={}", options.accept_threshold));
  return StoreSink(*std::move(store), std::move(request));
}

Result<db::StoredDocument> StoreSink::Put(const Document& document) {
  std::ifstream file(document.path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || db::Sha256Hex(bytes) != document.sha256) {
    return Fail(ErrorCode::kNotFound, "the file changed while it was read and was not stored; run again");
  }
  return store_->StoreDocument(document, bytes, request_);
}

}  // namespace labintake::pipeline
