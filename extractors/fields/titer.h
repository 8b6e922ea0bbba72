// Titers: dilutions as printed, "1:320" or "1/320".
#pragma once

#include <cstddef>
#include <string_view>

#include "model/ascii.h"

namespace labintake::fields {

// With a slash only the dilutions that laboratories make count: 8, 10, 25 and 100 doubled any number of times (1/8,
// 1/160, 1/200, 1/1280); "1/2" and "1/7" are fractions.
constexpr bool IsDilution(std::string_view digits) {
  if (digits.empty() || digits.size() > 6) return false;
  size_t n = 0;
  for (const char c : digits) {
    if (!IsDigit(c)) return false;
    n = n * 10 + static_cast<size_t>(c - '0');
  }
  for (const size_t first : {8, 10, 25, 100})
    for (size_t d = first; d <= n; d *= 2)
      if (d == n) return true;
  return false;
}

}  // namespace labintake::fields
