// The part of WorkQueue that lists and counts.
#include <algorithm>

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

class Counter {
 public:
  Counter(ReviewDatabase& database, const Account& who, const WorkFilter& filter)
      : database_(database), who_(who), filter_(ToSql(filter)), now_(database.Now()) {}

  int Number(const std::string& condition, std::initializer_list<std::string> values = {}) {
    SQLite::Statement statement(database_.sql(),
                                "SELECT count(*) FROM work w WHERE 1" + condition + filter_.conditions);
    Binder binder(statement);
    for (const std::string& value : values) binder << value;
    filter_.Bind(binder);
    statement.executeStep();
    return RowReader(statement).Int();
  }

  WorkCounts::ByText By(const std::string& expression, std::size_t most = SIZE_MAX) {
    SQLite::Statement statement(database_.sql(), "SELECT " + expression +
                                                     " AS text, count(*) AS n FROM work w WHERE 1" +
                                                     filter_.conditions + " GROUP BY text ORDER BY n DESC, text");
    Binder binder(statement);
    filter_.Bind(binder);
    WorkCounts::ByText counts;
    while (counts.size() < most && statement.executeStep()) {
      RowReader r(statement);
      std::string text = r.Text();
      counts.emplace_back(std::move(text), r.Int());
    }
    return counts;
  }

  WorkCounts Count() {
    WorkCounts counts;
    const std::string me = std::to_string(who_.id);
    counts.open = Number("");
    counts.mine = Number(" AND w.claimed_by = CAST(? AS INTEGER) AND w.claimed_until > ?", {me, now_});
    counts.asked = Number(who_.role >= Role::kLead ? " AND w.asked_user IN (CAST(? AS INTEGER), 0)"
                                                   : " AND w.asked_user = CAST(? AS INTEGER)",
                          {me});
    counts.postponed = Number(" AND w.due_at > ?", {now_});
    counts.by_kind = By("w.kind");
    counts.by_stage = By("CAST(w.stage AS TEXT)");
    counts.by_priority = By("CAST(w.priority AS TEXT)");
    counts.by_reason = By("w.reason");
    counts.by_lab = By("w.lab", kMostOfMany);
    counts.by_client = By("(SELECT c.name FROM clients c WHERE c.id = w.client_id)", kMostOfMany);
    counts.by_age = ByAge();
    SQLite::Statement oldest(database_.sql(),
                             "SELECT coalesce(min(w.created_at), '') FROM work w WHERE 1" + filter_.conditions);
    Binder binder(oldest);
    filter_.Bind(binder);
    oldest.executeStep();
    counts.oldest_at = RowReader(oldest).Text();
    return counts;
  }

 private:
  WorkCounts::ByText ByAge() {
    const std::string hour = UtcAfter(now_, -3600), day = UtcAfter(now_, -86'400), week = UtcAfter(now_, -7 * 86'400);
    return {{"hour", Number(" AND w.created_at > ?", {hour})},
            {"day", Number(" AND w.created_at <= ? AND w.created_at > ?", {hour, day})},
            {"week", Number(" AND w.created_at <= ? AND w.created_at > ?", {day, week})},
            {"older", Number(" AND w.created_at <= ?", {week})}};
  }

  ReviewDatabase& database_;
  const Account& who_;
  const FilterSql filter_;
  const std::string now_;
};

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
  return database_.Read([&]() -> Result<WorkCounts> { return Counter(database_, who, filter).Count(); });
}

}  // namespace labintake::db
