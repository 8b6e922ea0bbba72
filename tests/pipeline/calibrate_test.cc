// Rows judged by truth and by people's answers, and what is printed of a fit.
#include <gtest/gtest.h>

#include "pipeline/commands/calibration_report.h"
#include "pipeline/commands/known_rows.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

Observation Row(const std::string& name, const std::string& value, double score) {
  Observation row;
  row.page = 1;
  row.name.text = name;
  row.value.text = value;
  row.score = score;
  return row;
}

truth::ExpectedRow Expected(const std::string& name, const std::string& value) {
  truth::ExpectedRow row;
  row.page = 1;
  row.names = {name};
  row.value = value;
  row.unit = row.range = row.flag = "";
  return row;
}

TEST(KnownRows, AreJudgedByTheTruth) {
  Document document;
  document.sha256 = "abc";
  document.reports.resize(1);
  document.reports[0].observations = {Row("Iron", "90", 0.99), Row("Zinc", "30", 0.98), Row("Page one", "1", 0.5)};
  const truth::Expectation expected{{Expected("Iron", "90"), Expected("Zinc", "80"), Expected("Copper", "70")}, "", ""};
  const JudgedDocument judged = JudgeRows(document, expected);
  ASSERT_EQ(judged.rows.size(), 3u);
  EXPECT_TRUE(judged.rows[0].right);
  EXPECT_EQ(judged.rows[0].score, 0.99);
  EXPECT_FALSE(judged.rows[1].right);
  EXPECT_FALSE(judged.rows[2].right);
  EXPECT_EQ(judged.lost, 1);
}

TEST(KnownRows, AScanOfADocumentIsTheSameDocument) {
  Document document, scan, other;
  document.sha256 = "abc";
  scan.sha256 = "def";
  for (Document* d : {&document, &scan, &other}) {
    d->reports.resize(1);
    d->reports[0].observations = {Row("Iron", "90", 0.99)};
  }
  const truth::Expectation expected{{Expected("Iron", "90")}, "", ""}, another{{Expected("Iron", "91")}, "", ""};
  EXPECT_EQ(JudgeRows(document, expected).rows[0].document, JudgeRows(scan, expected).rows[0].document);
  EXPECT_NE(JudgeRows(document, expected).rows[0].document, JudgeRows(other, another).rows[0].document);
  // Without an expected row nothing tells documents apart but their bytes.
  EXPECT_NE(JudgeRows(document, {}).rows[0].document, JudgeRows(scan, {}).rows[0].document);
}

db::ReviewedRow Answer(db::DecisionAction action, RowStatus status, db::CorrectedFields corrected = {}) {
  db::ReviewedRow one;
  one.sha256 = "abc";
  one.row = Row("Iron", "90", 0.9);
  one.row.status = status;
  one.action = action;
  one.corrected = std::move(corrected);
  return one;
}

TEST(KnownRows, PeoplesAnswers) {
  db::CorrectedFields same, wrong, analyte;
  same.value = " 90";
  wrong.value = "99";
  analyte.analyte = "iron-serum";
  db::ReviewedRows reviewed;
  reviewed.rows = {Answer(db::DecisionAction::kAccept, RowStatus::kAccepted),
                   Answer(db::DecisionAction::kEdit, RowStatus::kReview, same),
                   Answer(db::DecisionAction::kEdit, RowStatus::kReview, wrong),
                   Answer(db::DecisionAction::kEdit, RowStatus::kReview, analyte),
                   Answer(db::DecisionAction::kNotAResult, RowStatus::kReview)};
  reviewed.stock = {{Origin::kTextLayer, RowStatus::kAccepted, 50}, {Origin::kTextLayer, RowStatus::kReview, 2}};
  const std::vector<KnownRow> rows = JudgeReviewed(reviewed);
  ASSERT_EQ(rows.size(), 5u);
  const bool right[] = {true, true, false, true, false};
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].right, right[i]) << i;
  EXPECT_EQ(rows[0].weight, 50);  // an audited row stands for those that nobody looked at
  EXPECT_EQ(rows[1].weight, 1);
}

TEST(CalibrationReport, SaysWhatWasSeenAndWhatAThresholdDoes) {
  std::vector<KnownRow> rows;
  for (const char* document : {"a", "b", "c", "d"}) {
    for (int i = 0; i < 50; ++i) rows.push_back({document, Origin::kTextLayer, 0.99, true});
    for (int i = 0; i < 20; ++i) rows.push_back({document, Origin::kTextLayer, 0.495, i % 4 != 0});
  }
  Calibration calibration;
  calibration.extraction_version = 7;
  calibration.fitted = "2026-05-01";
  calibration.documents = 4;
  calibration.folds = 4;
  calibration.steps = FitSteps(rows);
  const std::string report = CalibrationReport(calibration, rows);
  for (const char* part :
       {"280 rows of 4 different documents, extraction 7, 2026-05-01\n", "  text layer: 280 rows, 20 wrong\n",
        "  recognised: 0 rows, 0 wrong\n", "       0.495      80      20       0.7469\n",
        "       0.990     200       0       0.9975\n", "(4 folds)", "    0.000       280   100.00 %      20    7.14 %",
        "       200    71.43 %       0    0.00 %       0.00 - 1.83 %",
        "2 of 2 bins agree with what was observed, 2 where"}) {
    EXPECT_NE(report.find(part), std::string::npos) << part << "\nnot in\n" << report;
  }
  EXPECT_EQ(report.find("fit, recognised"), std::string::npos);
}

}  // namespace
}  // namespace labintake::pipeline
