// Where a review item stands in the work of several people: who holds it, which key it waits for, what a client must
// have seen to answer it.
//
// Plain values; any thread may use them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/accounts.h"
#include "db/review_item.h"

namespace labintake::db {

struct WorkClaim {
  std::int64_t user = 0;
  std::string name;
  std::string until;  // UTC; a claim that has run out is none
};

struct Remark {
  std::string by, to;  // to: "" for any lead
  std::string text, at;
};

struct WorkState {
  std::string item;
  std::string version;  // changes with the machine's reading and with every answer
  std::string reason;   // code of the first doubt
  int priority = 0;     // -1 to 2; larger ones are given out first
  std::string due_at;   // "" unless postponed
  int stage = 1;        // 1: first key; 2: second; 3: third
  std::int64_t round = 1;
  bool audit = false;
  std::optional<WorkClaim> claim;
  // Whose word it waits for: nullopt nobody in particular, 0 any lead.
  std::optional<std::int64_t> asked_user;
  std::string asked_name, asked_by;  // asked_name "" for any lead

  // Nothing may be shown of what the machine or anybody read there.
  bool Blind(ItemState state) const { return state == ItemState::kOpen && (audit || stage == 2); }
};

struct WorkFilter {
  std::optional<ItemState> state = ItemState::kOpen;  // nullopt: all
  std::optional<std::string> kind, client, lab, reason;
  std::optional<std::int64_t> document;
};

}  // namespace labintake::db
