// A later run of the program over a document that people have worked on.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

using Lines = std::vector<std::string>;

TEST(Rerun, NewRowsTakeThePlaceOfTheOldOnes) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5"), Row("Zinc", "7", "mg/dL", 120)}), "bytes", 1);
  const StoredDocument again = t.Put(Doc({Row("Iron", "5.1")}), "bytes", 2);
  EXPECT_TRUE(again.changed);
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5.1 mg/dL accepted"}));
}

TEST(Rerun, ADecisionGoesOverToTheSameRow) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "S")}), "bytes", 1);
  const std::string id = t.Items()[0].id;
  ASSERT_EQ(t.Decide(id, DecisionAction::kEdit, NewValue("5")), DecisionOutcome::kApplied);
  Observation moved = DoubtfulRow("Iron", "S", "mg/dL", 102);
  const StoredDocument again = t.Put(Doc({moved}), "bytes", 2);
  EXPECT_EQ(again.carried_decisions, 1);
  EXPECT_EQ(again.open_items, 0);
  ASSERT_EQ(t.Items().size(), 1u);
  EXPECT_EQ(t.Items()[0].id, id);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided"}));
  EXPECT_EQ(t.Export()[0].observation.box, moved.box);
}

TEST(Rerun, TheMachineReadingWhatThePersonReadIsTheSame) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "S")}), "bytes", 1);
  t.Decide(t.Items()[0].id, DecisionAction::kEdit, NewValue("5"));
  EXPECT_EQ(t.Put(Doc({Row("Iron", "5")}), "bytes", 2).carried_decisions, 1);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided"}));
}

TEST(Rerun, AnotherReadingOfADecidedRowIsAskedAgain) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5")}), "bytes", 1);
  const std::string id = t.Items()[0].id;
  t.Decide(id, DecisionAction::kAccept);
  // Even though the machine is sure of the new reading: a person said otherwise.
  EXPECT_EQ(t.Put(Doc({Row("Iron", "8")}), "bytes", 2).open_items, 1);
  EXPECT_EQ(t.ExportLines(), Lines{});
  EXPECT_EQ(t.ExportLines(true), (Lines{"Iron=8 mg/dL waiting"}));
  const ReviewItem item = Must(t.store->GetReviewItem(id));
  EXPECT_EQ(item.state, ItemState::kOpen);
  EXPECT_EQ(item.decisions.size(), 1u);
  // And the first reading again makes the decision stand again.
  t.Put(Doc({Row("Iron", "5")}), "bytes", 3);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided"}));
}

TEST(Rerun, ADecidedRowThatIsNoLongerReadStays) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5"), Row("Zinc", "7", "mg/dL", 120)}), "bytes", 1);
  t.Decide(t.Items()[0].id, DecisionAction::kAccept);
  t.Put(Doc({Row("Zinc", "7", "mg/dL", 120)}), "bytes", 2);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided", "Zinc=7 mg/dL accepted"}));
  t.Put(Doc({Row("Zinc", "7", "mg/dL", 120)}, {UnreadLine("Iron 5 mg/dL", 100)}), "bytes", 3);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided", "Zinc=7 mg/dL accepted"}));
  EXPECT_TRUE(t.Items(ItemState::kOpen).empty()) << "a person has answered for this line";
}

TEST(Rerun, NobodyVouchesForAUnitThatHeDidNotSee) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5", "mg/dL")}), "bytes", 1);
  t.Decide(t.Items()[0].id, DecisionAction::kAccept);
  t.Put(Doc({DoubtfulRow("Iron", "5", "ng/L")}), "bytes", 2);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL decided"}));
}

TEST(Rerun, AnUnansweredQuestionIsWithdrawnWhenTheMachineIsSure) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5")}), "bytes", 1);
  const std::string id = t.Items()[0].id;
  t.Put(Doc({Row("Iron", "5")}), "bytes", 2);
  EXPECT_EQ(t.Items()[0].state, ItemState::kWithdrawn);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL accepted"}));
  EXPECT_EQ(t.Decide(id, DecisionAction::kNotAResult), DecisionOutcome::kWithdrawn);
  // And asked again under the same id.
  t.Put(Doc({DoubtfulRow("Iron", "5")}), "bytes", 3);
  EXPECT_EQ(Must(t.store->GetReviewItem(id)).state, ItemState::kOpen);
}

TEST(Rerun, AnOpenQuestionKeepsItsIdAndShowsTheNewReading) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Iron", "5")}), "bytes", 1);
  const ReviewItem before = t.Items()[0];
  t.Put(Doc({DoubtfulRow("Iron", "6")}), "bytes", 2);
  ASSERT_EQ(t.Items().size(), 1u);
  const ReviewItem after = t.Items()[0];
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.row.value.text, "6");
  EXPECT_NE(after.reading, before.reading);
}

TEST(Rerun, ATypedInLineIsNotDoubledByARowThatIsReadLater) {
  TestStore t;
  t.Put(Doc({}, {UnreadLine("Lead 2?4", 140)}), "bytes", 1);
  CorrectedFields typed = NewValue("2.4");
  typed.name = "Lead";
  t.Decide(t.Items()[0].id, DecisionAction::kEdit, typed);
  EXPECT_EQ(t.ExportLines(), (Lines{"Lead=2.4  decided"}));
  t.Put(Doc({}, {UnreadLine("Lead 2?4", 140)}), "bytes", 2);
  EXPECT_EQ(t.ExportLines(), (Lines{"Lead=2.4  decided"}));
  EXPECT_EQ(t.Put(Doc({Row("Lead", "2.4", "mg/dL", 140)}), "bytes", 3).carried_decisions, 1);
  EXPECT_EQ(t.ExportLines().size(), 1u);
  EXPECT_EQ(t.Put(Doc({Row("Lead", "294", "mg/dL", 140)}), "bytes", 4).open_items, 1);
  EXPECT_TRUE(t.ExportLines().empty());
}

TEST(Rerun, DocumentAnswersStandWhileTheQuestionIsTheSame) {
  TestStore t;
  Document document = Doc({Row("Iron", "5")});
  document.reports[0].findings = {{FindingCode::kPageUnreadable, "Page 2 has no usable text.", {}}};
  t.Put(document, "bytes", 1);
  t.Decide(t.Items()[0].id, DecisionAction::kUnreadable);
  EXPECT_EQ(t.Put(document, "bytes", 2).open_items, 0);
  document.reports[0].findings.push_back({FindingCode::kPageUnreadable, "Page 3 has no usable text.", {}});
  EXPECT_EQ(t.Put(document, "bytes", 3).open_items, 1);
  document.reports[0].findings.clear();
  t.Put(document, "bytes", 4);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL accepted"}));
}

TEST(Rerun, ARowThatDidNotChangeStaysFinalSinceThen) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5"), Row("Zinc", "7", "mg/dL", 120)}), "bytes", 1);
  t.now = "2024-06-01T00:00:00Z";
  t.Put(Doc({Row("Iron", "5"), Row("Zinc", "8", "mg/dL", 120)}), "bytes", 2);
  EXPECT_EQ(t.ExportLines(false, "2024-05-15T00:00:00Z"), (Lines{"Zinc=8 mg/dL accepted"}));
}

}  // namespace
}  // namespace labintake::db::testing
