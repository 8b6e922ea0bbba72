#include "tests/db/review_fixture.h"

namespace labintake::db::testing {

ReviewFixture::ReviewFixture() {
  Accounts accounts(*database);
  for (const auto& [name, role] : {std::pair<const char*, Role>{"Ann", Role::kEntry},
                                   {"Ben", Role::kEntry},
                                   {"Cem", Role::kEntry},
                                   {"Lea", Role::kLead},
                                   {"Ada", Role::kAdmin},
                                   {"Rob", Role::kReadOnly}}) {
    people_[name] = Must(accounts.Add(name, role, "", "test"));
  }
}

std::shared_ptr<ReviewDatabase> ReviewFixture::Connect() {
  return Must(OpenReviewDatabase(t.path, {writer, [this] { return t.now; }, AssignFromCatalog()}));
}

Result<AnswerOutcome> ReviewFixture::Try(const std::string& who, const std::string& item, DecisionAction action,
                                         CorrectedFields fields) {
  AnswerRequest request;
  request.item = item;
  request.key = "key" + std::to_string(++keys_);
  request.version = State(item).version;
  request.action = action;
  request.fields = std::move(fields);
  return answers->Answer(Person(who), request);
}

std::string Said(const Result<AnswerOutcome>& outcome) {
  if (!outcome) return outcome.error().message;
  if (const auto* conflict = std::get_if<AnswerConflict>(&*outcome)) return ToString(conflict->kind);
  return std::get<AnswerResult>(*outcome).outcome;
}

std::string ReviewFixture::Say(const std::string& who, const std::string& item, DecisionAction action,
                               CorrectedFields fields) {
  return Said(Try(who, item, action, std::move(fields)));
}

std::string ReviewFixture::SayUndo(const std::string& who, const std::string& item) {
  return Said(answers->Undo(Person(who), item, "undo" + std::to_string(++keys_), ""));
}

std::string ReviewFixture::Next(const std::string& who, const std::vector<std::string>& except,
                                const WorkFilter& filter) {
  return Must(queue->Next(Person(who), filter, except)).value_or("");
}

CorrectedFields ValueAndUnit(const std::string& value, const std::string& unit) {
  CorrectedFields fields;
  fields.value = value;
  fields.unit = unit;
  return fields;
}

}  // namespace labintake::db::testing
