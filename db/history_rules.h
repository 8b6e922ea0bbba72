// Changes against a person's earlier results that are beyond belief, by the rules of lab_formats/catalog/history.tsv.
//
// They are few and wide: a factor of ten against results that agreed, a red cell that grew within days, another blood
// group. A change that disease or treatment can bring about is none of theirs. Pure functions; thread-safe after first
// use. They compare in floating point; nothing that is printed is made from it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/observation.h"

namespace labintake::db {

struct EarlierResult {
  std::string day;  // "2024-05-01"
  Value value;
  CanonicalQuantity canonical;
};

// The analytes for which there is a rule.
const std::vector<std::string>& AnalytesWithHistoryRules();

// The finding history-breaks for a row of `day`, or nothing. REQUIRES: `earlier` are results of the row's analyte and
// the same person on days before `day`, the latest first.
std::optional<Finding> FindHistoryBreak(const Observation& row, std::string_view day,
                                        std::span<const EarlierResult> earlier);

// "a", "b", "ab", "o" of "A Rh positive", "Group AB (+)"; "" where the text says anything else too.
std::string AboGroupIn(std::string_view text);
// '+' or '-' of the same, of "positive", "neg."; ' ' where the text says neither or both, or anything else too.
char SignIn(std::string_view text);

}  // namespace labintake::db
