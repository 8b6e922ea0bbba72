// A document as its page shows it, as JSON (Document of docs/review-api/openapi.yaml).
//
// Rows and lines that are keyed blind show where they are, and nothing of what was read. Pure functions; thread-safe.
#pragma once

#include "db/document_overview.h"
#include "review/json_text.h"

namespace labintake::review {

OrderedJson ToJson(const db::DocumentSummary& summary);
OrderedJson ToJson(const db::DocumentCounts& counts);
OrderedJson ToJson(const db::OverviewReport& report);
// But for `questions` and `draft`, which are empty here.
OrderedJson ToJson(const db::DocumentOverview& overview);

}  // namespace labintake::review
