#include "pipeline/commands/calibration_report.h"

#include <fmt/format.h>

#include <array>

namespace labintake::pipeline {
namespace {

constexpr std::array kOrigins = {Origin::kTextLayer, Origin::kOcr};

const char* Heading(Origin origin) { return origin == Origin::kOcr ? "recognised" : "text layer"; }

std::string Percent(double share) { return fmt::format("{:.2f} %", 100 * share); }

std::string Percent(const Interval& interval) {
  return fmt::format("{:.2f} - {:.2f} %", 100 * interval.low, 100 * interval.high);
}

std::string StepTable(const Calibration& calibration, Origin origin) {
  std::string out = fmt::format("\nSteps of the fit, {}\n{:>12}{:>8}{:>8}{:>13}\n", Heading(origin), "score from",
                                "rows", "wrong", "probability");
  for (const CalibrationStep& step : calibration.steps[origin]) {
    out += fmt::format("{:>12.3f}{:>8}{:>8}{:>13.4f}\n", step.from / 1000.0, step.rows, step.errors, step.probability);
  }
  return out;
}

std::string CurveTable(const std::vector<KnownRow>& rows, const std::vector<double>& held_back, Origin origin) {
  std::string out = fmt::format("\nError against automation, {}\n{:>9}{:>10}{:>11}{:>8}{:>10}{:>20}\n", Heading(origin),
                                "threshold", "accepted", "share", "wrong", "error", "95 % of the error");
  int last = -1;
  for (const CurvePoint& point : ErrorCurve(rows, held_back, origin)) {
    if (point.accepted == last) continue;  // the same rows as at the threshold before
    last = point.accepted;
    out += fmt::format("{:>9.3f}{:>10}{:>11}{:>8}{:>10}{:>20}\n", point.threshold, point.accepted, Percent(point.share),
                       point.errors, point.accepted > 0 ? Percent(point.error_rate) : "-",
                       point.accepted > 0 ? Percent(point.error_interval) : "-");
  }
  return out;
}

std::string Verdict(const ReliabilityBin& bin) {
  if (bin.Agrees()) return "yes";
  return bin.AgreesOverDocuments() ? "over documents" : "no";
}

std::string BinTable(const std::vector<ReliabilityBin>& bins, Origin origin) {
  std::string out =
      fmt::format("\nReliability, {}\n{:>15}{:>7}{:>11}{:>11}{:>11}{:>20}{:>15}  {}\n", Heading(origin), "probability",
                  "rows", "documents", "predicted", "observed", "95 % of observed", "expected right", "agrees");
  for (const ReliabilityBin& bin : bins) {
    if (bin.origin != origin) continue;
    out +=
        fmt::format("{:>15}{:>7}{:>11}{:>11}{:>11}{:>20}{:>15}  {}\n", fmt::format("{:g} - {:g}", bin.from, bin.to),
                    bin.rows, bin.documents, Percent(bin.predicted), Percent(1.0 * bin.right / bin.rows),
                    Percent(bin.observed), fmt::format("{} - {}", bin.expected.low, bin.expected.high), Verdict(bin));
  }
  return out;
}

}  // namespace

std::string CalibrationReport(const Calibration& calibration, const std::vector<KnownRow>& rows) {
  const std::vector<double> held_back = HeldBackProbabilities(rows, calibration.folds);
  const std::vector<ReliabilityBin> bins = Reliability(rows, held_back);
  std::string out = fmt::format("{} rows of {} different documents, extraction {}, {}\n", rows.size(),
                                calibration.documents, calibration.extraction_version, calibration.fitted);
  for (const Origin origin : kOrigins) {
    out +=
        fmt::format("  {}: {} rows, {} wrong\n", Heading(origin), calibration.Rows(origin), calibration.Errors(origin));
  }
  for (const Origin origin : kOrigins) {
    if (calibration.Rows(origin) > 0) out += StepTable(calibration, origin);
  }
  out += fmt::format("\nFrom here on every row is judged by a fit that has not seen its document ({} folds).\n",
                     calibration.folds);
  for (const Origin origin : kOrigins) {
    if (calibration.Rows(origin) > 0) out += CurveTable(rows, held_back, origin) + BinTable(bins, origin);
  }
  int agree = 0, over_documents = 0;
  for (const ReliabilityBin& bin : bins) {
    agree += bin.Agrees() ? 1 : 0;
    over_documents += bin.AgreesOverDocuments() ? 1 : 0;
  }
  return out +
         fmt::format(
             "\n{} of {} bins agree with what was observed, {} where rows of one document are counted together.\n",
             agree, bins.size(), over_documents);
}

}  // namespace labintake::pipeline
