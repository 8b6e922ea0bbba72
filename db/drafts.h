// What a person has typed and not sent: kept for him alone, so that a lost connection loses no keystroke.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/accounts.h"
#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

// A subject is the id of an item, or what this makes of a document.
std::string DocumentSubject(std::int64_t document);

class Drafts {
 public:
  explicit Drafts(ReviewDatabase& database) : database_(database) {}

  // Replaces the one before. kArgument: this person keeps too many drafts.
  Result<void> Save(const Account& who, const std::string& subject, const std::string& json);
  Result<std::optional<std::string>> Get(const Account& who, const std::string& subject);
  Result<void> Drop(const Account& who, const std::string& subject);

 private:
  ReviewDatabase& database_;
};

}  // namespace labintake::db
