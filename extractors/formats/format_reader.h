// Pages to reports, by the definition that fits the document, or by the general rules where none does.
//
// Where a definition is used, the general rules read the document too, and what only they saw is not lost: it is named.
// Pure functions of pages and library; thread-safe.
#pragma once

#include <string>
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

// Which definition ReadDocument() would read the document with; in a fraction of its time. `library` may be null: the
// general rules read everything.
FormatChoice ChooseFormat(const std::vector<Page>& pages, const Library* library);

// Whether `id`, of a definition, is what somebody means who says `named`: "uz-gent" is all versions of a format,
// "uz-gent/2019" one, "" what the general rules read.
bool IsNamed(const std::string& id, const std::string& named);

FormatReading ReadDocument(const std::vector<Page>& pages, const Library* library);

}  // namespace labintake::formats
