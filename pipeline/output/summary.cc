#include "pipeline/output/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace labintake::pipeline {

void Tally::Add(const Tally& other) {
  rows += other.rows;
  review += other.review;
  unread += other.unread;
  waiting += other.waiting;
}

double PrintedConfidence(double confidence) {
  const double steps = confidence > 0.99 ? 1e5 : 1e3;
  return std::round(confidence * steps) / steps;
}

std::string ConfidenceText(double confidence) { return fmt::format("{:.{}f}", confidence, confidence > 0.99 ? 5 : 3); }

Tally TallyOf(const Report& report) {
  Tally tally;
  tally.rows = report.observations.size();
  tally.review =
      static_cast<std::size_t>(std::ranges::count(report.observations, RowStatus::kReview, &Observation::status));
  tally.unread =
      static_cast<std::size_t>(std::ranges::count(report.lines, LineClass::kUnread, &ClassifiedLine::line_class));
  tally.waiting = report.status == DocumentStatus::kComplete ? 0 : 1;
  return tally;
}

Tally TallyOf(const Document& document) {
  Tally tally;
  for (const Report& report : document.reports) tally.Add(TallyOf(report));
  return tally;
}

}  // namespace labintake::pipeline
