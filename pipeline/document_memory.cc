#include "pipeline/document_memory.h"

#include <fmt/format.h>

#include <utility>

#include "db/digest.h"
#include "pipeline/document_file.h"
#include "pipeline/task_wire.h"

namespace labintake::pipeline {
namespace {

// Fewer documents are in work at a time. One that was forgotten is hashed again.
constexpr std::size_t kMostHashes = 4096;

// Changes with the form of what is kept: a member more makes these bytes others.
std::string Form() {
  OpenedDocument opened;
  Page page;
  page.words.emplace_back();
  page.rules.emplace_back();
  opened.unfinished.document.pages.emplace_back();
  opened.unfinished.pages.push_back(page);
  opened.pictures.emplace_back();
  return db::Token({Encode(opened), Encode(Result<Page>(page))});
}

std::string PicturesKey(const scan::ScanOptions& options) {
  if (!options.save_steps.empty()) return "";
  return fmt::format("picture {} {}\nsecond-reading={}\nocr-languages={}\nocr-without={}\ntessdata={}\n",
                     kRecognitionVersion, Form(), options.second_reading, options.languages, options.without,
                     options.tessdata);
}

}  // namespace

FileHash HashOfBytes(std::uint64_t max_bytes) {
  return [max_bytes](const std::string& path) {
    const Result<std::string> bytes = ReadDocumentBytes(path, max_bytes);
    return bytes ? db::Sha256Hex(*bytes) : std::string();
  };
}

DocumentMemory::DocumentMemory(db::StageCache cache, const ProcessOptions& options, FileHash hash)
    : cache_(std::move(cache)),
      hash_(std::move(hash)),
      text_layers_(fmt::format("text layers {} {}", kTextLayerVersion, Form())),
      pictures_(PicturesKey(options.scan)) {}

const std::string& DocumentMemory::HashOf(const std::string& path) {
  if (hashes_.size() >= kMostHashes) hashes_.clear();
  const auto [it, is_new] = hashes_.try_emplace(path);
  if (is_new) it->second = hash_(path);
  return it->second;
}

std::optional<DocumentMemory::Place> DocumentMemory::PlaceOf(PictureTask task) {
  if (pictures_.empty() || task.secret) return std::nullopt;
  std::string sha256 = HashOf(std::exchange(task.path, {}));
  if (sha256.empty() || sha256 != task.sha256) return std::nullopt;
  return Place{std::move(sha256), pictures_ + Encode(task)};
}

std::optional<std::string> DocumentMemory::Recall(std::string* message) {
  if (const std::optional<std::string> path = TaskOf(*message)) {
    hashes_.erase(*path);  // it may be another file by now
    const std::optional<std::string> opened = cache_.Get(HashOf(*path), text_layers_);
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
    const std::string& sha256 = HashOf(std::string(PartsOf(*task).path));
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
