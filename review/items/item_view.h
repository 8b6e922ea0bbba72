// A review item as its page shows it, as JSON (Item and ItemSummary of docs/review-api/openapi.yaml).
//
// Where the item is keyed blind nothing goes in of what the machine or anybody read. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/answers.h"
#include "db/review_item.h"
#include "db/work_queue.h"
#include "db/work_state.h"
#include "review/items/doubts.h"
#include "review/json_text.h"

namespace labintake::review {

struct ItemView {
  const db::ReviewItem& item;
  const db::WorkState& work;
  const db::Account& who;                   // who looks
  int pages = 0;                            // of the document
  std::vector<std::string> key_fields;      // where blind or at the third key
  std::vector<db::KeyedAnswer> keyed = {};  // at the third key
  std::vector<db::Remark> remarks = {};
  std::optional<std::string> draft = {};  // JSON
};

// What an answer to this item has to give: nothing where it is keyed blind, which has rules of its own.
Doubts MustType(const db::ReviewItem& item, const db::WorkState& work);

OrderedJson ToJson(const ItemView& view);
OrderedJson ToJson(const db::WorkSummary& summary, const db::Account& who);
OrderedJson ToJson(const db::CorrectedFields& fields);

// Of the catalogue; the id alone where it has none of this id.
OrderedJson AnalyteJson(const std::string& id);

}  // namespace labintake::review
