// Comparators in signs and in words of nine languages.
#pragma once

#include <cstddef>
#include <string_view>

#include "model/observation.h"

namespace labintake::fields {

struct ScannedComparator {
  Comparator comparator = Comparator::kNone;
  size_t length = 0;  // 0: none
};

enum class ComparatorUse {
  kResult,  // only what says nothing else: "<", "LESS THAN", "kleiner als"
  kRange,   // also "up to", "bis", "over", "max."
};

// The comparator at the start of `lower` (plain letters, lower case): "<", "< =", "=<", "< or =", "lessthan",
// "less than or equal to", "inferieur a". What follows is not looked at.
ScannedComparator ScanComparator(std::string_view lower, ComparatorUse use);

// "or less", "of hoger", "and above" after a bound.
ScannedComparator ScanTrailingComparator(std::string_view lower);

}  // namespace labintake::fields
