#include "db/answers.h"

#include <gtest/gtest.h>

#include "db/audit_log.h"
#include "db/drafts.h"
#include "db/review_transaction.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

using enum DecisionAction;

class AnswersTest : public ::testing::Test {
 protected:
  AnswersTest() {
    f_.t.Put(Doc({DoubtfulRow("Iron", "5")}, {UnreadLine("Lead 2?4", 140)}), "bytes");
    for (const ReviewItem& item : f_.t.Items()) (item.kind == ItemKind::kRow ? row_ : line_) = item.id;
  }

  ReviewItem Item(const std::string& id) { return Must(f_.t.store->GetReviewItem(id)); }
  std::string InForce() {
    for (const ExportRow& row : f_.t.Export(true)) {
      if (row.item == row_) return row.observation.value.text + " " + ToString(row.status) + " " + row.decided_by;
    }
    return "";
  }
  void EverythingTwice() { f_.policy.sample = 1; }

  ReviewFixture f_;
  std::string row_, line_;
};

TEST_F(AnswersTest, AnAnswerDecides) {
  EXPECT_EQ(f_.Next("Ann"), row_);
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, NewValue("6")), "decided");
  EXPECT_EQ(InForce(), "6 decided Ann");
  EXPECT_EQ(f_.State(row_).claim, std::nullopt);
  EXPECT_EQ(f_.Say("Ben", line_, kNotAResult), "decided") << "without a claim, where nobody has one";
}

// What an edit leaves out is as the machine read it: who corrects the unit does not type the value.
TEST_F(AnswersTest, AnEditGivesTheFieldsThatItCorrects) {
  CorrectedFields unit;
  unit.unit = "mmol/L";
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, unit), "decided");
  EXPECT_EQ(InForce(), "5 decided Ann");
}

TEST_F(AnswersTest, AnEditNeedsAValueWhereNoneWasRead) {
  f_.t.Put(Doc({DoubtfulRow("Copper", "", "mg/dL", 300, FindingCode::kValueMissing)}), "other bytes");
  const std::string item = f_.t.Items().back().id;
  CorrectedFields fields;
  fields.unit = "mmol/L";
  EXPECT_FALSE(f_.Try("Ann", item, kEdit, fields));
  fields = NewValue(" ");
  EXPECT_FALSE(f_.Try("Ann", item, kEdit, fields));
  EXPECT_EQ(f_.Say("Ann", item, kEdit, NewValue("6")), "decided");
}

TEST_F(AnswersTest, ARepeatedRequestIsAnsweredAsBefore) {
  AnswerRequest request{row_, "key-one", f_.State(row_).version, kEdit, NewValue("6"), "", true, 60};
  const auto first = std::get<AnswerResult>(Must(f_.answers->Answer(f_.Person("Ann"), request)));
  EXPECT_FALSE(first.repeated);
  EXPECT_EQ(first.state, "decided");
  const auto again = std::get<AnswerResult>(Must(f_.answers->Answer(f_.Person("Ann"), request)));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.version, first.version);
  EXPECT_EQ(again.outcome, "decided");
  EXPECT_EQ(Item(row_).decisions.size(), 1u);
  // Also when the item has moved on since.
  EXPECT_EQ(f_.SayUndo("Ann", row_), "reopened");
  EXPECT_TRUE(std::get<AnswerResult>(Must(f_.answers->Answer(f_.Person("Ann"), request))).repeated);
  EXPECT_EQ(Item(row_).state, ItemState::kOpen) << "a late repetition does not bring it back";
  request.fields = NewValue("7");
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ann"), request)), "key-reused");
  request.fields = NewValue("6");
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ben"), request)), "key-reused");
}

TEST_F(AnswersTest, NoAnswerOverwritesAnother) {
  AnswerRequest ann{row_, "key-one", f_.State(row_).version, kEdit, NewValue("6"), "", true, 60};
  AnswerRequest ben{row_, "key-two", ann.version, kEdit, NewValue("7"), "", true, 60};
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ann"), ann)), "decided");
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ben"), ben)), "answered");
  EXPECT_EQ(f_.SayUndo("Ann", row_), "reopened");
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ben"), ben)), "claimed");
  ASSERT_TRUE(f_.queue->ReleaseAll(f_.Person("Ann")));
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ben"), ben)), "changed") << "he has not seen what was said since";
  EXPECT_EQ(InForce(), "5 waiting ");
}

TEST_F(AnswersTest, NobodyConfirmsWhatHeHasNotSeen) {
  const std::string version = f_.State(row_).version;
  f_.t.Put(Doc({DoubtfulRow("Iron", "50")}, {UnreadLine("Lead 2?4", 140)}), "bytes", 2);
  AnswerRequest request{row_, "key-one", version, kAccept, {}, "", true, 60};
  const auto outcome = Must(f_.answers->Answer(f_.Person("Ann"), request));
  EXPECT_EQ(Said(outcome), "changed");
  EXPECT_EQ(std::get<AnswerConflict>(outcome).version, f_.State(row_).version);
  // Said with the same key of what is there now, because the refused answer was none.
  request.version = f_.State(row_).version;
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ann"), request)), "decided");
  EXPECT_EQ(InForce(), "50 decided Ann");
}

TEST_F(AnswersTest, WhatSomebodyHoldsIsHis) {
  EXPECT_EQ(f_.Next("Ann"), row_);
  const auto outcome = Must(f_.Try("Ben", row_, kAccept));
  ASSERT_EQ(Said(outcome), "claimed");
  EXPECT_EQ(std::get<AnswerConflict>(outcome).by, "Ann");
  EXPECT_EQ(std::get<AnswerConflict>(outcome).until, "2024-05-01T08:05:00Z");
  f_.t.now = "2024-05-01T09:00:00Z";
  EXPECT_EQ(f_.Say("Ann", row_, kAccept), "decided") << "late, but nobody has taken it since";
}

TEST_F(AnswersTest, WithdrawnQuestionsTakeNoAnswer) {
  const std::string version = f_.State(row_).version;
  f_.t.Put(Doc({Row("Iron", "5")}), "bytes", 2);
  EXPECT_EQ(Said(f_.answers->Answer(f_.Person("Ann"), {row_, "key-one", version, kAccept, {}, "", true, 60})),
            "withdrawn");
}

TEST_F(AnswersTest, AnswersThatDoNotFit) {
  for (const auto& [item, action] : {std::pair{row_, kEdit}, {row_, kNoAnalyte}, {line_, kAccept}}) {
    const auto outcome = f_.Try("Ann", item, action);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::kArgument);
  }
  CorrectedFields fields = NewValue("5");
  fields.analyte = "no-such-analyte";
  EXPECT_FALSE(f_.Try("Ann", row_, kEdit, fields));
  EXPECT_EQ(f_.answers->Answer(f_.Person("Ann"), {"qnosuch", "key-one", "", kAccept, {}, "", true, 60}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(f_.Next("Ann"), row_) << "nothing was written";
}

TEST_F(AnswersTest, PostponedItemsComeBack) {
  EXPECT_EQ(f_.Say("Ann", row_, kPostpone), "postponed");
  EXPECT_EQ(f_.State(row_).due_at, "2024-05-01T09:00:00Z");
  EXPECT_EQ(f_.Next("Ben"), line_);
  EXPECT_EQ(f_.Next("Ben", {line_}), "");
  f_.t.now = "2024-05-01T09:00:00Z";
  EXPECT_EQ(f_.Next("Cem"), row_);
  EXPECT_EQ(f_.Say("Cem", row_, kPostpone), "postponed");
  EXPECT_EQ(f_.State(row_).due_at, "2024-05-01T10:00:00Z");
  EXPECT_EQ(f_.Say("Ann", row_, kAccept), "decided") << "who finds it may answer it before";
}

TEST_F(AnswersTest, Undo) {
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, NewValue("6")), "decided");
  EXPECT_EQ(f_.SayUndo("Ben", row_), "not-yours");
  EXPECT_EQ(f_.SayUndo("Ann", row_), "reopened");
  EXPECT_EQ(f_.State(row_).claim->name, "Ann");
  EXPECT_EQ(InForce(), "5 waiting ");
  EXPECT_EQ(f_.SayUndo("Ann", row_), "not-yours") << "there is nothing left to take back";
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, NewValue("6")), "decided") << "the same answer counts again";
  EXPECT_EQ(f_.SayUndo("Lea", row_), "reopened") << "a lead takes back anybody's";
  EXPECT_EQ(f_.State(row_).claim->name, "Lea");
  EXPECT_EQ(Item(row_).decisions.size(), 4u) << "all stays on record";
}

TEST_F(AnswersTest, UndoIsDoneOnce) {
  f_.Say("Ann", row_, kAccept);
  EXPECT_EQ(Said(f_.answers->Undo(f_.Person("Ann"), row_, "undo-key", "")), "reopened");
  f_.Say("Ann", row_, kAccept);
  const auto again = Must(f_.answers->Undo(f_.Person("Ann"), row_, "undo-key", ""));
  EXPECT_TRUE(std::get<AnswerResult>(again).repeated);
  EXPECT_EQ(Item(row_).state, ItemState::kDecided);
}

TEST_F(AnswersTest, OwnAnswers) {
  f_.Say("Ann", row_, kEdit, NewValue("6"));
  f_.Say("Ann", line_, kNotAResult);
  f_.SayUndo("Ann", line_);
  const auto own = Must(f_.answers->Own(f_.Person("Ann"), 10));
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].item, line_);
  EXPECT_FALSE(own[0].can_undo);
  EXPECT_EQ(own[1].fields.value, "6");
  EXPECT_TRUE(own[1].can_undo);
  EXPECT_TRUE(Must(f_.answers->Own(f_.Person("Ben"), 10)).empty());
}

TEST_F(AnswersTest, AskingAColleague) {
  f_.Next("Ann");
  EXPECT_EQ(Said(f_.answers->Ask(f_.Person("Ann"), row_, "key-ask", "Ben", "Is this a 5?")), "asked");
  EXPECT_EQ(f_.Next("Cem"), line_);
  EXPECT_EQ(f_.Next("Cem", {line_}), "") << "it waits for Ben alone";
  EXPECT_EQ(f_.Say("Cem", row_, kAccept), "not-yours");
  EXPECT_EQ(f_.Next("Ben"), row_);
  const WorkState work = f_.State(row_);
  EXPECT_EQ(work.asked_name, "Ben");
  EXPECT_EQ(work.asked_by, "Ann");
  const auto remarks = Must(f_.queue->Remarks(work, false));
  ASSERT_EQ(remarks.size(), 1u);
  EXPECT_EQ(remarks[0].by + ": " + remarks[0].text, "Ann: Is this a 5?");
  EXPECT_EQ(Said(f_.answers->Ask(f_.Person("Ben"), row_, "key-back", "Ann", "Yes.")), "asked");
  EXPECT_EQ(f_.Next("Ann"), row_);
  EXPECT_EQ(f_.Say("Ann", row_, kAccept), "decided");
  EXPECT_EQ(f_.State(row_).asked_user, std::nullopt);
}

TEST_F(AnswersTest, AskingLeads) {
  EXPECT_EQ(Said(f_.answers->Ask(f_.Person("Ann"), row_, "key-ask", "", "?")), "asked");
  EXPECT_EQ(f_.Next("Ben"), line_);
  EXPECT_EQ(f_.Next("Ben", {line_}), "");
  EXPECT_EQ(f_.Next("Lea"), row_);
}

TEST_F(AnswersTest, NobodyCanBeAskedWhoCannotAnswer) {
  for (const char* name : {"Rob", "Ann", "nobody"}) {
    EXPECT_FALSE(f_.answers->Ask(f_.Person("Ann"), row_, "key-ask", name, "?")) << name;
  }
  EXPECT_EQ(f_.Next("Ben"), row_);
}

TEST_F(AnswersTest, AnAnswerEndsTheDraft) {
  Drafts drafts(*f_.database);
  ASSERT_TRUE(drafts.Save(f_.Person("Ann"), row_, "{}"));
  f_.Say("Ann", row_, kAccept);
  EXPECT_EQ(Must(drafts.Get(f_.Person("Ann"), row_)), std::nullopt);
}

TEST_F(AnswersTest, TheSecondKeyAgrees) {
  EverythingTwice();
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("6", "mg/dL")), "second-key");
  EXPECT_EQ(InForce(), "5 waiting ");
  EXPECT_TRUE(f_.State(row_).Blind(ItemState::kOpen));
  EXPECT_EQ(f_.Next("Ann"), line_) << "not to the same person";
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("6", "mg/dL")), "not-yours");
  EXPECT_EQ(f_.Next("Ben"), row_);
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("6", "mg/dl")), "decided");
  EXPECT_EQ(InForce(), "6 decided Ann");
  EXPECT_EQ(Item(row_).decisions.back().note, "keyed again by Ben");
}

TEST_F(AnswersTest, AcceptedByTheFirstTypedByTheSecond) {
  EverythingTwice();
  EXPECT_EQ(f_.Say("Ann", row_, kAccept), "second-key");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("5", "mg/dL")), "decided");
  EXPECT_EQ(Item(row_).decisions.back().action, kAccept);
}

TEST_F(AnswersTest, AMismatchGoesToAThird) {
  EverythingTwice();
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("6", "mg/dL")), "second-key");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("8", "mg/dL")), "third-key");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("6", "mg/dL")), "not-yours");
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("8", "mg/dL")), "not-yours");
  EXPECT_EQ(f_.Next("Cem"), row_);
  const WorkState work = f_.State(row_);
  EXPECT_EQ(work.stage, 3);
  EXPECT_FALSE(work.Blind(ItemState::kOpen)) << "he sees both";
  std::set<std::string> values;
  for (const KeyedAnswer& keyed : Must(f_.answers->Keyed(work))) values.insert(*keyed.fields.value);
  EXPECT_EQ(values, (std::set<std::string>{"6", "8"}));
  EXPECT_FALSE(f_.Try("Cem", row_, kAccept)) << "what two read differently is typed";
  EXPECT_FALSE(f_.Try("Cem", row_, kEdit, NewValue("8")));
  EXPECT_EQ(f_.Say("Cem", row_, kEdit, ValueAndUnit("8", "mg/dL")), "decided");
  EXPECT_EQ(InForce(), "8 decided Cem");
  EXPECT_EQ(Item(row_).decisions.back().note, "third key, after Ann and Ben");
}

TEST_F(AnswersTest, WhatTheFirstPutRightBesidesIsNotLost) {
  EverythingTwice();
  CorrectedFields first = ValueAndUnit("6", "mg/dL");
  first.name = "Ferritin";
  first.analyte = "ferritin-serum";
  first.range = "10-100";
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, first), "second-key");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("8", "mg/dL")), "third-key");
  CorrectedFields third = ValueAndUnit("8", "mg/dL");
  third.range = "20-200";
  EXPECT_EQ(f_.Say("Cem", row_, kEdit, third), "decided");
  const CorrectedFields corrected = Item(row_).decisions.back().corrected;
  EXPECT_EQ(corrected.value, "8");
  EXPECT_EQ(corrected.name, "Ferritin");
  EXPECT_EQ(corrected.analyte, "ferritin-serum");
  EXPECT_EQ(corrected.range, "20-200") << "his own word comes first";
}

TEST_F(AnswersTest, AThirdOnALineNeedsNoNameOfHisOwn) {
  EverythingTwice();
  CorrectedFields first = ValueAndUnit("24", "ug/dL");
  first.name = "Lead";
  EXPECT_EQ(f_.Say("Ann", line_, kEdit, first), "second-key");
  EXPECT_EQ(f_.Say("Ben", line_, kEdit, ValueAndUnit("27", "ug/dL")), "third-key");
  EXPECT_EQ(f_.Say("Cem", line_, kEdit, ValueAndUnit("27", "ug/dL")), "decided");
  EXPECT_EQ(Item(line_).decisions.back().corrected.name, "Lead");
}

TEST_F(AnswersTest, ASlipOfTheFirstOrTheSecondIsTakenBack) {
  EverythingTwice();
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("6", "mg/dL")), "second-key");
  EXPECT_EQ(f_.SayUndo("Ann", row_), "reopened");
  EXPECT_EQ(f_.State(row_).stage, 1);
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("7", "mg/dL")), "second-key");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("8", "mg/dL")), "third-key");
  EXPECT_EQ(f_.SayUndo("Ann", row_), "not-yours") << "another has spoken since";
  EXPECT_EQ(f_.SayUndo("Ben", row_), "reopened");
  EXPECT_EQ(f_.State(row_).stage, 2);
  EXPECT_TRUE(f_.State(row_).Blind(ItemState::kOpen));
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("7", "mg/dL")), "decided");
  EXPECT_EQ(f_.SayUndo("Ben", row_), "reopened") << "also when it was decided by it";
  EXPECT_EQ(f_.State(row_).stage, 2);
  EXPECT_EQ(InForce(), "5 waiting ");
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, ValueAndUnit("7", "mg/dL")), "decided");
  EXPECT_EQ(InForce(), "7 decided Ann");
  EXPECT_EQ(f_.SayUndo("Lea", row_), "reopened");
  EXPECT_EQ(f_.State(row_).stage, 1) << "a lead has all of it keyed anew";
  EXPECT_EQ(f_.Say("Lea", row_, kEdit, ValueAndUnit("7", "mg/dL")), "second-key");
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("7", "mg/dL")), "decided") << "in a new round anybody may key";
}

TEST_F(AnswersTest, WhatIsKeyedBlindIsTypedInFull) {
  EverythingTwice();
  f_.policy.fields = {"value", "unit", "flag"};
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, NewValue("6")), "second-key");
  EXPECT_FALSE(f_.Try("Ben", row_, kAccept));
  EXPECT_FALSE(f_.Try("Ben", row_, kEdit, ValueAndUnit("6", "mg/dL")));
  CorrectedFields fields = ValueAndUnit("6", "mg/dL");
  fields.flag = "";
  EXPECT_EQ(f_.Say("Ben", row_, kEdit, fields), "decided");
}

TEST_F(AnswersTest, KeysOfAnotherReadingAreVoid) {
  EverythingTwice();
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("6", "mg/dL")), "second-key");
  f_.t.Put(Doc({DoubtfulRow("Iron", "50")}, {UnreadLine("Lead 2?4", 140)}), "bytes", 2);
  EXPECT_EQ(f_.State(row_).stage, 1);
  EXPECT_EQ(f_.Say("Ann", row_, kEdit, ValueAndUnit("50", "mg/dL")), "second-key") << "she may key it again";
}

TEST_F(AnswersTest, LinesAndLossesAreKeyedTwiceToo) {
  EverythingTwice();
  CorrectedFields fields = ValueAndUnit("24", "ug/dL");
  fields.name = "Lead";
  EXPECT_EQ(f_.Say("Ann", line_, kEdit, fields), "second-key");
  EXPECT_EQ(f_.Say("Ben", line_, kEdit, ValueAndUnit("24", "ug/dL")), "decided");
  EXPECT_EQ(Item(line_).decisions.back().corrected.name, "Lead");
  EXPECT_EQ(f_.Say("Ann", row_, kNotAResult), "second-key");
  EXPECT_EQ(f_.Say("Ben", row_, kNotAResult), "decided");
}

TEST_F(AnswersTest, ASecondPersonDoesNotSeeWhatWasAskedBefore) {
  EverythingTwice();
  ASSERT_EQ(Said(f_.answers->Ask(f_.Person("Ann"), row_, "key-ask", "Cem", "6?")), "asked");
  EXPECT_EQ(f_.Say("Cem", row_, kEdit, ValueAndUnit("6", "mg/dL")), "second-key");
  EXPECT_EQ(Must(f_.queue->Remarks(f_.State(row_), false)).size(), 1u);
  EXPECT_TRUE(Must(f_.queue->Remarks(f_.State(row_), true)).empty());
}

TEST_F(AnswersTest, AnswersAreKept) {
  f_.Say("Ann", row_, kAccept);
  EXPECT_THROW(f_.database->sql().exec("UPDATE answers SET note = 'x'"), SQLite::Exception);
  EXPECT_THROW(f_.database->sql().exec("DELETE FROM answers"), SQLite::Exception);
}

TEST_F(AnswersTest, DecisionsAreOnRecordWithoutWhatTheySay) {
  const std::int64_t before = Must(AuditLog(*f_.database).Verify()).entries;
  EverythingTwice();
  f_.Say("Ann", row_, kEdit, ValueAndUnit("654321", "mg/dL"));
  f_.SayUndo("Ann", row_);
  const auto entries = Must(AuditLog(*f_.database).List({before, {}, {}}, 10));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].event.action, "decide");
  EXPECT_EQ(entries[0].event.detail, "edit, key 1, second-key (sample)");
  EXPECT_EQ(entries[0].event.item, row_);
  EXPECT_EQ(entries[1].event.action, "undo");
}

}  // namespace
}  // namespace labintake::db::testing
