// `queue list` and `queue show`. Write to `out`; pure otherwise.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "db/review_item.h"

namespace labintake::pipeline {

enum class ListFormat { kTable, kJson, kJsonl, kCsv };

// `now`: UTC, for the age of the items.
void PrintItems(const std::vector<db::ReviewItem>& items, ListFormat format, std::string_view now, std::ostream& out);

// Everything that is known of one item.
void PrintItem(const db::ReviewItem& item, ListFormat format, std::string_view now, std::ostream& out);

}  // namespace labintake::pipeline
