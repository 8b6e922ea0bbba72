// A reference cell cut into ranges, ages, units, words and marks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/fields/normal_text.h"
#include "extractors/fields/number.h"
#include "model/decimal.h"

namespace labintake::fields {

// Ages a condition allows. Ends are counted in the condition's own unit; an absent end is open.
struct AgeSpan {
  std::optional<int> low_days, high_days;    // [low, high) for units under a year
  std::optional<int> low_years, high_years;  // completed years, both included
};

enum class ItemKind { kRange, kAge, kUnit, kWord, kColon, kComma, kSlash, kBar, kDash, kOpen, kClose };

struct RangeItem {
  ItemKind kind = ItemKind::kWord;
  size_t begin = 0, end = 0;  // in the normal text; the end of a range is that of its bounds, before its unit
  // kRange only:
  std::optional<Decimal> low, high;
  bool low_inclusive = true, high_inclusive = true;
  bool single = false;  // one number, no bound
  bool titer = false;
  bool doubtful = false;
  bool broken = false;  // two numbers that are no range (7-5)
  std::string unit;     // as printed, within the range or directly after it
  std::string text;     // "40-80" of "40%-80%": as printed without the sign; "" where begin..end say all
  // kAge only:
  AgeSpan age;
};

// [begin, end) of `text`.
std::vector<RangeItem> TokenizeRange(const NormalText& text, size_t begin, size_t end, NumberStyle style);

}  // namespace labintake::fields
