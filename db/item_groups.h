// The same doubt across documents: items that can be looked at together and answered with one word.
//
// Nothing that is keyed blind, or was keyed once already, is in a group.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

enum class GroupBy {
  kName,     // questions about names whose likeliest meaning is the same analyte
  kReading,  // rows with the same first doubt whose value was read as the same text
  kUnit,     // rows with the same doubt about the unit, which was read as the same text
};
// "name", "reading", "unit".
const char* ToString(GroupBy by);
std::optional<GroupBy> ParseGroupBy(std::string_view text);

struct ItemGroup {
  std::string id;  // says nothing of its text
  GroupBy by = GroupBy::kReading;
  std::string text;    // the reading; of names the id of the analyte
  std::string reason;  // code of the doubt
  int count = 0, documents = 0;
  std::vector<std::string> labs;  // at most five
};

class ItemGroups {
 public:
  explicit ItemGroups(ReviewDatabase& database) : database_(database) {}

  // Of two items or more, the biggest first.
  Result<std::vector<ItemGroup>> List(GroupBy by, int limit);
  // nullopt where there is none of this id, also because it was worked off.
  Result<std::optional<ItemGroup>> Find(const std::string& id);
  // The items of a group that nobody else holds, in the order in which they are given out.
  Result<std::vector<std::string>> Items(const ItemGroup& group, std::int64_t user, int limit);

 private:
  ReviewDatabase& database_;
};

}  // namespace labintake::db
