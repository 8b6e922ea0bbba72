// Rows of the program, judged by what people say is printed.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "db/reviewed_rows.h"
#include "model/report.h"
#include "pipeline/routing/calibration_fit.h"
#include "pipeline/truth/expected_rows.h"

namespace labintake::pipeline {

struct JudgedDocument {
  std::vector<KnownRow> rows;
  int lost = 0;  // expected rows that the program has not: no probability speaks of them
};

// Each row of `document` is right when all fields that `expected` judges are; a row that stands for no expected one is
// wrong. REQUIRES: routed without a calibration, so that `score` is what the doubts left.
//
// KnownRow::document is made of the expected rows: a document and a scan of it, which are wrong in the same places, are
// one document to the fit.
JudgedDocument JudgeRows(const Document& document, const truth::Expectation& expected);

// What people decided: an accepted reading is right, no result is wrong, and a corrected one is wrong unless the
// correction says the same. Of rows that the machine accepted people see only some (the audit sample), of those that
// wait nearly all: each row stands for as many as there are for one that was seen (KnownRow::weight).
std::vector<KnownRow> JudgeReviewed(const db::ReviewedRows& reviewed);

}  // namespace labintake::pipeline
