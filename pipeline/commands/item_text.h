// Review items as text: JSON, and what a table or a form shows of them. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "db/review_item.h"
#include "model/observation.h"
#include "review/json_text.h"

namespace labintake::pipeline {

using review::Dump;
using review::OrderedJson;

// {"item", "kind", "state", "document", ..., "row": {...}, "findings": [...], "decisions": [...]}; of a name "name",
// "rows" (how many have it) and "example" stand for "row".
OrderedJson ToJson(const db::ReviewItem& item);

// What a finding list says: sentences joined by "; ", doubts before notes.
std::string FindingSentences(const db::ReviewItem& item);

// "12 min", "5 h", "3 d" between two UTC times of the store; "" where one is none.
std::string Age(std::string_view since, std::string_view now);

// Without control characters, which could move the cursor or worse.
std::string Printable(std::string_view text);

}  // namespace labintake::pipeline
