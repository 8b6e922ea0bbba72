// The grammar of UCUM's case-sensitive codes (the specification's section 2, as its functional tests read it):
//
//   unit      = ["/"] term
//   term      = component *(("." / "/") component)
//   component = (factor / simple) [annotation] | annotation | "(" term ")"
//   simple    = [prefix] atom [exponent]
//   factor    = digits;  exponent = ["+" / "-"] digits;  annotation = "{" printable ASCII without braces "}"
//
// Operators of one rank, from left to right: s/m.g is (s/m).g. A prefix stands before metric atoms only.
//
// Pure function; thread-safe as far as `atoms` is. Any bytes are accepted.
#pragma once

#include <string_view>

#include "model/error.h"
#include "terminology/ucum/atom.h"
#include "terminology/ucum/unit.h"

namespace labintake::ucum {

// Longer codes, numbers and exponents are refused, and parentheses nested deeper. Ten may have larger exponents, so
// that canonical forms are codes.
inline constexpr size_t kLongestCode = 1000;
inline constexpr size_t kMostFactorDigits = 400;
inline constexpr int kMostExponent = 99;
inline constexpr int kMostExponentOfTen = 999;
inline constexpr int kDeepest = 50;

// Error kArgument: no valid code; the message names the position (of the first byte that is wrong, from 1) and the
// reason, and repeats nothing of the code.
Result<Unit> ParseUnit(std::string_view code, const AtomSource& atoms);

}  // namespace labintake::ucum
