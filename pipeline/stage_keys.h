// Under what the outputs of stages are kept for later runs (pipeline/document_memory.h): all that they depend on beside
// the document. Limits count too: what they refuse is refused, whatever was kept when they were wider.
//
// Both read nothing of documents. Thread-safe.
#pragma once

#include <optional>

#include "db/stage_cache.h"
#include "pipeline/process.h"

namespace labintake::pipeline {

// What Open found.
db::StageKey TextLayersKey(const ProcessOptions& options);

// The words of a recognised page; which page, and what part of it, is to be added to the output. The version is that of
// kPictureVersion, the module of recognition, to the byte, with the tables in it, and the language models that are
// installed. Reads the module: some milliseconds. nullopt: nothing is kept, because steps are saved, which have to be
// done for that, or there is no module.
std::optional<db::StageKey> RecognisedPageKey(const ProcessOptions& options);

}  // namespace labintake::pipeline
