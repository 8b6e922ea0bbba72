#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

using Lines = std::vector<std::string>;

class ExportTest : public ::testing::Test {
 protected:
  // Items of `name`.
  std::string Item(const std::string& name) {
    for (const ReviewItem& item : t_.Items()) {
      if (item.row.name.text == name) return item.id;
    }
    return "";
  }

  TestStore t_;
};

TEST_F(ExportTest, APersonComesBeforeTheMachine) {
  t_.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120), DoubtfulRow("Lead", "8", "mg/dL", 140),
              DoubtfulRow("Gold", "9", "mg/dL", 160), DoubtfulRow("Neon", "1", "mg/dL", 180),
              DoubtfulRow("Argon", "2", "mg/dL", 200)}),
         "bytes");
  t_.Decide(Item("Zinc"), DecisionAction::kEdit, NewValue("77"));
  t_.Decide(Item("Lead"), DecisionAction::kAccept);
  t_.Decide(Item("Gold"), DecisionAction::kNotAResult);
  t_.Decide(Item("Neon"), DecisionAction::kUnreadable);
  EXPECT_EQ(t_.ExportLines(), (Lines{"Iron=5 mg/dL accepted", "Zinc=77 mg/dL decided", "Lead=8 mg/dL decided"}));
  EXPECT_EQ(t_.ExportLines(true),
            (Lines{"Iron=5 mg/dL accepted", "Zinc=77 mg/dL decided", "Lead=8 mg/dL decided",
                   "Gold=9 mg/dL not-a-result", "Neon=1 mg/dL unreadable", "Argon=2 mg/dL waiting"}));
}

TEST_F(ExportTest, CorrectedFieldsAreParsedAgain) {
  t_.Put(Doc({DoubtfulRow("Zinc", "7")}), "bytes");
  CorrectedFields fields = NewValue("<0.50");
  fields.unit = "";
  t_.Decide(Item("Zinc"), DecisionAction::kEdit, fields);
  const Observation row = t_.Export().at(0).observation;
  EXPECT_EQ(row.value.text, "<0.50");
  EXPECT_EQ(row.value.comparator, Comparator::kLess);
  ASSERT_TRUE(row.value.number);
  EXPECT_EQ(row.value.number->ToString(), "0.50");
  EXPECT_EQ(row.unit.text, "");
  EXPECT_EQ(row.unit.ucum, "");
  EXPECT_EQ(row.range.text, "1-200");
  EXPECT_EQ(row.flag.code, "L") << "derived again from what the person read";
}

TEST_F(ExportTest, SinceAsksWhenTheRowBecameFinal) {
  t_.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "bytes");
  t_.now = "2024-05-03T00:00:00Z";
  t_.Decide(Item("Zinc"), DecisionAction::kAccept);
  EXPECT_EQ(t_.ExportLines(false, "2024-05-01T08:00:00Z").size(), 2u);
  EXPECT_EQ(t_.ExportLines(false, "2024-05-02T00:00:00Z"), (Lines{"Zinc=7 mg/dL decided"}));
  EXPECT_TRUE(t_.ExportLines(false, "2024-05-04T00:00:00Z").empty());
}

TEST_F(ExportTest, OneClientOnly) {
  t_.Put(Doc({Row("Iron", "5")}), "a", 1, "C1");
  t_.Put(Doc({Row("Zinc", "7")}), "b", 1, "");
  const auto count = [&](const std::string& client) {
    int rows = 0;
    EXPECT_TRUE(t_.store->ForEachExportRow({client, "", false}, [&](const ExportRow&) { ++rows; }));
    return rows;
  };
  EXPECT_EQ(count("C1"), 1);
  EXPECT_EQ(count(""), 1);
  EXPECT_EQ(count("C9"), 0);
}

TEST_F(ExportTest, ThePatientsNameStaysInside) {
  t_.Put(Doc({Row("Iron", "5")}), "bytes");
  EXPECT_EQ(t_.Export().at(0).header.patient_name, "");
  EXPECT_EQ(t_.Export().at(0).header.lab, "Fake Laboratory");
  EXPECT_EQ(t_.Export().at(0).header.collected, "2024-04-30");
}

}  // namespace
}  // namespace labintake::db::testing
