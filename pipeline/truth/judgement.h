// The program's rows of a document judged by its truth: the one verdict of the golden tests and of formats test.
//
//   - an accepted row is right in every judged field and stands for an expected row; nothing excuses one that does not;
//   - every expected row is accepted, or a known gap names it;
//   - what a known gap names is not accepted: a gap that was closed has to be taken off the list;
//   - a date of collection or report that is given is right.
//
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/report.h"
#include "pipeline/truth/known_gaps.h"
#include "pipeline/truth/row_matching.h"

namespace labintake::truth {

// Of all reports of one file.
struct FoundDocument {
  std::vector<FoundRow> rows;
  std::string collected, reported;  // of the first report
};
FoundDocument ToFoundDocument(const Document& document);

enum class RowVerdict {
  kRight,       // accepted and right
  kWrong,       // accepted and wrong: a silent error
  kInvented,    // accepted, and the page has no such row: a silent error
  kWaits,       // waits for a person
  kMissing,     // was not read
  kExtraWaits,  // no expected row; waits for a person
};

struct JudgedRow {
  RowVerdict verdict = RowVerdict::kRight;
  std::optional<std::size_t> expected;  // of Expectation::rows
  std::optional<std::size_t> found;     // of FoundDocument::rows
  std::vector<std::string> wrong;       // WrongFields(); empty without both
  std::optional<std::size_t> gap;       // the known gap that names it
  bool fails = false;                   // by the rules above
};

struct Judgement {
  // Expected rows in their order, then rows that stand for none. An optional row that was not read is left out.
  std::vector<JudgedRow> rows;
  std::vector<std::size_t> idle_gaps;    // known gaps that name no expected row
  std::vector<std::string> wrong_dates;  // of "collected", "reported"

  bool Passes() const;
  // Rows in which every judged field is right, accepted or not; of those that are not optional.
  std::size_t CountExact(const Expectation& expected) const;
};

Judgement Judge(const Expectation& expected, const std::vector<KnownGap>& gaps, const FoundDocument& found);

}  // namespace labintake::truth
