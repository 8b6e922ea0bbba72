// Which file a document is and which pages it has: what is needed to show one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"
#include "model/report.h"

namespace labintake::db {

struct StoredPages {
  std::string sha256, client, file;
  std::vector<PageSummary> pages;  // of the current run, in order
};

// kNotFound: no such document.
Result<StoredPages> ReadPages(ReviewDatabase& database, std::int64_t document);

// Within the caller's transaction; may throw SQLite::Exception. Empty where there is no such document.
std::vector<PageSummary> PagesOf(ReviewDatabase& database, std::int64_t document);

}  // namespace labintake::db
