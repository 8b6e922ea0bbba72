#include "db/answer_table.h"

#include "db/row_fields.h"
#include "db/work_table.h"

namespace labintake::db {

AnswerConflict Against(AnswerConflict::Kind kind, const WorkState& work) {
  AnswerConflict conflict{kind, "", "", work.version};
  if (work.claim) {
    conflict.by = work.claim->name;
    conflict.until = work.claim->until;
  }
  return conflict;
}

KeyedAnswer StoredAnswer::Keyed() const {
  return {ParseDecisionAction(action).value_or(DecisionAction::kPostpone), keyed};
}

std::vector<StoredAnswer> AnswersOfRound(ReviewDatabase& database, const WorkState& work) {
  SQLite::Statement statement(
      database.sql(),
      "SELECT a.id, a.user_id, u.name, a.stage, a.action, a.corrected, a.keyed, a.note, a.outcome FROM answers a"
      " JOIN users u ON u.id = a.user_id WHERE a.item_id = ? AND a.round = ?"
      " AND a.outcome IN ('decided', 'second-key', 'third-key')"
      " AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.undoes = a.id) ORDER BY a.id");
  Binder(statement) << work.item << work.round;
  std::vector<StoredAnswer> answers;
  while (statement.executeStep()) {
    RowReader r(statement);
    StoredAnswer a;
    a.id = r.Int64();
    a.user = r.Int64();
    a.user_name = r.Text();
    a.stage = r.Int();
    a.action = r.Text();
    a.fields = CorrectedFromJson(r.Text());
    a.keyed = CorrectedFromJson(r.Text());
    a.note = r.Text();
    a.outcome = r.Text();
    answers.push_back(std::move(a));
  }
  return answers;
}

AnswerResult AddAnswer(ReviewDatabase& database, const NewAnswer& answer) {
  const WorkState work = ReadWork(database, answer.item).value_or(WorkState{});
  SQLite::Statement state(database.sql(), "SELECT state FROM review_items WHERE id = ?");
  Binder(state) << answer.item;
  state.executeStep();
  AnswerResult result{answer.item, answer.outcome, RowReader(state).Text(), work.stage, work.version, false};
  SQLite::Statement insert(
      database.sql(),
      "INSERT INTO answers (item_id, request_key, request, user_id, round, stage, action, corrected,"
      " keyed, note, at, outcome, state, stage_after, version_after, undoes)"
      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  Binder(insert) << answer.item << answer.key << answer.request << answer.user << answer.round << answer.stage
                 << answer.action << ToJson(answer.fields) << ToJson(answer.keyed) << answer.note << database.Now()
                 << answer.outcome << result.state << result.stage << result.version << answer.undoes;
  insert.exec();
  return result;
}

std::optional<AnswerOutcome> Repeated(ReviewDatabase& database, const std::string& item, const std::string& key,
                                      const std::string& request) {
  SQLite::Statement statement(database.sql(),
                              "SELECT request, outcome, state, stage_after, version_after FROM answers"
                              " WHERE item_id = ? AND request_key = ?");
  Binder(statement) << item << key;
  if (!statement.executeStep()) return std::nullopt;
  RowReader r(statement);
  if (r.Text() != request) return AnswerConflict{AnswerConflict::Kind::kKeyReused, "", "", ""};
  AnswerResult result;
  result.item = item;
  result.outcome = r.Text();
  result.state = r.Text();
  result.stage = r.Int();
  result.version = r.Text();
  result.repeated = true;
  return result;
}

}  // namespace labintake::db
