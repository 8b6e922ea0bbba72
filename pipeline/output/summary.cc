#include "pipeline/output/summary.h"

#include <algorithm>

namespace labintake::pipeline {

void Tally::Add(const Tally& other) {
  rows += other.rows;
  review += other.review;
  unread += other.unread;
  waiting += other.waiting;
}

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
