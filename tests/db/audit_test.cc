// Rows that are drawn for audit are asked about, and do not wait for the answer.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

Observation Drawn(Observation row) {
  row.findings.push_back({FindingCode::kAuditSample, "drawn at random", row.name.box, Severity::kNote});
  return row;
}

using Lines = std::vector<std::string>;

TEST(Audit, TheRowIsExportedAndAskedAbout) {
  TestStore test;
  const StoredDocument stored = test.Put(Doc({Drawn(Row("Iron", "90")), Row("Zinc", "80", "mg/dL", 120)}), "bytes");
  EXPECT_EQ(stored.open_items, 1);
  EXPECT_EQ(test.ExportLines(), (Lines{"Iron=90 mg/dL accepted", "Zinc=80 mg/dL accepted"}));
  const std::vector<ReviewItem> items = test.Items(ItemState::kOpen);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_TRUE(items[0].audit);
  EXPECT_EQ(items[0].kind, ItemKind::kRow);
  EXPECT_EQ(items[0].row.name.text, "Iron");
}

TEST(Audit, TheAnswerCounts) {
  TestStore test;
  test.Put(Doc({Drawn(Row("Iron", "90")), Drawn(Row("Zinc", "80", "mg/dL", 120))}), "bytes");
  for (const ReviewItem& item : test.Items(ItemState::kOpen)) {
    test.Decide(item.id, DecisionAction::kEdit, NewValue(item.row.name.text == "Iron" ? "90" : "30"));
  }
  EXPECT_EQ(test.ExportLines(), (Lines{"Iron=90 mg/dL decided", "Zinc=30 mg/dL decided"}));
  EXPECT_EQ(Must(test.store->ReviewedByLab()).size(), 1u);
}

TEST(Audit, PostponedItIsStillAccepted) {
  TestStore test;
  test.Put(Doc({Drawn(Row("Iron", "90"))}), "bytes");
  test.Decide(test.Items(ItemState::kOpen)[0].id, DecisionAction::kPostpone);
  EXPECT_EQ(test.ExportLines(), (Lines{"Iron=90 mg/dL accepted"}));
}

TEST(Audit, ALaterRunAsksTheSameQuestion) {
  TestStore test;
  test.Put(Doc({Drawn(Row("Iron", "90"))}), "bytes", 1);
  const std::string id = test.Items(ItemState::kOpen).at(0).id;
  test.Put(Doc({Drawn(Row("Iron", "90"))}), "bytes", 2);
  ASSERT_EQ(test.Items(ItemState::kOpen).size(), 1u);
  EXPECT_EQ(test.Items(ItemState::kOpen)[0].id, id);
  // A run that draws it no more asks no more.
  test.Put(Doc({Row("Iron", "90")}), "bytes", 3);
  EXPECT_TRUE(test.Items(ItemState::kOpen).empty());
  // One that is not sure of the row makes it wait.
  test.Put(Doc({DoubtfulRow("Iron", "90")}), "bytes", 4);
  ASSERT_EQ(test.Items(ItemState::kOpen).size(), 1u);
  EXPECT_FALSE(test.Items(ItemState::kOpen)[0].audit);
  EXPECT_TRUE(test.ExportLines().empty());
}

TEST(Audit, AnAnswerStandsInLaterRuns) {
  TestStore test;
  test.Put(Doc({Drawn(Row("Iron", "90"))}), "bytes", 1);
  test.Decide(test.Items(ItemState::kOpen).at(0).id, DecisionAction::kAccept);
  for (int version = 2; version < 4; ++version) {
    test.Put(Doc({version == 2 ? Drawn(Row("Iron", "90")) : Row("Iron", "90")}), "bytes", version);
    EXPECT_TRUE(test.Items(ItemState::kOpen).empty()) << version;
    EXPECT_EQ(test.ExportLines(), (Lines{"Iron=90 mg/dL decided"})) << version;
  }
}

}  // namespace
}  // namespace labintake::db::testing
