#include "db/answers.h"

#include <algorithm>

#include "db/answer_table.h"
#include "db/answer_writer.h"
#include "db/audit_log.h"
#include "db/decision_writer.h"
#include "db/digest.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"
#include "db/utc_time.h"
#include "db/work_table.h"

namespace labintake::db {
namespace {

using Kind = AnswerConflict::Kind;

}  // namespace

const char* ToString(AnswerConflict::Kind kind) {
  switch (kind) {
    case Kind::kClaimed: return "claimed";
    case Kind::kChanged: return "changed";
    case Kind::kAnswered: return "answered";
    case Kind::kWithdrawn: return "withdrawn";
    case Kind::kKeyReused: return "key-reused";
    case Kind::kNotYours: return "not-yours";
  }
  return "";
}

Result<AnswerOutcome> Answers::Answer(const Account& who, const AnswerRequest& request) {
  return database_.Write([&] { return AnswerWriter(database_, policy_, who, request).Write(); });
}

std::vector<std::string> Answers::KeyFields(const WorkState& work) const { return KeyFieldsOf(policy_, work); }

Result<AnswerOutcome> Answers::Undo(const Account& who, const std::string& item_id, const std::string& key,
                                    const std::string& note) {
  return database_.Write([&]() -> Result<AnswerOutcome> {
    const std::optional<StoredItem> item = SqliteReader(database_.sql()).Item(item_id);
    const std::optional<WorkState> work = ReadWork(database_, item_id);
    if (!item || !work) return NoSuchItem();
    const std::string hash = Sha256HexOf({"undo", who.name, note});
    if (auto repeated = Repeated(database_, item_id, key, hash)) return *std::move(repeated);
    if (item->item.state == ItemState::kWithdrawn) return Against(Kind::kWithdrawn, *work);
    std::vector<StoredAnswer> said = AnswersOfRound(database_, *work);
    const bool decided = item->item.state == ItemState::kDecided;
    // Somebody has decided it anew, past the server.
    if (decided && item->InForce() != nullptr && !item->InForce()->key.starts_with(kReviewKey)) said.clear();
    const bool own = !said.empty() && said.back().user == who.id;
    const bool lead = who.role >= Role::kLead;
    if ((said.empty() && !decided) || (!own && !lead)) return Against(Kind::kNotYours, *work);
    if (work->claim && work->claim->user != who.id && !lead) return Against(Kind::kClaimed, *work);
    if (decided) {
      Decision reopen;
      reopen.item = item_id;
      reopen.action = DecisionAction::kPostpone;
      reopen.by = who.name;
      reopen.note = note.empty() ? "taken back" : note;
      reopen.idempotency_key = kReviewKey + key;
      reopen.reopen = true;
      const DecisionOutcome outcome =
          DecisionWriter(database_.sql(), database_.assign(), database_.Now()).Apply(*item, reopen);
      if (outcome != DecisionOutcome::kApplied) {
        return Fail(ErrorCode::kStore, "The answer could not be taken back; try again.");
      }
    }
    // What a lead takes back is asked from the beginning; who takes back his own goes back to where he stood.
    SetWork(database_, item_id, own ? said.back().stage : 1, own ? work->round : work->round + 1, "");
    SetClaim(database_, item_id, who.id, UtcAfter(database_.Now(), lease_seconds_));
    const std::string whose = said.empty() ? "" : said.back().user_name;
    AppendAudit(database_, {who.name, "undo", item->item.document, item_id, own ? "" : "answer of " + whose});
    NewAnswer line{item_id, key, hash, who.id, work->round, 0, "undo", {}, {}, note, "reopened", {}};
    if (!said.empty()) line.undoes = said.back().id;
    return AddAnswer(database_, line);
  });
}

Result<AnswerOutcome> Answers::Ask(const Account& who, const std::string& item_id, const std::string& key,
                                   const std::string& to, const std::string& text) {
  return database_.Write([&]() -> Result<AnswerOutcome> {
    const std::optional<StoredItem> item = SqliteReader(database_.sql()).Item(item_id);
    const std::optional<WorkState> work = ReadWork(database_, item_id);
    if (!item || !work) return NoSuchItem();
    const std::string hash = Sha256HexOf({"ask", who.name, to, text});
    if (auto repeated = Repeated(database_, item_id, key, hash)) return *std::move(repeated);
    if (item->item.state == ItemState::kWithdrawn) return Against(Kind::kWithdrawn, *work);
    if (item->item.state == ItemState::kDecided) return Against(Kind::kAnswered, *work);
    if (work->claim && work->claim->user != who.id) return Against(Kind::kClaimed, *work);
    if (HasKeyed(database_, *work, who) || !MayWorkOn(*work, who)) return Against(Kind::kNotYours, *work);
    std::int64_t asked = 0;
    if (!to.empty()) {
      SQLite::Statement find(database_.sql(),
                             "SELECT id FROM users WHERE name = ? AND disabled = 0 AND role <> 'read-only'");
      Binder(find) << to;
      if (!find.executeStep() || (asked = RowReader(find).Int64()) == who.id) {
        return Fail(ErrorCode::kArgument, "Ask somebody else who may answer; nobody of this name can.");
      }
      Account whom;
      whom.id = asked;
      if (HasKeyed(database_, *work, whom)) {
        return Fail(ErrorCode::kArgument, "This person has keyed the item already; ask somebody else.");
      }
    }
    SQLite::Statement remark(database_.sql(),
                             "INSERT INTO remarks (item_id, by_user, to_name, round, stage, text, at)"
                             " VALUES (?,?,?,?,?,?,?)");
    Binder(remark) << item_id << who.id << to << work->round << work->stage << text << database_.Now();
    remark.exec();
    SetWork(database_, item_id, work->stage, work->round, "");
    SQLite::Statement ask(database_.sql(), "UPDATE work SET asked_user = ?, asked_by = ? WHERE item_id = ?");
    Binder(ask) << asked << who.id << item_id;
    ask.exec();
    AppendAudit(database_, {who.name, "ask", item->item.document, item_id, to.empty() ? "any lead" : to});
    return AddAnswer(database_, {item_id, key, hash, who.id, work->round, 0, "ask", {}, {}, "", "asked", {}});
  });
}

Result<std::vector<OwnAnswer>> Answers::Own(const Account& who, int limit) {
  return database_.Read([&]() -> Result<std::vector<OwnAnswer>> {
    // Its answer is the last word where nobody has said anything since, in this round.
    SQLite::Statement statement(
        database_.sql(),
        "SELECT a.item_id, w.kind, w.document_id, w.page, a.action, a.corrected, a.at, a.outcome,"
        " a.outcome IN ('decided', 'second-key', 'third-key') AND a.round = w.round"
        "  AND NOT EXISTS (SELECT 1 FROM answers u WHERE u.undoes = a.id)"
        "  AND NOT EXISTS (SELECT 1 FROM answers l WHERE l.item_id = a.item_id AND l.id > a.id"
        "   AND l.outcome IN ('decided', 'second-key', 'third-key')"
        "   AND NOT EXISTS (SELECT 1 FROM answers u WHERE u.undoes = l.id))"
        " FROM answers a JOIN work w ON w.item_id = a.item_id"
        " WHERE a.user_id = ? AND a.action <> 'undo' ORDER BY a.id DESC LIMIT ?");
    Binder(statement) << who.id << limit;
    std::vector<OwnAnswer> own;
    while (statement.executeStep()) {
      RowReader r(statement);
      OwnAnswer a;
      a.item = r.Text();
      a.kind = r.Text();
      a.document = r.Int64();
      a.page = r.Int();
      a.action = r.Text();
      a.fields = CorrectedFromJson(r.Text());
      a.at = r.Text();
      a.outcome = r.Text();
      a.can_undo = r.Int() != 0;
      own.push_back(std::move(a));
    }
    return own;
  });
}

Result<std::vector<KeyedAnswer>> Answers::Keyed(const WorkState& work) {
  return database_.Read([&]() -> Result<std::vector<KeyedAnswer>> {
    std::vector<KeyedAnswer> keyed;
    if (work.stage != 3) return keyed;
    for (const StoredAnswer& answer : AnswersOfRound(database_, work)) keyed.push_back(answer.Keyed());
    if (keyed.size() > 2) keyed.resize(2);
    // The order of their hashes is the same for everybody and says nothing.
    if (keyed.size() == 2 &&
        Sha256HexOf({work.item, ToJson(keyed[1].fields)}) < Sha256HexOf({work.item, ToJson(keyed[0].fields)})) {
      std::swap(keyed[0], keyed[1]);
    }
    return keyed;
  });
}

}  // namespace labintake::db
