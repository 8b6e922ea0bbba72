#include "pipeline/commands/store_sink.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "db/digest.h"

namespace labintake::pipeline {

Result<StoreSink> StoreSink::Open(const std::string& path, const std::string& client, ProcessOptions* options) {
  Result<std::unique_ptr<db::Store>> store = db::OpenStore(path, db::OpenMode::kCreate);
  if (!store) return tl::unexpected<Error>(store.error());
  Result<RunConfiguration> configuration = RunConfiguration::Make(**store, options);
  if (!configuration) return tl::unexpected<Error>(configuration.error());
  return StoreSink(*std::move(store), client, *std::move(configuration), options->formats);
}

Result<db::StoredDocument> StoreSink::Put(const Document& document) {
  std::ifstream file(document.path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || db::Sha256Hex(bytes) != document.sha256) {
    return Fail(ErrorCode::kNotFound, "the file changed while it was read and was not stored; run again");
  }
  return store_->StoreDocument(document, bytes, {client_, configuration_.For(document)});
}

Result<bool> StoreSink::IsDone(const std::string& path) {
  const std::optional<std::string> sha256 = db::FileSha256Hex(path);
  if (!sha256) return false;
  const Result<std::optional<db::StoredRun>> run = store_->FindRun(client_, *sha256);
  if (!run) return tl::unexpected<Error>(run.error());
  return *run && configuration_.Made(**run, formats_.get());
}

}  // namespace labintake::pipeline
