// Rows that people have judged, for those who measure how often the machine is right.
//
// Plain values; any thread may use them. They hold patient data: what is printed in the rows.
#pragma once

#include <string>
#include <vector>

#include "db/review_item.h"
#include "model/observation.h"

namespace labintake::db {

struct ReviewedRow {
  std::string sha256;                               // of the document
  Observation row;                                  // as the machine read it and the person saw it; without findings
  DecisionAction action = DecisionAction::kAccept;  // kAccept, kEdit or kNotAResult
  CorrectedFields corrected;
};

// How many current rows of the store, reviewed or not, have this origin and status.
struct RowStock {
  Origin origin = Origin::kTextLayer;
  RowStatus status = RowStatus::kReview;
  int rows = 0;
};

struct ReviewedRows {
  std::vector<ReviewedRow> rows;  // in order of document and decision
  std::vector<RowStock> stock;
};

}  // namespace labintake::db
