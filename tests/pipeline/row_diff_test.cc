#include "pipeline/reprocess/row_diff.h"

#include <gtest/gtest.h>

#include <utility>

#include "pipeline/reprocess/diff_output.h"

namespace labintake::pipeline {
namespace {

using db::RowQuestion;

db::CurrentRow Row(double y, const std::string& name, const std::string& value,
                   RowQuestion question = RowQuestion::kNone) {
  db::CurrentRow r;
  r.report = 1;
  r.row.page = 1;
  r.row.box = {72, y, 400, y + 10};
  r.row.name.text = name;
  r.row.value.text = value;
  r.row.status = RowStatus::kAccepted;
  r.question = question;
  return r;
}

db::RunChange Change(std::vector<db::CurrentRow> before, std::vector<db::CurrentRow> after) {
  db::RunChange change;
  change.changed = true;
  change.before.rows = std::move(before);
  change.after.rows = std::move(after);
  for (db::CurrentRun* run : {&change.before, &change.after}) run->headers[1].lab = "Northwind";
  return change;
}

TEST(RowDiffTest, RowsAreFoundByTheirPlace) {
  db::CurrentRow unit = Row(100, "Iron", "90");
  unit.row.unit = {"ug/dL", "ug/dL", {}};
  const RunDiff diff = DiffRuns(Change({Row(100, "Iron", "90"), Row(120, "Zinc", "80"), Row(140, "Copper", "70")},
                                       {unit, Row(140, "Copper", "70"), Row(160, "Selenium", "60")}));
  ASSERT_EQ(diff.changed.size(), 1u);
  EXPECT_EQ(diff.changed[0].fields, (std::vector<FieldChange>{{"unit", "", "ug/dL"}, {"unit code", "", "ug/dL"}}));
  ASSERT_EQ(diff.removed.size(), 1u);
  EXPECT_EQ(diff.removed[0].row.name.text, "Zinc");
  ASSERT_EQ(diff.added.size(), 1u);
  EXPECT_EQ(diff.added[0].row.name.text, "Selenium");
}

TEST(RowDiffTest, WhatIsMadeOfTheSamePrintCountsToo) {
  db::CurrentRow before = Row(100, "Iron", "1,234"), after = before;
  before.row.value.number = Decimal::Parse("1.234");
  after.row.value.number = Decimal::Parse("1234");
  after.row.range.low = Decimal::Parse("5");
  after.row.analyte.id = "iron-serum";
  after.row.status = RowStatus::kReview;
  const RunDiff diff = DiffRuns(Change({before}, {after}));
  ASSERT_EQ(diff.changed.size(), 1u);
  EXPECT_EQ(diff.changed[0].fields, (std::vector<FieldChange>{{"number", "1.234", "1234"},
                                                              {"limits", "", ">=5"},
                                                              {"analyte", "", "iron-serum"},
                                                              {"status", "accepted", "review"}}));
}

TEST(RowDiffTest, SaysWhatBecomesOfAnswers) {
  const auto fate = [](RowQuestion before, RowQuestion after) {
    const RunDiff diff = DiffRuns(Change({Row(100, "Iron", "90", before)}, {Row(100, "Iron", "91", after)}));
    return diff.changed.at(0).answer;
  };
  EXPECT_EQ(fate(RowQuestion::kNone, RowQuestion::kNone), AnswerFate::kNone);
  EXPECT_EQ(fate(RowQuestion::kNone, RowQuestion::kOpen), AnswerFate::kAsked);
  EXPECT_EQ(fate(RowQuestion::kOpen, RowQuestion::kOpen), AnswerFate::kAsked);
  EXPECT_EQ(fate(RowQuestion::kOpen, RowQuestion::kNone), AnswerFate::kWithdrawn);
  EXPECT_EQ(fate(RowQuestion::kDecided, RowQuestion::kDecided), AnswerFate::kStands);
  EXPECT_EQ(fate(RowQuestion::kDecided, RowQuestion::kOpen), AnswerFate::kAskedAgain);
  // The row is gone; the answer about it is not.
  EXPECT_EQ(DiffRuns(Change({Row(100, "Iron", "90", RowQuestion::kDecided)}, {})).removed.at(0).answer,
            AnswerFate::kStands);
  // A question alone is a difference.
  EXPECT_EQ(
      DiffRuns(Change({Row(100, "Iron", "90", RowQuestion::kOpen)}, {Row(100, "Iron", "90")})).changed.at(0).answer,
      AnswerFate::kWithdrawn);
}

TEST(RowDiffTest, TheSameRunHasNoDifferences) {
  const std::vector<db::CurrentRow> rows = {Row(100, "Iron", "90", RowQuestion::kDecided), Row(120, "Zinc", "80")};
  EXPECT_TRUE(DiffRuns(Change(rows, rows)).empty());
  db::RunChange not_stored = Change({}, rows);
  not_stored.changed = false;
  EXPECT_TRUE(DiffRuns(not_stored).empty());
}

TEST(RowDiffTest, ReportsAndUnreadLinesAreCompared) {
  db::RunChange change = Change({}, {});
  change.before.unread_lines = 3;
  change.after.headers[1].collected = "2024-05-01";
  change.after.headers[2].lab = "Southwind";
  const RunDiff diff = DiffRuns(change);
  EXPECT_FALSE(diff.empty());
  EXPECT_EQ(diff.reports, (std::vector<FieldChange>{{"1: collected", "", "2024-05-01"}, {"2: lab", "", "Southwind"}}));
  EXPECT_EQ(diff.unread_before, 3);
  EXPECT_EQ(diff.unread_after, 0);
}

TEST(DiffOutputTest, IsReadableAndSafeForATerminal) {
  db::RunChange change = Change({Row(100, "Iron", "90", RowQuestion::kDecided), Row(120, "Zinc", "80")},
                                {Row(100, "Iron", "9\x1b[31m", RowQuestion::kOpen)});
  change.after.headers[1].collected = "2024-05-01";
  change.after.unread_lines = 1;
  const db::DocumentEntry entry{7, "C1", "", "report.pdf", "", {"Northwind"}};
  EXPECT_EQ(
      DiffText(entry, DiffRuns(change)),
      "document 7, client C1, Northwind: 0 added, 1 removed, 1 changed, unread lines 0 -> 1\n"
      "  ~ report: collected \"\" -> \"2024-05-01\"\n"
      "  - page 1  Zinc  80\n"
      "  ~ page 1  Iron: value \"90\" -> \"9\xEF\xBF\xBD[31m\"  [a person's answer is on record; the row is asked "
      "about again]\n");
}

TEST(DiffOutputTest, IsTheSameAsJson) {
  const db::RunChange change =
      Change({Row(100, "Iron", "90", RowQuestion::kDecided)}, {Row(100, "Iron", "91", RowQuestion::kOpen)});
  const db::DocumentEntry entry{7, "C1", "", "report.pdf", "", {"Northwind"}};
  EXPECT_EQ(DiffJsonLine(entry, DiffRuns(change)),
            R"({"document":7,"client":"C1","file":"report.pdf","added":[],"removed":[],)"
            R"("changed":[{"page":1,"panel":"","name":"Iron","value":"91","unit":"","range":"","flag":"","analyte":"",)"
            R"("status":"accepted","fields":{"value":{"before":"90","after":"91"}},"answer":"asked-again"}],)"
            R"("reports":{},"unread":{"before":0,"after":0}})"
            "\n");
}

}  // namespace
}  // namespace labintake::pipeline
