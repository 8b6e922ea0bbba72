#include "db/work_table.h"

namespace labintake::db {

std::optional<WorkState> ReadWork(ReviewDatabase& database, const std::string& item) {
  SQLite::Statement statement(
      database.sql(),
      "SELECT w.item_id, i.reading || '.' || w.revision, w.reason, w.priority, w.due_at, w.stage, w.round, w.audit,"
      " w.claimed_until, w.claimed_by, coalesce(c.name, ''), w.asked_user, coalesce(a.name, ''), coalesce(b.name, '')"
      " FROM work w JOIN review_items i ON i.id = w.item_id LEFT JOIN users c ON c.id = w.claimed_by"
      " LEFT JOIN users a ON a.id = w.asked_user LEFT JOIN users b ON b.id = w.asked_by WHERE w.item_id = ?");
  Binder(statement) << item;
  if (!statement.executeStep()) return std::nullopt;
  RowReader r(statement);
  WorkState work;
  work.item = r.Text();
  work.version = r.Text();
  work.reason = r.Text();
  work.priority = r.Int();
  work.due_at = r.Text();
  work.stage = r.Int();
  work.round = r.Int64();
  work.audit = r.Int() != 0;
  const std::string until = r.Text();
  const std::optional<std::int64_t> holder = r.OptionalInt64();
  const std::string holder_name = r.Text();
  if (holder && until > database.Now()) work.claim = WorkClaim{*holder, holder_name, until};
  work.asked_user = r.OptionalInt64();
  work.asked_name = r.Text();
  work.asked_by = r.Text();
  return work;
}

void SetClaim(ReviewDatabase& database, const std::string& item, std::optional<std::int64_t> user,
              const std::string& until) {
  SQLite::Statement update(database.sql(), "UPDATE work SET claimed_by = ?, claimed_until = ? WHERE item_id = ?");
  Binder(update) << user << until << item;
  update.exec();
}

void SetWork(ReviewDatabase& database, const std::string& item, int stage, std::int64_t round,
             const std::string& due_at) {
  SQLite::Statement update(database.sql(),
                           "UPDATE work SET stage = ?, round = ?, due_at = ?, revision = revision + 1,"
                           " claimed_by = NULL, claimed_until = '', asked_user = NULL, asked_by = NULL"
                           " WHERE item_id = ?");
  Binder(update) << stage << round << due_at << item;
  update.exec();
}

bool MayWorkOn(const WorkState& work, const Account& who) {
  if (!work.asked_user || who.role >= Role::kLead) return true;
  return *work.asked_user == who.id || work.asked_by == who.name;
}

bool HasKeyed(ReviewDatabase& database, const WorkState& work, const Account& who) {
  if (work.stage == 1) return false;
  SQLite::Statement find(database.sql(),
                         "SELECT 1 FROM answers a WHERE a.item_id = ? AND a.round = ? AND a.user_id = ?"
                         " AND a.outcome IN ('second-key', 'third-key')"
                         " AND NOT EXISTS (SELECT 1 FROM answers u WHERE u.undoes = a.id)");
  Binder(find) << work.item << work.round << who.id;
  return find.executeStep();
}

void FilterSql::Bind(Binder& binder) const {
  for (const std::string& text : texts) binder << text;
}

FilterSql ToSql(const WorkFilter& filter) {
  FilterSql sql;
  const auto add = [&](const char* condition, const std::optional<std::string>& value) {
    if (!value) return;
    sql.conditions += condition;
    sql.texts.push_back(*value);
  };
  if (filter.state == ItemState::kOpen) sql.conditions += " AND w.waits = 1";
  if (filter.state && *filter.state != ItemState::kOpen) {
    add(" AND (SELECT i.state FROM review_items i WHERE i.id = w.item_id) = ?", ToString(*filter.state));
  }
  add(" AND w.kind = ?", filter.kind);
  add(" AND w.client_id = (SELECT c.id FROM clients c WHERE c.name = ?)", filter.client);
  add(" AND w.lab = ?", filter.lab);
  add(" AND w.reason = ?", filter.reason);
  if (filter.document) {
    sql.conditions += " AND w.document_id = CAST(? AS INTEGER)";
    sql.texts.push_back(std::to_string(*filter.document));
  }
  return sql;
}

}  // namespace labintake::db
