// Pages to reports: furniture, number style, headers, where one report ends and the next begins.
//
// Nothing is accepted here: rows have a confidence and findings, the status of rows and reports is routing's
// (pipeline/routing/route.h).
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/document_trace.h"
#include "extractors/generic/page_guide.h"
#include "model/page.h"
#include "model/report.h"

namespace labintake::generic {

// The reports in `pages`, in page order. Pages without results belong to the report around them; a document without any
// result gives no report unless a page could not be read: one with a `problem`, a scan without words, or a garbled text
// layer. Such a page is a finding of its report, and so are lines that look like results and were not read. `guide`
// may be null: nothing is known of the document. Where `trace` is not null, it gets what was understood of its form.
std::vector<Report> ReadDocument(const std::vector<Page>& pages, DocumentGuide* guide = nullptr,
                                 DocumentTrace* trace = nullptr);

}  // namespace labintake::generic
