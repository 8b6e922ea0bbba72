// Exact numbers: rationals of any size (GMP), from and to printed decimals.
//
// Pure functions; thread-safe. Rationals are kept canonical (lowest terms, positive denominator).
#pragma once

#include <gmpxx.h>

#include <optional>
#include <string>
#include <string_view>

#include "model/decimal.h"

namespace labintake::ucum {

using Rational = mpq_class;

// "6.02214076e23", "254e-2", "-0.5"; what Decimal accepts, with up to 200 digits.
std::optional<Rational> ParseRational(std::string_view text);

// 10^exponent, and base^exponent; a base of 0 with a negative exponent is a mistake of the caller.
Rational PowerOfTen(int exponent);
Rational Power(const Rational& base, int exponent);

// The largest k with 10^k <= |value|. REQUIRES: value is not 0.
int FloorLog10(const Rational& value);

// A printed number and the power of ten of its last printed digit: 0.50 -> 1/2, -2; 7.53e12 -> ..., 10.
struct PrintedNumber {
  Rational value;
  int last_place = 0;
};
PrintedNumber FromDecimal(const Decimal& decimal);

// `value` rounded half to even at the digit of 10^place, as a number a person would print: digits after the point for
// place < 0, zeros before it for a small place > 0, an exponent where either would be long (7.53e12).
// nullopt: the number cannot be a Decimal (more than 40 digits, an exponent beyond 99).
std::optional<Decimal> RoundAt(const Rational& value, int place);

// Up to `digits` significant digits without zeros at the end, for people: "88.4017", "0.0555075", "1e-09".
std::string ToText(const Rational& value, int digits);

}  // namespace labintake::ucum
