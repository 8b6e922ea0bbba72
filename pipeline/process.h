// One file through all stages, in this process.
//
// ProcessFile is a pure function of the file's bytes and the options: no database, clock, thread or network. It uses
// Poppler, so one thread a process (pipeline/worker_pool.h owns concurrency). pipeline/document_stages.h has the
// stages one by one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "extractors/formats/library.h"
#include "extractors/scan/scan_reader.h"
#include "model/error.h"
#include "model/report.h"
#include "pipeline/routing/route.h"
#include "terminology/catalog/learned_names.h"

namespace labintake::pipeline {

struct ProcessOptions {
  std::string password;  // for encrypted files
  int max_pages = 2000;
  std::uint64_t max_bytes = 200ull << 20;
  double max_megapixels = 200;  // of one picture as it is stored
  scan::ScanOptions scan;
  std::shared_ptr<const formats::Library> formats;  // null: the general rules read everything
  Routing routing;                                  // which rows are accepted
  terminology::LearnedNames learned;                // names that people confirmed
  bool sketch = false;                              // Document::sketch, for people who write a lab format
  bool interpret = true;          // pipeline/interpret.h; measurements leave it out and do it themselves
  bool tell_text_layers = false;  // for a parent that keeps them (pipeline/document_memory.h)
  // Of documents that no such lab format (formats::IsNamed) reads only the format is told, and no reports.
  std::optional<std::string> only_format = {};
};

// Bumped whenever the same input could give other rows.
inline constexpr int kExtractionVersion = 7;
// Bumped whenever the same page could give another picture to recognise. Words that were kept (pipeline/stage_keys.h)
// are then recognised anew, as they are when the module of recognition is another.
inline constexpr int kPictureVersion = 3;

Result<Document> ProcessFile(const std::string& path, const ProcessOptions& options);

}  // namespace labintake::pipeline
