// How a document was read beside how it should have been, row by row, for people.
//
// Pure functions; thread-safe.
#pragma once

#include <string>

#include "model/report.h"
#include "pipeline/commands/author_options.h"
#include "pipeline/truth/judgement.h"

namespace labintake::pipeline {

struct RowTotals {
  std::size_t rows = 0;      // expected, but for optional ones
  std::size_t exact = 0;     // every judged field is right
  std::size_t accepted = 0;  // exact, and accepted
  std::size_t silent = 0;    // accepted and wrong, or accepted and not on the page
  std::size_t gaps = 0;      // known gaps that are still open

  void Add(const RowTotals& more);
};

RowTotals TotalsOf(const Sample& sample, const truth::Judgement& judgement);

// "29 rows: 28 exact, 27 accepted, 0 silent errors, 2 known gaps".
std::string ToText(const RowTotals& totals);

// Lines for all rows that are not accepted and right, those of known gaps too, and for what else differs; "" for none.
// REQUIRES: `judgement` is of ToFoundDocument(document).
std::string DiffOf(const Sample& sample, const Document& document, const truth::Judgement& judgement, bool color);

}  // namespace labintake::pipeline
