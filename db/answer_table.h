// The table `answers`. For files of db/: inside the caller's transaction; may throw SQLite::Exception.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/answers.h"
#include "db/review_transaction.h"

namespace labintake::db {

// Keys of decisions that come from answers begin so.
inline constexpr const char* kReviewKey = "review ";

AnswerConflict Against(AnswerConflict::Kind kind, const WorkState& work);

struct StoredAnswer {
  std::int64_t id = 0, user = 0;
  std::string user_name;
  int stage = 0;
  std::string action;
  CorrectedFields fields, keyed;
  std::string note, outcome;

  KeyedAnswer Keyed() const;
};

// The answers of this round that were not taken back and say something of the item, oldest first.
std::vector<StoredAnswer> AnswersOfRound(ReviewDatabase& database, const WorkState& work);

struct NewAnswer {
  std::string item, key, request;  // request: hash of all that was asked
  std::int64_t user = 0, round = 0;
  int stage = 0;
  std::string action;
  CorrectedFields fields, keyed;
  std::string note, outcome;
  std::optional<std::int64_t> undoes;
};

// Writes the line; what comes back is what a repeated request gets. REQUIRES: `work` and review_items are as they shall
// be.
AnswerResult AddAnswer(ReviewDatabase& database, const NewAnswer& answer);

// What the same key was answered with; nullopt where the key is new.
std::optional<AnswerOutcome> Repeated(ReviewDatabase& database, const std::string& item, const std::string& key,
                                      const std::string& request);

}  // namespace labintake::db
