#include "db/work_queue.h"

#include <algorithm>

#include "db/audit_log.h"
#include "db/review_transaction.h"
#include "db/utc_time.h"
#include "db/work_table.h"

namespace labintake::db {
namespace {

// What may be given to a person: due, held by nobody else, and not keyed by him already.
constexpr const char* kFree =
    " AND w.due_at <= ? AND (w.claimed_by IS NULL OR w.claimed_until <= ?)"
    " AND (w.stage = 1 OR NOT EXISTS (SELECT 1 FROM answers a WHERE a.item_id = w.item_id AND a.round = w.round"
    "  AND a.user_id = ? AND a.outcome IN ('second-key', 'third-key')"
    "  AND NOT EXISTS (SELECT 1 FROM answers u WHERE u.undoes = a.id)))";

constexpr const char* kOrder =
    " ORDER BY w.priority DESC, w.created_at, w.document_id, w.page, w.y0, w.item_id LIMIT 1";

struct Candidate {
  std::string item;
  int priority = 0;
};

// One choice of the next item.
class Chooser {
 public:
  Chooser(ReviewDatabase& database, const Account& who, const WorkFilter& filter,
          const std::vector<std::string>& except)
      : database_(database), who_(who), except_(except), filter_(ToSql(filter)), now_(database.Now()) {}

  std::optional<std::string> Held() {
    SQLite::Statement statement(database_.sql(),
                                "SELECT w.item_id FROM work w WHERE w.claimed_by = ? AND w.claimed_until > ?" +
                                    filter_.conditions + ExceptMarks() +
                                    " ORDER BY w.priority DESC, w.created_at, w.document_id, w.page, w.y0");
    Binder binder(statement);
    binder << who_.id << now_;
    filter_.Bind(binder);
    BindExcept(binder);
    if (!statement.executeStep()) return std::nullopt;
    return RowReader(statement).Text();
  }

  int CountHeld() {
    SQLite::Statement statement(database_.sql(),
                                "SELECT count(*) FROM work WHERE claimed_by = ? AND claimed_until > ? AND waits = 1");
    Binder(statement) << who_.id << now_;
    statement.executeStep();
    return RowReader(statement).Int();
  }

  std::optional<std::string> Asked() {
    const char* whom = who_.role >= Role::kLead ? " AND w.asked_user IN (?, 0)" : " AND w.asked_user = ?";
    const auto found = Find(std::string(whom), who_.id);
    if (!found) return std::nullopt;
    return found->item;
  }

  std::optional<std::string> Fresh() {
    constexpr const char* kNobodyAsked = " AND w.asked_user IS NULL";
    // Two people on one document would both have to find their way on it.
    constexpr const char* kUndisturbed =
        " AND w.asked_user IS NULL AND w.document_id NOT IN (SELECT o.document_id FROM work o"
        " WHERE o.claimed_by IS NOT NULL AND o.claimed_by <> ? AND o.claimed_until > ?)";
    std::optional<Candidate> first = Find(kUndisturbed, who_.id, now_);
    if (!first) first = Find(kNobodyAsked);
    if (!first) return std::nullopt;
    if (const std::optional<std::int64_t> document = LastDocument()) {
      const auto here = Find(" AND w.asked_user IS NULL AND w.document_id = ?", *document);
      if (here && here->priority >= first->priority) return here->item;
    }
    return first->item;
  }

 private:
  template <typename... Values>
  std::optional<Candidate> Find(const std::string& condition, const Values&... values) {
    SQLite::Statement statement(database_.sql(), "SELECT w.item_id, w.priority FROM work w WHERE w.waits = 1" +
                                                     condition + kFree + filter_.conditions + ExceptMarks() + kOrder);
    Binder binder(statement);
    static_cast<void>((binder << ... << values));
    binder << now_ << now_ << who_.id;
    filter_.Bind(binder);
    BindExcept(binder);
    if (!statement.executeStep()) return std::nullopt;
    RowReader r(statement);
    Candidate candidate;
    candidate.item = r.Text();
    candidate.priority = r.Int();
    return candidate;
  }

  // What he holds, else what he answered last.
  std::optional<std::int64_t> LastDocument() {
    SQLite::Statement held(database_.sql(),
                           "SELECT document_id FROM work WHERE claimed_by = ? AND claimed_until > ?"
                           " ORDER BY claimed_until DESC LIMIT 1");
    Binder(held) << who_.id << now_;
    if (held.executeStep()) return RowReader(held).Int64();
    SQLite::Statement answered(database_.sql(),
                               "SELECT w.document_id FROM answers a JOIN work w ON w.item_id = a.item_id"
                               " WHERE a.user_id = ? ORDER BY a.id DESC LIMIT 1");
    Binder(answered) << who_.id;
    if (answered.executeStep()) return RowReader(answered).Int64();
    return std::nullopt;
  }

  std::string ExceptMarks() const {
    if (except_.empty()) return "";
    std::string marks = " AND w.item_id NOT IN (?";
    for (std::size_t i = 1; i < except_.size(); ++i) marks += ",?";
    return marks + ")";
  }

  void BindExcept(Binder& binder) const {
    for (const std::string& item : except_) binder << item;
  }

  ReviewDatabase& database_;
  const Account& who_;
  const std::vector<std::string>& except_;
  const FilterSql filter_;
  const std::string now_;
};

}  // namespace

std::string WorkQueue::Until() const { return UtcAfter(database_.Now(), lease_seconds_); }

void WorkQueue::Take(const Account& who, const std::string& item) {
  SetClaim(database_, item, who.id, Until());
  SQLite::Statement document(database_.sql(), "SELECT document_id FROM work WHERE item_id = ?");
  Binder(document) << item;
  document.executeStep();
  AppendAudit(database_, {who.name, "claim", RowReader(document).Int64(), item, ""});
}

Result<std::optional<std::string>> WorkQueue::Next(const Account& who, const WorkFilter& filter,
                                                   const std::vector<std::string>& except) {
  return database_.Write([&]() -> Result<std::optional<std::string>> {
    Chooser chooser(database_, who, filter, except);
    std::optional<std::string> item = chooser.Held();
    if (!item) {
      if (chooser.CountHeld() >= kMaxHeld) {
        return Fail(ErrorCode::kArgument, "You hold as many items as one person may; answer or release one of them.");
      }
      item = chooser.Asked();
      if (!item) item = chooser.Fresh();
    }
    if (item) Take(who, *item);
    return item;
  });
}

Result<WorkClaim> WorkQueue::Claim(const Account& who, const std::string& item) {
  return database_.Write([&]() -> Result<WorkClaim> {
    const std::optional<WorkState> work = ReadWork(database_, item);
    if (!work) return NoSuchItem();
    if (work->claim && work->claim->user != who.id) return *work->claim;
    SQLite::Statement waits(database_.sql(), "SELECT waits FROM work WHERE item_id = ?");
    Binder(waits) << item;
    if (!waits.executeStep() || RowReader(waits).Int() == 0) {
      return Fail(ErrorCode::kArgument, "This item is not open; take the answer back before you change it.");
    }
    if (HasKeyed(database_, *work, who) || !MayWorkOn(*work, who)) {
      return Fail(ErrorCode::kArgument, "This item waits for another person.");
    }
    const bool renewed = work->claim.has_value();
    if (!renewed && Chooser(database_, who, {}, {}).CountHeld() >= kMaxHeld) {
      return Fail(ErrorCode::kArgument, "You hold as many items as one person may; answer or release one of them.");
    }
    if (renewed) {
      SetClaim(database_, item, who.id, Until());
    } else {
      Take(who, item);
    }
    return WorkClaim{who.id, who.name, Until()};
  });
}

Result<std::vector<std::string>> WorkQueue::ClaimAll(const Account& who, const std::vector<std::string>& items) {
  return database_.Write([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> claimed;
    for (const std::string& item : items) {
      const std::optional<WorkState> work = ReadWork(database_, item);
      if (!work || (work->claim && work->claim->user != who.id)) continue;
      if (HasKeyed(database_, *work, who) || !MayWorkOn(*work, who)) continue;
      Take(who, item);
      claimed.push_back(item);
    }
    return claimed;
  });
}

Result<void> WorkQueue::Release(const Account& who, const std::string& item) {
  return database_.Write([&]() -> Result<void> {
    const std::optional<WorkState> work = ReadWork(database_, item);
    if (!work) return NoSuchItem();
    if (!work->claim || (work->claim->user != who.id && who.role < Role::kLead)) return {};
    SetClaim(database_, item, std::nullopt, "");
    if (work->claim->user != who.id) {
      AppendAudit(database_, {who.name, "release", {}, item, "held by " + work->claim->name});
    }
    return {};
  });
}

Result<void> WorkQueue::ReleaseAll(const Account& who) {
  return database_.Write([&]() -> Result<void> {
    SQLite::Statement update(database_.sql(),
                             "UPDATE work SET claimed_by = NULL, claimed_until = '' WHERE claimed_by = ?");
    Binder(update) << who.id;
    update.exec();
    return {};
  });
}

Result<WorkState> WorkQueue::State(const std::string& item) {
  return database_.Read([&]() -> Result<WorkState> {
    std::optional<WorkState> work = ReadWork(database_, item);
    if (!work) return NoSuchItem();
    return *std::move(work);
  });
}

Result<std::vector<Remark>> WorkQueue::Remarks(const WorkState& work, bool blind) {
  return database_.Read([&]() -> Result<std::vector<Remark>> {
    SQLite::Statement statement(database_.sql(),
                                "SELECT u.name, m.to_name, m.text, m.at FROM remarks m JOIN users u ON u.id = m.by_user"
                                " WHERE m.item_id = ? AND (? = 0 OR (m.round = ? AND m.stage = ?)) ORDER BY m.id");
    Binder(statement) << work.item << blind << work.round << work.stage;
    std::vector<Remark> remarks;
    while (statement.executeStep()) {
      RowReader r(statement);
      remarks.push_back({r.Text(), r.Text(), r.Text(), r.Text()});
    }
    return remarks;
  });
}

Result<void> WorkQueue::SetPriority(const Account& who, std::int64_t document, int priority) {
  return database_.Write([&]() -> Result<void> {
    SQLite::Statement update(database_.sql(), "UPDATE work SET priority = ? WHERE document_id = ?");
    Binder(update) << priority << document;
    if (update.exec() == 0) return Fail(ErrorCode::kNotFound, "There is no document with this number that has items.");
    AppendAudit(database_, {who.name, "priority", document, "", std::to_string(priority)});
    return {};
  });
}

}  // namespace labintake::db
