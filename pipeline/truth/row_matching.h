// Which row of the program stands for which expected row, and what is wrong with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/observation.h"
#include "pipeline/truth/expected_rows.h"

namespace labintake::truth {

// A row of the program; all texts, numbers as decimal strings.
struct FoundRow {
  int page = 0;
  std::string name, value, number, comparator, unit, range, low, high, flag, flag_code;
  bool accepted = false;
  std::vector<std::string> findings;  // codes
};

FoundRow ToFoundRow(const Observation& row);

// For each expected row the index of the found row that stands for it, each found row at most once. The best pairs
// come first: by likeness of names (at least 0.7) and equal value; page, unit and order break ties.
std::vector<std::optional<std::size_t>> MatchRows(const std::vector<ExpectedRow>& expected,
                                                  const std::vector<FoundRow>& found);

// The fields of `found` that are wrong: of "page", "name", "value", "unit", "range", "flag".
std::vector<std::string> WrongFields(const ExpectedRow& expected, const FoundRow& found);

}  // namespace labintake::truth
