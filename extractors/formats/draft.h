// The first form of a definition, made from one document: commented YAML for its author to edit.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"

namespace labintake::formats {

// A document of another laboratory, by its lines.
struct OtherDocument {
  std::string name;                // for comments
  std::vector<std::string> lines;  // folded (terminology::Fold)
};

struct Draft {
  std::string yaml;
  bool known_again = false;  // it has a phrase that no other document has
};

// Fingerprint, header and tables of `document`, each a proposal. REQUIRES: document.sketch; it was read by the general
// rules; `id` is one that the schema allows.
Draft DraftOf(const std::string& id, const Document& document, const std::vector<OtherDocument>& others);

}  // namespace labintake::formats
