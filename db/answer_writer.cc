#include "db/answer_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "db/audit_log.h"
#include "db/corrections.h"
#include "db/decision_rules.h"
#include "db/decision_writer.h"
#include "db/digest.h"
#include "db/row_fields.h"
#include "db/utc_time.h"
#include "db/work_table.h"

namespace labintake::db {
namespace {

using Kind = AnswerConflict::Kind;

// Each field as the person vouches for it.
CorrectedFields Vouched(const StoredItem& item, const CorrectedFields& given, bool blind) {
  if (blind) return given;
  const Observation& row = item.item.row;
  return {given.name.value_or(row.name.text), given.value.value_or(row.value.text),
          given.unit.value_or(row.unit.text), given.range.value_or(row.range.text),
          given.flag.value_or(row.flag.text), given.analyte.value_or(row.analyte.id)};
}

// What stands against an answer of this person to what he saw as `version`.
std::optional<AnswerConflict> Obstacle(ReviewDatabase& database, const Account& who, const StoredItem& item,
                                       const WorkState& work, const std::string& version) {
  if (item.item.state == ItemState::kWithdrawn) return Against(Kind::kWithdrawn, work);
  if (item.item.state == ItemState::kDecided) return Against(Kind::kAnswered, work);
  if (work.claim && work.claim->user != who.id) return Against(Kind::kClaimed, work);
  if (version != work.version) return Against(Kind::kChanged, work);
  if (HasKeyed(database, work, who) || !MayWorkOn(work, who)) return Against(Kind::kNotYours, work);
  return std::nullopt;
}

// The decision that follows, in the words of the answer that stands.
Decision DecisionFrom(const StoredAnswer& stands, const AnswerRequest& request) {
  Decision decision;
  decision.item = request.item;
  decision.action = ParseDecisionAction(stands.action).value_or(DecisionAction::kPostpone);
  decision.corrected = stands.fields;
  decision.by = stands.user_name;
  decision.note = stands.note;
  decision.learn = request.learn;
  decision.idempotency_key = kReviewKey + request.key;
  return decision;
}

void Note(StoredAnswer& answer, const std::string& text) { answer.note += (answer.note.empty() ? "" : "; ") + text; }

}  // namespace

std::vector<std::string> KeyFieldsOf(const SecondKeyPolicy& policy, const WorkState& work) {
  if (work.audit) return {FieldNames().begin(), FieldNames().end()};
  return policy.fields;
}

Result<AnswerOutcome> AnswerWriter::Write() {
  const std::string hash =
      Sha256HexOf({who_.name, request_.version, ToString(request_.action), ToJson(request_.fields), request_.note,
                   request_.learn ? "learn" : "", std::to_string(request_.postpone_minutes)});
  const std::optional<StoredItem> item = SqliteReader(database_.sql()).Item(request_.item);
  const std::optional<WorkState> work = ReadWork(database_, request_.item);
  if (!item || !work) return NoSuchItem();
  if (auto repeated = Repeated(database_, request_.item, request_.key, hash)) return *std::move(repeated);
  if (auto obstacle = Obstacle(database_, who_, *item, *work, request_.version)) return *std::move(obstacle);
  TakeOverFromFirst(*work);
  if (auto fits = CheckFits(*item, *work); !fits) return tl::unexpected(fits.error());

  NewAnswer line{request_.item,
                 request_.key,
                 hash,
                 who_.id,
                 work->round,
                 work->stage,
                 ToString(request_.action),
                 fields_,
                 Vouched(*item, fields_, work->Blind(item->item.state)),
                 request_.note,
                 "",
                 {}};
  const Result<AnswerResult> done = request_.action == DecisionAction::kPostpone
                                        ? Postpone(*item, *work, std::move(line))
                                        : Key(*item, *work, std::move(line));
  if (!done) return tl::unexpected(done.error());
  SQLite::Statement draft(database_.sql(), "DELETE FROM drafts WHERE user_id = ? AND subject = ?");
  Binder(draft) << who_.id << request_.item;
  draft.exec();
  AppendAudit(database_,
              {who_.name, "decide", item->item.document, request_.item,
               fmt::format("{}, key {}, {}{}", ToString(request_.action), work->stage, done->outcome,
                           reason_ == SecondKeyReason::kNone ? "" : fmt::format(" ({})", ToString(reason_)))});
  return *done;
}

void AnswerWriter::TakeOverFromFirst(const WorkState& work) {
  if (work.stage != 3 || request_.action != DecisionAction::kEdit) return;
  const std::vector<StoredAnswer> said = AnswersOfRound(database_, work);
  if (said.empty() || !IsResult(said.front().Keyed().action)) return;
  const CorrectedFields& first = said.front().fields;
  const auto keyed = [&](const char* name) {
    return std::find(policy_.fields.begin(), policy_.fields.end(), name) != policy_.fields.end();
  };
  if (!fields_.name && !keyed("name")) fields_.name = first.name;
  if (!fields_.unit && !keyed("unit")) fields_.unit = first.unit;
  if (!fields_.range && !keyed("range")) fields_.range = first.range;
  if (!fields_.flag && !keyed("flag")) fields_.flag = first.flag;
  if (!fields_.analyte) fields_.analyte = first.analyte;
}

Result<void> AnswerWriter::CheckFits(const StoredItem& item, const WorkState& work) {
  Decision decision;
  decision.action = request_.action;
  decision.corrected = fields_;
  decision.by = who_.name;
  const bool blind = work.Blind(item.item.state);
  // A line that is keyed again has become a row; its name is what the first person typed.
  if (auto fits = CheckDecision(decision, blind ? ItemKind::kRow : item.item.kind, item.item.row); !fits) return fits;
  const std::string analyte = fields_.analyte.value_or("");
  Observation scratch;
  if (!analyte.empty() && !database_.assign()(analyte, scratch)) {
    return Fail(ErrorCode::kArgument, "The catalogue has no analyte with this id; choose one from its list.");
  }
  if (!blind && work.stage != 3) return {};
  if (request_.action == DecisionAction::kAccept) {
    return Fail(ErrorCode::kArgument,
                "Where an item is keyed again nothing is confirmed; type the fields, and use edit.");
  }
  if (request_.action != DecisionAction::kEdit) return {};
  for (const std::string& field : KeyFieldsOf(policy_, work)) {
    if (!FieldOf(fields_, field)) {
      return Fail(ErrorCode::kArgument, "Type every field that is asked for; \"\" where nothing is printed.");
    }
  }
  return {};
}

Result<AnswerResult> AnswerWriter::Postpone(const StoredItem& item, const WorkState& work, NewAnswer line) {
  StoredAnswer now;
  now.action = line.action;
  now.user_name = who_.name;
  now.note = request_.note;
  if (auto written = Decide(item, now); !written) return tl::unexpected(written.error());
  SetWork(database_, item.item.id, work.stage, work.round,
          UtcAfter(database_.Now(), std::int64_t{60} * request_.postpone_minutes));
  line.stage = 0;
  line.outcome = "postponed";
  return AddAnswer(database_, line);
}

Result<AnswerResult> AnswerWriter::Key(const StoredItem& item, const WorkState& work, NewAnswer line) {
  std::vector<StoredAnswer> keyed = AnswersOfRound(database_, work);
  if (keyed.size() > 2) keyed.resize(2);
  keyed.push_back({0, who_.id, who_.name, work.stage, line.action, line.fields, line.keyed, request_.note, ""});
  std::vector<KeyedAnswer> said;
  for (const StoredAnswer& answer : keyed) said.push_back(answer.Keyed());
  const KeyOutcome next = NextKey(keyed.size() == 1 && NeedsSecond(item, work), said, policy_.fields);
  if (next.step != KeyStep::kDecided) {
    const bool second = next.step == KeyStep::kSecond;
    SetWork(database_, item.item.id, second ? 2 : 3, work.round, "");
    line.outcome = second ? "second-key" : "third-key";
    return AddAnswer(database_, line);
  }
  StoredAnswer stands = keyed[next.answer];
  if (keyed.size() == 2) Note(stands, "keyed again by " + who_.name);
  if (keyed.size() == 3) {
    Note(stands, fmt::format("third key, after {} and {}", keyed[0].user_name, keyed[1].user_name));
  }
  if (auto written = Decide(item, stands); !written) return tl::unexpected(written.error());
  SetWork(database_, item.item.id, work.stage, work.round, "");
  line.outcome = "decided";
  return AddAnswer(database_, line);
}

bool AnswerWriter::NeedsSecond(const StoredItem& item, const WorkState& work) {
  const bool row = item.item.kind == ItemKind::kRow;
  // An audit measures one person against the machine.
  if ((!row && item.item.kind != ItemKind::kUnreadLine) || work.audit) return false;
  Observation result;
  if (IsResult(request_.action)) {
    result = WithCorrections(item.item.row, fields_, database_.assign());
  }
  reason_ = NeedsSecondKey(policy_, item.item.id, item.item.row, row, request_.action, result);
  return reason_ != SecondKeyReason::kNone;
}

Result<void> AnswerWriter::Decide(const StoredItem& item, const StoredAnswer& stands) {
  const DecisionOutcome outcome =
      DecisionWriter(database_.sql(), database_.assign(), database_.Now()).Apply(item, DecisionFrom(stands, request_));
  if (outcome == DecisionOutcome::kApplied) return {};
  // The item is open and read as before: Obstacle has seen to that.
  return Fail(ErrorCode::kStore, "The answer could not be written; send it again.");
}

}  // namespace labintake::db
