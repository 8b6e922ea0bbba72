// The table `document_requests`: what was asked about documents, so that a repeated request is answered as the first
// was.
//
// Within the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/answers.h"
#include "db/review_transaction.h"

namespace labintake::db {

struct DocumentRequest {
  std::int64_t document = 0;
  std::string key;
  std::string request;  // hash of all that was asked
  std::string action;   // "rows", "head" or "done"
  std::string result;   // JSON
};

std::optional<DocumentRequest> FindRequest(ReviewDatabase& database, std::int64_t document, const std::string& key);
void AddRequest(ReviewDatabase& database, const Account& who, const DocumentRequest& request);

// Pure.
std::string ToJson(const std::vector<AnswerResult>& results);
std::vector<AnswerResult> ResultsFromJson(const std::string& json);

}  // namespace labintake::db
