#include "pipeline/document_memory.h"

#include <utility>

#include "db/digest.h"
#include "pipeline/document_file.h"
#include "pipeline/stage_keys.h"
#include "pipeline/task_wire.h"

namespace labintake::pipeline {
namespace {

// More documents than are in work at a time.
constexpr std::size_t kMostHashes = 4096;

}  // namespace

FileHash HashOfBytes(std::uint64_t max_bytes) {
  return [max_bytes](const std::string& path) {
    const Result<std::string> bytes = ReadDocumentBytes(path, max_bytes);
    return bytes ? db::Sha256Hex(*bytes) : std::string();
  };
}

DocumentMemory::DocumentMemory(db::StageCache cache, const ProcessOptions& options, FileHash hash)
    : cache_(std::move(cache)), hash_(std::move(hash)), options_(options), text_layers_(TextLayersKey(options)) {}

// Anew each time: it may be another file by now.
const std::string& DocumentMemory::Hash(const std::string& path) {
  const auto [it, is_new] = hashes_.insert_or_assign(path, hash_(path));
  if (is_new) hashed_.push_back(path);
  if (hashed_.size() > kMostHashes) {
    hashes_.erase(hashed_.front());
    hashed_.pop_front();
  }
  return it->second;
}

std::string DocumentMemory::KnownHash(const std::string& path) const {
  const auto known = hashes_.find(path);
  return known == hashes_.end() ? "" : known->second;
}

std::optional<DocumentMemory::Place> DocumentMemory::PlaceOf(PictureTask task) {
  std::string sha256 = KnownHash(std::exchange(task.path, {}));
  if (task.secret || sha256.empty() || sha256 != task.sha256) return std::nullopt;
  if (!pages_) pages_.emplace(RecognisedPageKey(options_));
  if (!*pages_) return std::nullopt;
  return Place{std::move(sha256), {(*pages_)->output + Encode(task), (*pages_)->version}};
}

std::optional<std::string> DocumentMemory::Recall(std::string* message) {
  if (const std::optional<std::string> path = TaskOf(*message)) {
    const std::optional<std::string> opened = cache_.Get(Hash(*path), text_layers_);
    if (opened) *message = TaskMessage(DocumentTask(*path, *opened));
    return std::nullopt;
  }
  const std::optional<std::string> part = PartOf(*message);
  std::optional<PictureTask> task = part ? DecodePictureTask(*part) : std::nullopt;
  const std::optional<Place> place = task ? PlaceOf(*std::move(task)) : std::nullopt;
  if (!place) return std::nullopt;
  std::optional<std::string> reply = cache_.Get(place->sha256, place->key);
  if (!reply) return std::nullopt;
  const std::optional<Result<Page>> page = DecodePage(*reply);
  return page && *page ? std::move(reply) : std::nullopt;
}

void DocumentMemory::Learn(const std::string& message, std::string* reply) {
  if (const std::optional<std::string> task = TaskOf(message)) {
    const std::string for_later = TakeForLater(reply);
    if (for_later.empty()) return;
    const std::string sha256 = KnownHash(std::string(PartsOf(*task).path));
    const std::optional<OpenedDocument> opened = DecodeOpenedDocument(for_later);
    if (opened && opened->unfinished.document.sha256 == sha256) cache_.Put(sha256, text_layers_, for_later);
    return;
  }
  const std::optional<std::string> part = PartOf(message);
  std::optional<PictureTask> task = part ? DecodePictureTask(*part) : std::nullopt;
  const std::optional<Place> place = task ? PlaceOf(*std::move(task)) : std::nullopt;
  if (!place) return;
  const std::optional<Result<Page>> page = DecodePage(*reply);
  if (page && *page) cache_.Put(place->sha256, place->key, *reply);
}

}  // namespace labintake::pipeline
