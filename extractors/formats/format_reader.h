// Pages to reports, by the definition that fits the document, or by the general rules where none does.
//
// Where a definition is used, the general rules read the document too, and what only they saw is not lost: it is named.
// Pure functions of pages and library; thread-safe.
#pragma once

#include <vector>

#include "extractors/formats/library.h"
#include "model/page.h"
#include "model/report.h"

namespace labintake::formats {

// The best candidate has to be better than the next by this share of its score, or the general rules read the document.
inline constexpr double kMargin = 0.10;

struct FormatReading {
  FormatChoice format;
  std::vector<Report> reports;  // as generic::ReadDocument gives them
};

// `library` may be null: the general rules read everything.
FormatReading ReadDocument(const std::vector<Page>& pages, const Library* library);

}  // namespace labintake::formats
