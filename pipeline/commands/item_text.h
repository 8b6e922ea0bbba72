// Review items as text: JSON, and what a table or a form shows of them. Pure functions; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "db/review_item.h"
#include "model/observation.h"

namespace labintake::pipeline {

using OrderedJson = nlohmann::ordered_json;

// One line; bytes that are no UTF-8 are replaced.
std::string Dump(const OrderedJson& value);

OrderedJson ToJson(const Box& box);
OrderedJson ToJson(const Finding& finding);

// {"item", "kind", "state", "document", ..., "row": {...}, "findings": [...], "decisions": [...]}; of a name "name",
// "rows" (how many have it) and "example" stand for "row".
OrderedJson ToJson(const db::ReviewItem& item);

// What a finding list says: sentences joined by "; ", doubts before notes.
std::string FindingSentences(const db::ReviewItem& item);

// "12 min", "5 h", "3 d" between two UTC times of the store; "" where one is none.
std::string Age(std::string_view since, std::string_view now);

// Without control characters, which could move the cursor or worse.
std::string Printable(std::string_view text);

// Fields that the findings of an item put in doubt: a form does not fill them in, so that nobody nods at a reading that
// nobody checked.
struct Doubts {
  bool name = false, value = false, unit = false, range = false, flag = false;
};
Doubts DoubtsOf(const db::ReviewItem& item);

}  // namespace labintake::pipeline
