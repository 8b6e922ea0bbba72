// New documents against the earlier results of their client.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

Observation Sodium(const std::string& value, bool doubtful = false) {
  Observation row = doubtful ? DoubtfulRow("Sodium", value, "mmol/L") : Row("Sodium", value, "mmol/L");
  row.analyte = {"sodium-serum", "Sodium", "2951-2", "serum", NameMatch::kListed, {}};
  row.canonical = {row.value.number, {}, {}, "mmol/L", ""};
  return row;
}

class HistoryTest : public ::testing::Test {
 protected:
  StoredDocument Put(const std::string& day, Observation row, const std::string& client = "C1", int version = 1) {
    Document document = Doc({std::move(row)});
    document.reports[0].header.collected = day;
    return t_.Put(document, day + client, version, client);
  }
  void PutTwo() {
    Put("2024-01-01", Sodium("138"));
    Put("2024-02-01T08:30", Sodium("141"));
  }

  TestStore t_;
};

TEST_F(HistoryTest, ARowBeyondBeliefWaits) {
  PutTwo();
  const StoredDocument stored = Put("2024-03-01", Sodium("13.9"));
  EXPECT_EQ(stored.history_breaks, 1);
  EXPECT_EQ(stored.open_items, 1);
  const ReviewItem item = t_.Items(ItemState::kOpen).at(0);
  EXPECT_EQ(item.findings.at(0).code, FindingCode::kHistoryBreaks);
  EXPECT_EQ(item.findings.at(0).message,
            "A tenth of what the earlier results agree on: 141 mmol/L on 2024-02-01, 13.9 mmol/L here.");
  EXPECT_EQ(t_.ExportLines().size(), 2u);
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9")).history_breaks, 1) << "also when nothing was changed";
  t_.Decide(item.id, DecisionAction::kAccept);
  EXPECT_EQ(t_.ExportLines().size(), 3u);
  // A later run finds the same and does not ask again.
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9"), "C1", 2).open_items, 0);
  EXPECT_EQ(t_.ExportLines().size(), 3u);
}

TEST_F(HistoryTest, ABelievableRowDoesNot) {
  PutTwo();
  EXPECT_EQ(Put("2024-03-01", Sodium("128")).open_items, 0);
}

TEST_F(HistoryTest, LaterReportsAndTheSameDayAreNotItsHistory) {
  PutTwo();
  EXPECT_EQ(Put("2023-12-01", Sodium("13.9")).history_breaks, 0);
  EXPECT_EQ(Put("2024-02-01", Sodium("14.0")).history_breaks, 0) << "one earlier day";
}

TEST_F(HistoryTest, TheReportedDateStandsInForTheCollected) {
  PutTwo();
  Document document = Doc({Sodium("13.9")});
  document.reports[0].header.collected = "";
  EXPECT_EQ(t_.Put(document, "none").history_breaks, 0);
  document.reports[0].header.reported = "2024-03-01";
  EXPECT_EQ(t_.Put(document, "reported").history_breaks, 1);
}

TEST_F(HistoryTest, OtherClientsPatientsAndNobodysDocumentsAreNotCompared) {
  PutTwo();
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9"), "C2").history_breaks, 0);
  Put("2024-01-01", Sodium("138"), "");
  Put("2024-02-01", Sodium("138"), "");
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9"), "").history_breaks, 0);

  Document sparse = Doc({Sodium("13.9")});
  sparse.reports[0].header = {};
  sparse.reports[0].header.collected = "2024-03-01";
  EXPECT_EQ(t_.Put(sparse, "sparse").history_breaks, 0) << "whose results these are is not known";
  Document other = sparse;
  other.reports[0].header.patient_id = "P-2";
  other.reports[0].header.birth_date = "1980-03-04";
  const StoredDocument stored = t_.Put(other, "other");
  EXPECT_TRUE(stored.patient_differs);
  EXPECT_EQ(stored.history_breaks, 0);
}

TEST_F(HistoryTest, OnlyWhatSomebodyIsSureOfIsHistory) {
  Put("2024-01-01", Sodium("138"));
  Put("2024-02-01", Sodium("141", true));
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9")).history_breaks, 0) << "the second waits itself";
  for (const ReviewItem& item : t_.Items(ItemState::kOpen)) {
    if (item.row.value.text == "141") t_.Decide(item.id, DecisionAction::kEdit, NewValue("140"));
  }
  EXPECT_EQ(Put("2024-03-02", Sodium("13.9")).history_breaks, 0) << "it does not agree with 13.9 of the day before";
  EXPECT_EQ(Put("2024-02-20", Sodium("14.1")).history_breaks, 1);
}

TEST_F(HistoryTest, ARowThatWaitsAlreadyTellsThePersonWhy) {
  PutTwo();
  EXPECT_EQ(Put("2024-03-01", Sodium("13.9", true)).history_breaks, 0);
  EXPECT_EQ(t_.Items(ItemState::kOpen).at(0).findings.size(), 2u);
}

}  // namespace
}  // namespace labintake::db::testing
