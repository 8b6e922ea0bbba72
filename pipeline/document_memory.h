// What earlier runs made of documents: their text layers and their recognised pages, kept in the store's folder
// (db/stage_cache.h).
//
// Each is kept under the document's hash, the version of the stage (pipeline/process.h) and the options that it depends
// on. The hash comes from this process, which interprets no document; what a worker says about another document is not
// kept. Nothing is kept of a document that needs a password, of a page that was lost, or
// while steps are saved. Everything that comes back is checked before it is used, and made anew where it is no good.
#pragma once

#include <cstdint>
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
  const std::string& HashOf(const std::string& path);
  // nullopt where nothing is kept.
  struct Place {
    std::string sha256, key;
  };
  std::optional<Place> PlaceOf(PictureTask task);

  const db::StageCache cache_;
  const FileHash hash_;
  const std::string text_layers_;              // keys, or the beginning of them
  const std::string pictures_;                 // "": not used
  std::map<std::string, std::string> hashes_;  // by path
};

}  // namespace labintake::pipeline
