// Pages to reports: furniture, number style, headers, where one report ends and the next begins, and what the document
// as a whole is worth.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "model/page.h"
#include "model/report.h"

namespace labintake::generic {

struct ReadingOptions {
  double accept_threshold = 0.90;
};

// The reports in `pages`, in page order. Pages without results belong to the report around them; a document without any
// result gives no report unless a page could not be read: one with a `problem`, a scan without words, or a garbled text
// layer. Such a page is a finding of its report.
std::vector<Report> ReadDocument(const std::vector<Page>& pages, const ReadingOptions& options);

}  // namespace labintake::generic
