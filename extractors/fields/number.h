// Numbers as laboratories print them.
//
// Thread-safe pure functions; nothing passes through floating point.
//
//   ScanNumber("4,69 g", {kComma})    -> 4.69, 4 characters
//   ScanNumber("1,234", {kUnknown})   -> 1234, doubtful (may be 1.234)
//   ScanNumber("10,000", {kPoint})    -> 10000
//   ScanNumber("1.234,5", {kUnknown}) -> 1234.5
//   ScanNumber(".8")                  -> 0.8
//   ScanNumber("10E3"), ("7.53e12"), ("1.6 x 10^9"), ("2.5x10³") -> with their exponent
//   ScanNumber("5265-E1")             -> the whole token is no number: nullopt
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/decimal.h"

namespace labintake::fields {

enum class DecimalMark { kUnknown, kPoint, kComma };

struct NumberStyle {
  DecimalMark mark = DecimalMark::kUnknown;
};

struct ScannedNumber {
  Decimal value;
  size_t length = 0;  // bytes of the input that belong to the number
  bool doubtful =
      false;  // another reading is possible: "1,234" or "1.234" in an unknown style, "1.234" in a comma style,
              // "4,69" in a point style, "10 000" (may be two numbers; read as one in a comma style only)
};

// The number at the start of `text`, sign included. nullopt where none starts there, or where what follows shows that
// it is no number (a letter or digit glued on that is no exponent: "5265-E1", "25OH", "1a"). A glued unit is accepted
// after a number ("13.2%", "5mg/dL").
std::optional<ScannedNumber> ScanNumber(std::string_view text, NumberStyle style);

// The decimal mark that numbers in these texts give away ("4,69" says comma, "4.69" and "0.123" say point, "1,234"
// and "1.234" say nothing); kUnknown without evidence or when both kinds of evidence stand against each other without
// a three-to-one majority.
DecimalMark InferDecimalMark(std::span<const std::string> texts);

}  // namespace labintake::fields
