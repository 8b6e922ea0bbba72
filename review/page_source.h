// Pages of stored documents as pictures, and the text under a box: what the server asks of the part of the program that
// opens documents, which does so in worker processes.
//
// Thread-safe; calls wait for a worker.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/error.h"
#include "model/geometry.h"
#include "model/observation.h"
#include "model/origin.h"

namespace labintake::review {

struct PageRequest {
  // The file's bytes; called at most once, and not at all when the answer needs none.
  std::function<Result<std::string>()> load;
  std::string sha256;
  int page = 1;                  // 1-based
  double width = 0, height = 0;  // of the page in points
  Box part;                      // Box{}: the whole page
};

struct ReadLine {
  std::string text;
  Box box;
  double confidence = 1;
};

struct ReadPart {
  std::vector<ReadLine> lines;  // top to bottom
  Origin origin = Origin::kTextLayer;
  std::optional<Observation> row;  // the row that the program makes of it
};

class PageSource {
 public:
  virtual ~PageSource() = default;

  // A PNG file, `scale` pixels a point. Errors: kNotFound (no such page), kDamaged, kEncrypted, kTooLarge, kWorkerDied
  // (also when too many wait).
  virtual Result<std::string> Png(const PageRequest& request, double scale) = 0;

  // What stands under request.part. The same errors.
  virtual Result<ReadPart> Read(const PageRequest& request) = 0;
};

}  // namespace labintake::review
