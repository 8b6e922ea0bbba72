#include "db/item_groups.h"

#include <algorithm>

#include "db/digest.h"
#include "db/review_transaction.h"

namespace labintake::db {
namespace {

constexpr std::size_t kMostLabs = 5;
constexpr int kAllGroups = 100'000;

// The members of all groups of a kind, with what they are grouped by as `text`.
std::string Members(GroupBy by) {
  std::string sql = "SELECT w.item_id, w.reason, w.document_id, w.lab, ";
  switch (by) {
    case GroupBy::kName: sql += "json_extract(o.candidates, '$[0]') AS text"; break;
    case GroupBy::kReading:
    case GroupBy::kUnit: sql += "f.text AS text"; break;
  }
  sql +=
      ", w.priority, w.created_at, w.page, w.y0, w.claimed_by, w.claimed_until, w.due_at"
      " FROM work w JOIN review_items i ON i.id = w.item_id";
  switch (by) {
    case GroupBy::kName: sql += " JOIN rows o ON o.id = i.row_id"; break;
    case GroupBy::kReading: sql += " JOIN fields f ON f.row_id = i.row_id AND f.kind = 'value'"; break;
    case GroupBy::kUnit: sql += " JOIN fields f ON f.row_id = i.row_id AND f.kind = 'unit'"; break;
  }
  sql += " WHERE w.waits = 1 AND w.stage = 1 AND w.audit = 0 AND w.asked_user IS NULL AND w.kind = ";
  sql += by == GroupBy::kName ? "'name'" : "'row'";
  if (by == GroupBy::kUnit) {
    sql +=
        " AND EXISTS (SELECT 1 FROM findings d WHERE d.row_id = i.row_id AND d.severity = 'doubt'"
        "  AND d.code IN ('unit-unknown', 'unit-unfit', 'not-converted'))";
  }
  return sql;
}

std::string IdOf(GroupBy by, const std::string& reason, const std::string& text) {
  return std::string(ToString(by)) + "-" + Token({ToString(by), reason, text});
}

std::vector<ItemGroup> ReadGroups(ReviewDatabase& database, GroupBy by, int limit) {
  SQLite::Statement statement(database.sql(),
                              "SELECT reason, text, count(*) AS n, count(DISTINCT document_id),"
                              " group_concat(DISTINCT replace(lab, ',', char(31)))"
                              " FROM (" +
                                  Members(by) +
                                  ") WHERE text <> '' GROUP BY reason, text HAVING n > 1"
                                  " ORDER BY n DESC, reason, text LIMIT ?");
  Binder(statement) << limit;
  std::vector<ItemGroup> groups;
  while (statement.executeStep()) {
    RowReader r(statement);
    ItemGroup group;
    group.by = by;
    group.reason = r.Text();
    group.text = r.Text();
    group.count = r.Int();
    group.documents = r.Int();
    std::string labs = r.Text();
    while (!labs.empty() && group.labs.size() < kMostLabs) {
      std::string lab = labs.substr(0, labs.find(','));
      labs.erase(0, lab.size() + 1);
      std::replace(lab.begin(), lab.end(), '\x1f', ',');  // SQLite joins distinct texts by commas alone
      if (!lab.empty()) group.labs.push_back(std::move(lab));
    }
    group.id = IdOf(by, group.reason, group.text);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace

const char* ToString(GroupBy by) {
  switch (by) {
    case GroupBy::kName: return "name";
    case GroupBy::kReading: return "reading";
    case GroupBy::kUnit: return "unit";
  }
  return "";
}

std::optional<GroupBy> ParseGroupBy(std::string_view text) {
  for (const GroupBy by : {GroupBy::kName, GroupBy::kReading, GroupBy::kUnit}) {
    if (text == ToString(by)) return by;
  }
  return std::nullopt;
}

Result<std::vector<ItemGroup>> ItemGroups::List(GroupBy by, int limit) {
  return database_.Read([&]() -> Result<std::vector<ItemGroup>> { return ReadGroups(database_, by, limit); });
}

Result<std::optional<ItemGroup>> ItemGroups::Find(const std::string& id) {
  const auto by = ParseGroupBy(std::string_view(id).substr(0, id.find('-')));
  if (!by) return std::optional<ItemGroup>();
  return database_.Read([&]() -> Result<std::optional<ItemGroup>> {
    for (ItemGroup& group : ReadGroups(database_, *by, kAllGroups)) {
      if (group.id == id) return std::optional<ItemGroup>(std::move(group));
    }
    return std::optional<ItemGroup>();
  });
}

Result<std::vector<std::string>> ItemGroups::Items(const ItemGroup& group, std::int64_t user, int limit) {
  return database_.Read([&]() -> Result<std::vector<std::string>> {
    SQLite::Statement statement(database_.sql(),
                                "SELECT item_id FROM (" + Members(group.by) +
                                    ") WHERE reason = ? AND text = ?"
                                    " AND (claimed_by IS NULL OR claimed_by = ? OR claimed_until <= ?)"
                                    " ORDER BY priority DESC, created_at, document_id, page, y0, item_id LIMIT ?");
    Binder(statement) << group.reason << group.text << user << database_.Now() << limit;
    std::vector<std::string> items;
    while (statement.executeStep()) items.push_back(RowReader(statement).Text());
    return items;
  });
}

}  // namespace labintake::db
