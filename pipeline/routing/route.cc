#include "pipeline/routing/route.h"

#include <algorithm>

#include "pipeline/routing/audit_sample.h"

namespace labintake::pipeline {
namespace {

bool Matches(const std::vector<TextPattern>& patterns, const std::string& name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const TextPattern& p) { return p.Matches(name); });
}

bool HasFinding(const Observation& row, FindingCode code) {
  return std::any_of(row.findings.begin(), row.findings.end(), [code](const Finding& f) { return f.code == code; });
}

// Why the policy sends every row of the report to a person; "" when it does not.
std::string OnProbation(const RoutingPolicy& policy, const ReportHeader& header) {
  for (const Probation& p : policy.probation) {
    if (p.InForce() && p.lab.Matches(header.lab))
      return "the laboratory is on probation, and all its rows are reviewed";
  }
  return "";
}

// The same for one row. Sentences for people, first reason first.
std::string ReasonOf(const RoutingPolicy& policy, const Observation& row) {
  if (std::find(policy.review_analytes.begin(), policy.review_analytes.end(), row.analyte.id) !=
      policy.review_analytes.end()) {
    return "this analyte is always reviewed";
  }
  if (!policy.review_panels.empty() && Matches(policy.review_panels, row.panel)) return "this panel is always reviewed";
  for (const FindingCode code : policy.review_findings) {
    if (HasFinding(row, code)) return std::string("rows with the finding ") + ToString(code) + " are always reviewed";
  }
  if (policy.unknown_analyte[row.origin] == UnknownAnalyte::kReview && HasFinding(row, FindingCode::kAnalyteUnknown)) {
    return "names that are in no catalogue are reviewed";
  }
  return "";
}

}  // namespace

void Route(const Routing& routing, const std::string& sha256, Report* report) {
  const RoutingPolicy& policy = routing.policy;
  const std::string probation = OnProbation(policy, report->header);
  for (std::size_t i = 0; i < report->observations.size(); ++i) {
    Observation& row = report->observations[i];
    row.score = row.confidence;
    if (routing.calibration) row.confidence = routing.calibration->Probability(row.origin, row.score);
    const std::string reason = probation.empty() ? ReasonOf(policy, row) : probation;
    if (!reason.empty()) row.findings.push_back({FindingCode::kPolicyReview, reason, row.name.box});
    const bool accepted = reason.empty() && row.confidence >= policy.accept_threshold[row.origin];
    row.status = accepted ? RowStatus::kAccepted : RowStatus::kReview;
    if (accepted && DrawnForAudit(sha256, report->number, i, policy.audit_sample[row.origin])) {
      row.findings.push_back({FindingCode::kAuditSample, "drawn at random for audit; the row is accepted all the same",
                              row.name.box, Severity::kNote});
    }
  }
  const bool waits = std::any_of(report->findings.begin(), report->findings.end(),
                                 [](const Finding& f) { return f.severity == Severity::kDoubt; });
  report->status = waits ? DocumentStatus::kNeedsReview : DocumentStatus::kComplete;
}

void Route(const Routing& routing, Document* document) {
  for (Report& report : document->reports) Route(routing, document->sha256, &report);
}

}  // namespace labintake::pipeline
