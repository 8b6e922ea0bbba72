#include "pipeline/routing/route.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

Observation Row(double confidence, Origin origin = Origin::kTextLayer) {
  Observation row;
  row.name = {"Iron", {72, 70, 90, 82}};
  row.panel = "Minerals";
  row.analyte.id = "iron-serum";
  row.confidence = confidence;
  row.origin = origin;
  return row;
}

Report ReportOf(std::vector<Observation> rows) {
  Report report;
  report.header.lab = "Northwind Diagnostics";
  report.observations = std::move(rows);
  return report;
}

Observation Routed(const Routing& routing, const Observation& row) {
  Report report = ReportOf({row});
  Route(routing, "abc", &report);
  return report.observations[0];
}

bool Accepted(const Routing& routing, const Observation& row) {
  return Routed(routing, row).status == RowStatus::kAccepted;
}

int Notes(const Report& report, FindingCode code) {
  int count = 0;
  for (const Observation& row : report.observations) {
    for (const Finding& f : row.findings) count += f.code == code ? 1 : 0;
  }
  return count;
}

TEST(Route, EachOriginHasItsThreshold) {
  Routing routing;
  routing.policy.accept_threshold = {0.90, 0.95};
  EXPECT_TRUE(Accepted(routing, Row(0.90)));
  EXPECT_FALSE(Accepted(routing, Row(0.8999)));
  EXPECT_TRUE(Accepted(routing, Row(0.95, Origin::kOcr)));
  EXPECT_FALSE(Accepted(routing, Row(0.94, Origin::kOcr)));
}

TEST(Route, AFindingAloneSendsNoRowToAPerson) {
  Observation row = Row(0.96);
  row.findings.push_back({FindingCode::kDuplicateDiffers, "", {}, Severity::kNote});
  EXPECT_TRUE(Accepted({}, row));
  // What a doubt takes from the confidence was taken where it was found.
  row.findings.push_back({FindingCode::kUnitMissing, "", {}, Severity::kDoubt});
  EXPECT_TRUE(Accepted({}, row));
  Routing routing;
  routing.policy.review_findings = {FindingCode::kDuplicateDiffers};
  EXPECT_FALSE(Accepted(routing, row));
}

TEST(Route, TheConfidenceBecomesTheScore) {
  const Observation plain = Routed({}, Row(0.93));
  EXPECT_EQ(plain.score, 0.93);
  EXPECT_EQ(plain.confidence, 0.93);
  Routing routing;
  routing.calibration.emplace();
  routing.calibration->steps.text_layer = {{500, 40, 10, 0.74}, {900, 400, 1, 0.996}};
  const Observation calibrated = Routed(routing, Row(0.93));
  EXPECT_EQ(calibrated.score, 0.93);
  EXPECT_EQ(calibrated.confidence, 0.996);
  // The threshold is a probability now.
  routing.policy.accept_threshold = {0.70, 0.70};
  EXPECT_TRUE(Accepted(routing, Row(0.5)));
  EXPECT_FALSE(Accepted(routing, Row(0.99, Origin::kOcr)));  // nothing is known of recognised rows
}

TEST(Route, APolicyRuleSaysWhy) {
  Routing routing;
  routing.policy.review_analytes = {"iron-serum"};
  const Observation row = Routed(routing, Row(0.99));
  EXPECT_EQ(row.status, RowStatus::kReview);
  ASSERT_EQ(row.findings.size(), 1u);
  EXPECT_EQ(row.findings[0].code, FindingCode::kPolicyReview);
  EXPECT_EQ(row.findings[0].severity, Severity::kDoubt);
  EXPECT_EQ(row.findings[0].box, row.name.box);
  EXPECT_EQ(row.findings[0].message, "this analyte is always reviewed");
  routing.policy.review_analytes = {"copper-serum"};
  EXPECT_TRUE(Accepted(routing, Row(0.99)));
}

TEST(Route, Panels) {
  Routing routing;
  routing.policy.review_panels = {TextPattern("miner*")};
  EXPECT_FALSE(Accepted(routing, Row(0.99)));
  routing.policy.review_panels = {TextPattern("lipids")};
  EXPECT_TRUE(Accepted(routing, Row(0.99)));
}

TEST(Route, NamesThatAreInNoCatalogue) {
  for (const Origin origin : {Origin::kTextLayer, Origin::kOcr}) {
    Observation unknown = Row(0.99, origin);
    unknown.findings.push_back({FindingCode::kAnalyteUnknown, "", {}, Severity::kNote});
    EXPECT_EQ(Accepted({}, unknown), origin == Origin::kTextLayer);
    // Two meanings of a name do not make it a misread one.
    Observation ambiguous = Row(0.99, origin);
    ambiguous.findings.push_back({FindingCode::kAnalyteAmbiguous, "", {}, Severity::kNote});
    EXPECT_TRUE(Accepted({}, ambiguous));
  }
  Observation row = Row(0.99);
  row.findings.push_back({FindingCode::kAnalyteUnknown, "", {}, Severity::kNote});
  Routing routing;
  routing.policy.unknown_analyte = {UnknownAnalyte::kReview, UnknownAnalyte::kReview};
  EXPECT_FALSE(Accepted(routing, row));
  // Rows of a run without a catalogue are not unknown.
  Observation unasked = Row(0.99);
  unasked.analyte = {};
  EXPECT_TRUE(Accepted(routing, unasked));
}

TEST(Route, ALaboratoryOnProbation) {
  Routing routing;
  routing.policy.probation = {{TextPattern("northwind*"), 100}};
  EXPECT_FALSE(Accepted(routing, Row(0.99)));
  routing.policy.probation[0].reviewed = 99;
  EXPECT_FALSE(Accepted(routing, Row(0.99)));
  routing.policy.probation[0].reviewed = 100;
  EXPECT_TRUE(Accepted(routing, Row(0.99)));
  routing.policy.probation = {{TextPattern("southwind*")}, {TextPattern("*")}};
  EXPECT_FALSE(Accepted(routing, Row(0.99)));
}

TEST(Route, AuditedRowsStayAccepted) {
  Routing routing;
  routing.policy.audit_sample = {0.25, 0};
  std::vector<Observation> rows(400, Row(0.99));
  for (std::size_t i = 0; i < 100; ++i) rows[i] = Row(0.3);
  for (std::size_t i = 100; i < 200; ++i) rows[i] = Row(0.99, Origin::kOcr);
  Report report = ReportOf(rows);
  Route(routing, "abc", &report);
  EXPECT_NEAR(Notes(report, FindingCode::kAuditSample), 50, 5 * 7);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Observation& row = report.observations[i];
    EXPECT_EQ(row.status, i < 100 ? RowStatus::kReview : RowStatus::kAccepted);
    EXPECT_TRUE(i >= 200 || row.findings.empty());
    for (const Finding& f : row.findings) EXPECT_EQ(f.severity, Severity::kNote);
  }
  EXPECT_EQ(report.status, DocumentStatus::kComplete);
}

TEST(Route, AReportWaitsForItsOwnDoubtsOnly) {
  Report report = ReportOf({Row(0.2)});
  Route({}, "", &report);
  EXPECT_EQ(report.status, DocumentStatus::kComplete);
  report.findings.push_back({FindingCode::kDatesDisordered, "", {}, Severity::kNote});
  Route({}, "", &report);
  EXPECT_EQ(report.status, DocumentStatus::kComplete);
  report.findings.push_back({FindingCode::kUnreadLines, "", {}});
  Route({}, "", &report);
  EXPECT_EQ(report.status, DocumentStatus::kNeedsReview);
}

TEST(Route, EveryReportOfADocument) {
  Document document;
  document.sha256 = "abc";
  document.reports = {ReportOf({Row(0.99)}), ReportOf({Row(0.2), Row(0.99)})};
  Route(Routing{}, &document);
  EXPECT_EQ(document.reports[0].observations[0].status, RowStatus::kAccepted);
  EXPECT_EQ(document.reports[1].observations[0].status, RowStatus::kReview);
  EXPECT_EQ(document.reports[1].observations[1].status, RowStatus::kAccepted);
}

}  // namespace
}  // namespace labintake::pipeline
