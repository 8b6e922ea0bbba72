// Which row of the program stands for which expected row, and what is wrong with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/golden/expectation.h"

namespace labintake::golden {

// For each expected row the index of the found row that stands for it, each found row at most once. The best pairs
// come first: by likeness of names (at least 0.7) and equal value; page, unit and order break ties.
std::vector<std::optional<std::size_t>> MatchRows(const std::vector<ExpectedRow>& expected,
                                                  const std::vector<FoundRow>& found);

// The fields of `found` that are wrong: of "page", "name", "value", "unit", "range", "flag".
std::vector<std::string> WrongFields(const ExpectedRow& expected, const FoundRow& found);

}  // namespace labintake::golden
