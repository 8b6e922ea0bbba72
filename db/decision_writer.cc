#include "db/decision_writer.h"

#include <algorithm>

#include "db/decision_rules.h"
#include "db/name_questions.h"
#include "db/row_fields.h"

namespace labintake::db {
namespace {

bool KnownKey(const StoredItem& item, const std::string& key) {
  return std::any_of(item.decisions.begin(), item.decisions.end(),
                     [&](const StoredDecision& d) { return d.key == key; });
}

// kApplied: nothing stands against it. `key` is made free for an answer that is given again on purpose.
DecisionOutcome Weigh(const StoredItem& item, const Decision& decision, std::string& key) {
  const StoredDecision* in_force = item.InForce();
  if (in_force != nullptr && in_force->key == key) return DecisionOutcome::kAlreadyApplied;
  if (KnownKey(item, key)) {
    if (!decision.idempotency_key.empty() || decision.action == DecisionAction::kPostpone) {
      return DecisionOutcome::kAlreadyApplied;
    }
    // Given before, and taken back since: a repeated file must not bring it back.
    if (!decision.reopen) return DecisionOutcome::kConflict;
    for (int n = 2; KnownKey(item, key); ++n) key = ContentKey(decision, item.item.reading) + "#" + std::to_string(n);
  }
  if (item.item.state == ItemState::kWithdrawn) return DecisionOutcome::kWithdrawn;
  if (!decision.reading.empty() && decision.reading != item.item.reading) return DecisionOutcome::kReadingChanged;
  if (item.item.state == ItemState::kDecided && !decision.reopen) {
    // The same words under another key are the same answer.
    const bool same = in_force != nullptr && in_force->decision.action == decision.action &&
                      in_force->decision.corrected == decision.corrected;
    return same ? DecisionOutcome::kAlreadyApplied : DecisionOutcome::kConflict;
  }
  return DecisionOutcome::kApplied;
}

// Of an answer about a name that came with one about a row.
std::string KeyWith(const std::string& item) { return "with " + item; }

// What the catalogue knew by this name already needs no alias.
bool KnownToMachine(const StoredItem& item, const Decision& decision) {
  const Analyte& machine = item.item.row.analyte;
  return !decision.corrected.name && machine.id == decision.corrected.analyte &&
         (machine.match == NameMatch::kListed || machine.match == NameMatch::kLearned);
}

}  // namespace

DecisionOutcome DecisionWriter::Apply(const StoredItem& item, const Decision& decision) {
  std::string key = decision.idempotency_key;
  if (key.empty()) key = ContentKey(decision, decision.reading.empty() ? item.item.reading : decision.reading);
  const DecisionOutcome outcome = Weigh(item, decision, key);
  if (outcome != DecisionOutcome::kApplied) return outcome;
  Record(item, decision, key);
  const std::int64_t snapshot = aliases_.Snapshot() + 1;
  aliases_.RetractOfItem(item.item.id, snapshot, decision.by, now_);
  ReopenAnsweredWith(item.item.id);
  const bool states_analyte = decision.corrected.analyte && !decision.corrected.analyte->empty();
  if (states_analyte && decision.learn && !KnownToMachine(item, decision)) Learn(item, decision, snapshot);
  return outcome;
}

void DecisionWriter::Record(const StoredItem& item, const Decision& decision, const std::string& key) {
  const bool stands = decision.action != DecisionAction::kPostpone;
  if (stands || item.item.state == ItemState::kDecided) {
    SQLite::Statement former(database_, "UPDATE decisions SET in_force = 0 WHERE item_id = ? AND in_force = 1");
    Binder(former) << item.item.id;
    former.exec();
  }
  SQLite::Statement insert(database_,
                           "INSERT INTO decisions (item_id, row_id, reading, decided_at, decided_by, action, corrected,"
                           " note, idempotency_key, in_force) VALUES (?,?,?,?,?,?,?,?,?,?)");
  Binder(insert) << item.item.id << item.row_id << item.item.reading << now_ << decision.by << ToString(decision.action)
                 << ToJson(decision.corrected) << decision.note << key << stands;
  insert.exec();
  SQLite::Statement state(database_, "UPDATE review_items SET state = ? WHERE id = ?");
  Binder(state) << ToString(stands ? ItemState::kDecided : ItemState::kOpen) << item.item.id;
  state.exec();
}

void DecisionWriter::Learn(const StoredItem& item, const Decision& decision, std::int64_t snapshot) {
  Observation row = item.item.row;
  if (decision.corrected.name) row.name.text = *decision.corrected.name;
  PrintedName name = PrintedNameOf(row, item.header);
  const std::string question = NameQuestionId(name);
  if (name.specimen.empty() && assign_(*decision.corrected.analyte, row)) name.specimen = row.analyte.specimen;
  Alias alias;
  alias.lab = name.lab.find_first_not_of(" \t\r\n") == std::string::npos ? kNoLab : name.lab;
  alias.name = name.name;
  alias.specimen = name.specimen;
  alias.analyte = *decision.corrected.analyte;
  alias.by = decision.by;
  alias.item = item.item.id;
  aliases_.Add(alias, snapshot, now_);

  if (item.item.kind == ItemKind::kName) return;
  // Who says what a row measures has answered the question about its name too.
  const std::optional<StoredItem> asked = SqliteReader(database_).Item(question);
  if (!asked || asked->item.state != ItemState::kOpen) return;
  Decision answer;
  answer.item = question;
  answer.action = DecisionAction::kAccept;
  answer.corrected.analyte = decision.corrected.analyte;
  answer.by = decision.by;
  answer.note = "with " + item.item.id;
  std::string key = KeyWith(item.item.id);
  for (int n = 2; KnownKey(*asked, key); ++n) key = KeyWith(item.item.id) + "#" + std::to_string(n);
  Record(*asked, answer, key);
}

void DecisionWriter::ReopenAnsweredWith(const std::string& item) {
  constexpr const char* kAnswers =
      " in_force = 1 AND (idempotency_key = ?1 OR substr(idempotency_key, 1, length(?1) + 1) = ?1 || '#')";
  SQLite::Statement open(
      database_,
      std::string("UPDATE review_items SET state = 'open' WHERE kind = 'name' AND state = 'decided' AND id IN"
                  " (SELECT item_id FROM decisions WHERE") +
          kAnswers + ")");
  Binder(open) << KeyWith(item);
  if (open.exec() == 0) return;
  SQLite::Statement former(database_, std::string("UPDATE decisions SET in_force = 0 WHERE") + kAnswers);
  Binder(former) << KeyWith(item);
  former.exec();
}

bool DecisionWriter::RetractAlias(std::int64_t id, const std::string& by) {
  if (!aliases_.Retract(id, aliases_.Snapshot() + 1, by, now_)) return false;
  // What people said of the name with it is taken back too, be it in an answer of its own or with one about a row.
  SQLite::Statement find(database_,
                         "SELECT i.id, i.kind FROM name_aliases a JOIN review_items i ON i.id = a.item_id"
                         " WHERE a.id = ?");
  Binder(find) << id;
  if (!find.executeStep()) return true;
  RowReader r(find);
  const std::string item = r.Text(), kind = r.Text();
  ReopenAnsweredWith(item);
  if (kind != "name") return true;
  SQLite::Statement former(database_, "UPDATE decisions SET in_force = 0 WHERE in_force = 1 AND item_id = ?");
  Binder(former) << item;
  former.exec();
  SQLite::Statement open(database_, "UPDATE review_items SET state = 'open' WHERE id = ? AND state = 'decided'");
  Binder(open) << item;
  open.exec();
  return true;
}

}  // namespace labintake::db
