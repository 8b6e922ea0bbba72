#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

class DecisionTest : public ::testing::Test {
 protected:
  DecisionTest() {
    t_.Put(Doc({DoubtfulRow("Iron", "5")}, {UnreadLine("Lead 2?4", 140)}), "bytes");
    for (const ReviewItem& item : t_.Items()) (item.kind == ItemKind::kRow ? row_ : line_) = item.id;
  }

  // Why the store refuses this answer; "" when it does not.
  std::string Refusal(const std::string& item, DecisionAction action, CorrectedFields corrected,
                      const std::string& by) {
    Decision decision;
    decision.item = item;
    decision.action = action;
    decision.corrected = std::move(corrected);
    decision.by = by;
    const auto outcome = t_.store->ApplyDecision(decision);
    if (outcome) return "";
    EXPECT_EQ(outcome.error().code, ErrorCode::kArgument);
    return outcome.error().message;
  }

  TestStore t_;
  std::string row_, line_;
};

TEST_F(DecisionTest, TwiceDoesNoHarm) {
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kAccept), DecisionOutcome::kApplied);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kAccept), DecisionOutcome::kAlreadyApplied);
  const ReviewItem item = Must(t_.store->GetReviewItem(row_));
  EXPECT_EQ(item.state, ItemState::kDecided);
  EXPECT_EQ(item.decided_at, t_.now);
  ASSERT_EQ(item.decisions.size(), 1u);
  EXPECT_EQ(item.decisions[0].by, "ann");
  EXPECT_EQ(item.row.value.text, "5") << "the machine's reading stands beside the decision";
}

TEST_F(DecisionTest, AnotherAnswerIsAConflictUnlessReopened) {
  t_.Decide(row_, DecisionAction::kAccept);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kEdit, NewValue("6")), DecisionOutcome::kConflict);
  EXPECT_EQ(t_.Export()[0].observation.value.text, "5");
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kEdit, NewValue("6"), true), DecisionOutcome::kApplied);
  EXPECT_EQ(t_.Export()[0].observation.value.text, "6");
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kAccept), DecisionOutcome::kConflict) << "an old file must not come back";
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kEdit, NewValue("6"), true), DecisionOutcome::kAlreadyApplied);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kAccept, {}, true), DecisionOutcome::kApplied);
  EXPECT_EQ(Must(t_.store->GetReviewItem(row_)).decisions.size(), 3u);
}

TEST_F(DecisionTest, PostponedItemsStayOpen) {
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kPostpone), DecisionOutcome::kApplied);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kPostpone), DecisionOutcome::kAlreadyApplied);
  EXPECT_EQ(Must(t_.store->GetReviewItem(row_)).state, ItemState::kOpen);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kAccept), DecisionOutcome::kApplied);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kPostpone), DecisionOutcome::kAlreadyApplied);
  EXPECT_EQ(Must(t_.store->GetReviewItem(row_)).state, ItemState::kDecided);
}

TEST_F(DecisionTest, ReopenedToPostponeItIsOpenAgain) {
  t_.Decide(row_, DecisionAction::kAccept);
  EXPECT_EQ(t_.Decide(row_, DecisionAction::kPostpone, {}, true), DecisionOutcome::kApplied);
  EXPECT_EQ(Must(t_.store->GetReviewItem(row_)).state, ItemState::kOpen);
  EXPECT_TRUE(t_.Export().empty());
}

TEST_F(DecisionTest, ARetryWithItsKeyIsAppliedOnce) {
  Decision decision;
  decision.item = row_;
  decision.action = DecisionAction::kNotAResult;
  decision.by = "ann";
  decision.idempotency_key = "k1";
  EXPECT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kApplied);
  EXPECT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kAlreadyApplied);
  decision.idempotency_key = "k2";
  EXPECT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kAlreadyApplied) << "the same answer";
}

TEST_F(DecisionTest, NobodyConfirmsWhatHeHasNotSeen) {
  Decision decision;
  decision.item = row_;
  decision.action = DecisionAction::kAccept;
  decision.by = "ann";
  decision.reading = Must(t_.store->GetReviewItem(row_)).reading;
  t_.Put(Doc({DoubtfulRow("Iron", "50")}, {UnreadLine("Lead 2?4", 140)}), "bytes", 2);
  EXPECT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kReadingChanged);
  EXPECT_TRUE(t_.Export().empty());
  decision.reading = Must(t_.store->GetReviewItem(row_)).reading;
  EXPECT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kApplied);
}

TEST_F(DecisionTest, AnswersThatDoNotFitAreRefused) {
  EXPECT_NE(Refusal(row_, DecisionAction::kEdit, {}, "ann"), "");
  EXPECT_NE(Refusal(row_, DecisionAction::kEdit, NewValue("  "), "ann"), "");
  EXPECT_NE(Refusal(row_, DecisionAction::kAccept, {}, ""), "");
  EXPECT_NE(Refusal(row_, DecisionAction::kAccept, NewValue("5"), "ann"), "");
  EXPECT_NE(Refusal(line_, DecisionAction::kAccept, {}, "ann"), "");
  EXPECT_NE(Refusal(line_, DecisionAction::kEdit, NewValue("5"), "ann"), "") << "a line has no name yet";
  EXPECT_NE(Refusal("qnosuchitem", DecisionAction::kAccept, {}, "ann"), "");
  EXPECT_EQ(t_.Items(ItemState::kOpen).size(), 2u);
}

}  // namespace
}  // namespace labintake::db::testing
