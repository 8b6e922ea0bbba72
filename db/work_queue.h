// Who works on what: the next item for a person, claims that run out, and what waits.
//
// Two people never hold the same item. A claim is a promise to the holder, not a lock on the answer: an answer counts
// when nobody else holds the item and nothing has changed since it was seen (db/answers.h).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "db/review_database.h"
#include "db/work_state.h"
#include "model/error.h"

namespace labintake::db {

inline constexpr int kMaxHeld = 8;  // items that one person may hold at a time

struct WorkSummary {
  WorkState work;
  ItemKind kind = ItemKind::kRow;
  ItemState state = ItemState::kOpen;
  std::int64_t document = 0;
  std::string client, file, lab;
  int page = 0;
  std::string created_at;
  std::string name, value, unit;  // as the machine read them; of unread lines `name` is the line
};

struct WorkCounts {
  int open = 0, mine = 0, asked = 0, postponed = 0;
  using ByText = std::vector<std::pair<std::string, int>>;  // most first
  ByText by_kind, by_stage, by_reason, by_lab, by_client, by_age, by_priority;
  std::string oldest_at;  // "" where nothing waits
};

class WorkQueue {
 public:
  WorkQueue(ReviewDatabase& database, int lease_seconds) : database_(database), lease_seconds_(lease_seconds) {}

  // The next item for this person, claimed; nullopt where nothing waits for him. First what he holds already, but for
  // `except`, then what he was asked; then an item of the document that he worked on last, then one of a document on
  // which nobody else works, by priority and age. kArgument: he holds kMaxHeld already.
  Result<std::optional<std::string>> Next(const Account& who, const WorkFilter& filter,
                                          const std::vector<std::string>& except);

  // Claims the item, or holds it longer. Another's claim that has not run out is given back instead. kNotFound: no such
  // item. kArgument: it is not open, not this person's to key, or he holds too many.
  Result<WorkClaim> Claim(const Account& who, const std::string& item);

  // Claims those of the items that nobody else holds and that this person may key, however many he holds; which they
  // are.
  Result<std::vector<std::string>> ClaimAll(const Account& who, const std::vector<std::string>& items);

  // Nobody holds it afterwards; another's claim is left unless `who` is a lead. kNotFound.
  Result<void> Release(const Account& who, const std::string& item);
  // All that this person holds.
  Result<void> ReleaseAll(const Account& who);

  // kNotFound.
  Result<WorkState> State(const std::string& item);
  // What was said about it, in this round; where it is keyed blind, at this stage.
  Result<std::vector<Remark>> Remarks(const WorkState& work, bool blind);

  // In the order in which items are given out, from behind `after` (WorkSummary::work.item of the last one; "" from the
  // first). kArgument: no such item.
  Result<std::vector<WorkSummary>> List(const WorkFilter& filter, const std::string& after, int limit);

  // Of open items.
  Result<WorkCounts> Count(const Account& who, const WorkFilter& filter);

  // Also of items that this document will have. kNotFound: no such document.
  Result<void> SetPriority(const Account& who, std::int64_t document, int priority);

 private:
  std::string Until() const;
  void Take(const Account& who, const std::string& item);

  ReviewDatabase& database_;
  int lease_seconds_;
};

}  // namespace labintake::db
