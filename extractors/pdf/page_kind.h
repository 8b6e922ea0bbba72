// Can the text layer of a page be trusted?
#pragma once

#include "extractors/pdf/pdf_document.h"

namespace labintake::pdf {

// Pure function of what was read; see PageKind for the answers.
PageKind Classify(const ReadPageResult& read);

}  // namespace labintake::pdf
