// What earlier runs made of documents: their text layers and their recognised pages, kept in the store's folder
// (db/stage_cache.h).
//
// Each is kept for the document's hash, the version of the stage and the options that it depends on
// (pipeline/stage_keys.h). The hash comes from this process, which interprets no document; what a worker says about
// another document is not kept. Nothing is kept of a document that needs a password, of a page that was lost, or while
// steps are saved. Everything that comes back is checked before it is used, and made anew where it is no good.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "db/stage_cache.h"
#include "pipeline/process.h"
#include "pipeline/stage_messages.h"
#include "pipeline/step_memory.h"

namespace labintake::pipeline {

// The SHA-256 of the file at a path, lower-case hex; "" where there is none.
using FileHash = std::function<std::string(const std::string& path)>;
// Reads the file; one larger than `max_bytes` has none.
FileHash HashOfBytes(std::uint64_t max_bytes);

class DocumentMemory : public StepMemory {
 public:
  DocumentMemory(db::StageCache cache, const ProcessOptions& options, FileHash hash);

  // Messages of DocumentStages with `options`, which must have tell_text_layers.
  std::optional<std::string> Recall(std::string* message) override;
  void Learn(const std::string& message, std::string* reply) override;

 private:
  struct Place {
    std::string sha256;
    db::StageKey key;
  };
  // nullopt where nothing is kept.
  std::optional<Place> PlaceOf(PictureTask task);
  const std::string& Hash(const std::string& path);
  std::string KnownHash(const std::string& path) const;

  const db::StageCache cache_;
  const FileHash hash_;
  const ProcessOptions options_;
  const db::StageKey text_layers_;
  std::optional<std::optional<db::StageKey>> pages_;  // once it was needed
  std::map<std::string, std::string> hashes_;         // by path, of tasks alone: paths in replies are a worker's
  std::deque<std::string> hashed_;                    // the same paths, oldest first
};

}  // namespace labintake::pipeline
