// What people said of rows, as a calibration and a probation ask for it.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

Observation Scored(Observation row, double score, Origin origin = Origin::kTextLayer) {
  row.score = score;
  row.origin = origin;
  return row;
}

std::string ItemOf(TestStore& test, const std::string& name) {
  for (const ReviewItem& item : test.Items()) {
    if (item.kind == ItemKind::kRow && item.row.name.text == name) return item.id;
  }
  return "";
}

TEST(Reviewed, GivesTheReadingAndTheAnswer) {
  TestStore test;
  test.Put(Doc({Scored(Row("Iron", "90", "ug/dL", 100), 0.99),
                Scored(DoubtfulRow("Zinc", "80", "ug/dL", 120), 0.495, Origin::kOcr),
                Scored(DoubtfulRow("Copper", "70", "ug/dL", 140), 0.48), Scored(DoubtfulRow("Page", "1", "", 160), 0.3),
                Scored(DoubtfulRow("Gold", "2", "", 180), 0.2)}),
           "bytes");
  EXPECT_TRUE(Must(test.store->Reviewed(1)).rows.empty());
  test.Decide(ItemOf(test, "Zinc"), DecisionAction::kAccept);
  test.Decide(ItemOf(test, "Copper"), DecisionAction::kEdit, NewValue("71"));
  test.Decide(ItemOf(test, "Page"), DecisionAction::kNotAResult);
  test.Decide(ItemOf(test, "Gold"), DecisionAction::kUnreadable);
  const ReviewedRows reviewed = Must(test.store->Reviewed(1));
  ASSERT_EQ(reviewed.rows.size(), 3u);
  EXPECT_EQ(reviewed.rows[0].row.name.text, "Zinc");
  EXPECT_EQ(reviewed.rows[0].row.origin, Origin::kOcr);
  EXPECT_EQ(reviewed.rows[0].row.score, 0.495);
  EXPECT_EQ(reviewed.rows[0].action, DecisionAction::kAccept);
  EXPECT_EQ(reviewed.rows[1].row.value.text, "70");
  EXPECT_EQ(reviewed.rows[1].corrected.value, "71");
  EXPECT_EQ(reviewed.rows[2].action, DecisionAction::kNotAResult);
  int accepted = 0, waiting = 0;
  for (const RowStock& stock : reviewed.stock) {
    (stock.status == RowStatus::kAccepted ? accepted : waiting) += stock.rows;
  }
  EXPECT_EQ(accepted, 1);
  EXPECT_EQ(waiting, 4);
}

TEST(Reviewed, AnswersStandForTheVersionThatWasSeen) {
  TestStore test;
  const Document document = Doc({Scored(DoubtfulRow("Zinc", "80"), 0.495)});
  test.Put(document, "bytes", 1);
  test.Decide(ItemOf(test, "Zinc"), DecisionAction::kAccept);
  test.Put(document, "bytes", 2);
  EXPECT_EQ(Must(test.store->Reviewed(1)).rows.size(), 1u);
  EXPECT_TRUE(Must(test.store->Reviewed(2)).rows.empty());
  EXPECT_TRUE(Must(test.store->Reviewed(1)).stock.empty());  // of current runs only
}

TEST(Reviewed, IsCountedByLaboratory) {
  TestStore test;
  Document document =
      Doc({Scored(DoubtfulRow("Zinc", "80", "ug/dL", 100), 0.5), Scored(DoubtfulRow("Iron", "90", "ug/dL", 120), 0.5)});
  document.reports[0].header.lab = "Northwind Diagnostics";
  test.Put(document, "bytes");
  EXPECT_TRUE(Must(test.store->ReviewedByLab()).empty());
  test.Decide(ItemOf(test, "Zinc"), DecisionAction::kAccept);
  EXPECT_EQ(Must(test.store->ReviewedByLab()), (std::map<std::string, int>{{"Northwind Diagnostics", 1}}));
  test.Decide(ItemOf(test, "Iron"), DecisionAction::kPostpone);
  EXPECT_EQ(Must(test.store->ReviewedByLab())["Northwind Diagnostics"], 1);
}

}  // namespace
}  // namespace labintake::db::testing
