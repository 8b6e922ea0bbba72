// The table `work`, read and changed. For files of db/: inside the caller's transaction; may throw SQLite::Exception.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/review_transaction.h"
#include "db/work_state.h"

namespace labintake::db {

inline tl::unexpected<Error> NoSuchItem() {
  return Fail(ErrorCode::kNotFound, "There is no review item with this id.");
}

// nullopt where there is no such item.
std::optional<WorkState> ReadWork(ReviewDatabase& database, const std::string& item);

// Makes it this person's until `until`, or nobody's with nullopt.
void SetClaim(ReviewDatabase& database, const std::string& item, std::optional<std::int64_t> user,
              const std::string& until);

// What an answer leaves: the stage that the item waits for now; nobody holds it, nobody in particular is asked.
void SetWork(ReviewDatabase& database, const std::string& item, int stage, std::int64_t round,
             const std::string& due_at);

// Whether this person may work on it: who was asked, who asked, or a lead, where somebody was asked; anybody otherwise.
bool MayWorkOn(const WorkState& work, const Account& who);

// Whether this person has keyed it in this round and may therefore not key it again.
bool HasKeyed(ReviewDatabase& database, const WorkState& work, const Account& who);

// Conditions of a filter and their values, to be bound in the order of their marks.
struct FilterSql {
  std::string conditions;  // " AND ..." over the alias w of `work`
  void Bind(Binder& binder) const;

  std::vector<std::string> texts;
};
FilterSql ToSql(const WorkFilter& filter);

}  // namespace labintake::db
