// The part of WorkQueue that lists and counts.
#include <algorithm>
#include <array>
#include <map>

#include "db/review_transaction.h"
#include "db/utc_time.h"
#include "db/work_queue.h"
#include "db/work_table.h"

namespace labintake::db {
namespace {

constexpr std::size_t kMostOfMany = 50;  // laboratories and clients that are counted by name

ItemKind KindOf(const std::string& text) {
  for (const ItemKind kind : {ItemKind::kRow, ItemKind::kUnreadLine, ItemKind::kName}) {
    if (text == ToString(kind)) return kind;
  }
  return ItemKind::kDocument;
}

WorkSummary ReadSummary(ReviewDatabase& database, SQLite::Statement& statement) {
  RowReader r(statement);
  WorkSummary s;
  const std::string item = r.Text();
  s.kind = KindOf(r.Text());
  s.state = ParseItemState(r.Text()).value_or(ItemState::kWithdrawn);
  s.document = r.Int64();
  s.client = r.Text();
  s.file = r.Text();
  s.lab = r.Text();
  s.page = r.Int();
  s.created_at = r.Text();
  s.name = r.Text();
  s.value = r.Text();
  s.unit = r.Text();
  s.work = ReadWork(database, item).value_or(WorkState{});
  return s;
}

// Behind the item `after` in the order of the list.
constexpr const char* kBehind =
    " AND w.priority <= (SELECT o.priority FROM work o WHERE o.item_id = ?)"
    " AND (w.priority < (SELECT o.priority FROM work o WHERE o.item_id = ?)"
    "  OR (w.created_at, w.document_id, w.page, w.y0, w.item_id) >"
    "   (SELECT o.created_at, o.document_id, o.page, o.y0, o.item_id FROM work o WHERE o.item_id = ?))";

// Counts by one thing.
class Tally {
 public:
  void Add(const std::string& text, int n) { counts_[text] += n; }

  // Most first, at most `most`.
  WorkCounts::ByText Sorted(std::size_t most = SIZE_MAX) const {
    WorkCounts::ByText sorted(counts_.begin(), counts_.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (sorted.size() > most) sorted.resize(most);
    return sorted;
  }

  int Of(const std::string& text) const {
    const auto found = counts_.find(text);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, int> counts_;
};

// All counts from one pass over what waits: each pass over a queue of a hundred thousand items takes a fifth of a
// second.
WorkCounts CountAll(ReviewDatabase& database, const Account& who, const WorkFilter& filter) {
  const FilterSql sql = ToSql(filter);
  const std::string now = database.Now();
  SQLite::Statement statement(
      database.sql(),
      "SELECT w.kind, CAST(w.stage AS TEXT), CAST(w.priority AS TEXT), w.reason, w.lab,"
      " (SELECT c.name FROM clients c WHERE c.id = w.client_id),"
      " CASE WHEN w.created_at > ? THEN 'hour' WHEN w.created_at > ? THEN 'day' WHEN w.created_at > ? THEN 'week'"
      "  ELSE 'older' END AS age,"
      " count(*), sum(w.claimed_by IS ? AND w.claimed_until > ?), sum(w.asked_user IS ? OR (? AND w.asked_user IS 0)),"
      " sum(w.due_at > ?), min(w.created_at)"
      " FROM work w WHERE 1" +
          sql.conditions + " GROUP BY w.kind, w.stage, w.priority, w.reason, w.lab, w.client_id, age");
  Binder binder(statement);
  binder << UtcAfter(now, -3600) << UtcAfter(now, -86'400) << UtcAfter(now, -7 * 86'400) << who.id << now << who.id
         << (who.role >= Role::kLead) << now;
  sql.Bind(binder);
  WorkCounts counts;
  Tally kind, stage, priority, reason, lab, client, age;
  while (statement.executeStep()) {
    RowReader r(statement);
    std::array<std::string, 7> texts;
    for (std::string& text : texts) text = r.Text();
    const int n = r.Int();
    std::size_t i = 0;
    for (Tally* tally : {&kind, &stage, &priority, &reason, &lab, &client, &age}) tally->Add(texts.at(i++), n);
    counts.open += n;
    counts.mine += r.Int();
    counts.asked += r.Int();
    counts.postponed += r.Int();
    const std::string oldest = r.Text();
    if (counts.oldest_at.empty() || oldest < counts.oldest_at) counts.oldest_at = oldest;
  }
  counts.by_kind = kind.Sorted();
  counts.by_stage = stage.Sorted();
  counts.by_priority = priority.Sorted();
  counts.by_reason = reason.Sorted();
  counts.by_lab = lab.Sorted(kMostOfMany);
  counts.by_client = client.Sorted(kMostOfMany);
  for (const char* text : {"hour", "day", "week", "older"}) counts.by_age.emplace_back(text, age.Of(text));
  return counts;
}

}  // namespace

Result<std::vector<WorkSummary>> WorkQueue::List(const WorkFilter& filter, const std::string& after, int limit) {
  return database_.Read([&]() -> Result<std::vector<WorkSummary>> {
    if (!after.empty() && !ReadWork(database_, after)) {
      return Fail(ErrorCode::kArgument,
                  "There is no item with this id to go on behind; read the list from its beginning.");
    }
    const FilterSql sql = ToSql(filter);
    SQLite::Statement statement(
        database_.sql(),
        "SELECT w.item_id, w.kind, i.state, w.document_id, c.name, d.file, w.lab, w.page, w.created_at,"
        " coalesce((SELECT f.text FROM fields f WHERE f.row_id = i.row_id AND f.kind = 'name'),"
        "  (SELECT l.text FROM lines l WHERE l.id = i.line_id), ''),"
        " coalesce((SELECT f.text FROM fields f WHERE f.row_id = i.row_id AND f.kind = 'value'), ''),"
        " coalesce((SELECT f.text FROM fields f WHERE f.row_id = i.row_id AND f.kind = 'unit'), '')"
        " FROM work w JOIN review_items i ON i.id = w.item_id JOIN documents d ON d.id = w.document_id"
        " JOIN clients c ON c.id = d.client_id WHERE 1" +
            sql.conditions + (after.empty() ? "" : kBehind) +
            " ORDER BY w.priority DESC, w.created_at, w.document_id, w.page, w.y0, w.item_id LIMIT ?");
    Binder binder(statement);
    sql.Bind(binder);
    if (!after.empty()) binder << after << after << after;
    binder << limit;
    std::vector<WorkSummary> list;
    while (statement.executeStep()) list.push_back(ReadSummary(database_, statement));
    return list;
  });
}

Result<WorkCounts> WorkQueue::Count(const Account& who, const WorkFilter& filter) {
  return database_.Read([&]() -> Result<WorkCounts> { return CountAll(database_, who, filter); });
}

}  // namespace labintake::db
