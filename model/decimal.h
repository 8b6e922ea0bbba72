// Decimal: a number exactly as printed.
//
// Keeps every printed digit ("0.50" stays "0.50", "7.53e12" keeps its exponent) and never passes through floating
// point. Comparison is exact and by value: 0.5 == 0.50. Immutable value type; any thread may use it.
//
//   Decimal::Parse("0.50")->ToString()    == "0.50"
//   Decimal::Parse(".8")->ToString()      == "0.8"      (a missing leading zero is supplied)
//   Decimal::Parse("7.53e12")->ToString() == "7.53e12"
//   *Decimal::Parse("1e3") == *Decimal::Parse("1000.0")
//   Decimal::Parse("1,000"), ("abc"), ("")  == nullopt  (locale belongs to the field grammar, not here)
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace labintake {

class Decimal {
 public:
  // Accepts [+-]?(digits[.digits]|.digits)([eE][+-]?digits)?, at most 40 digits and |exponent| <= 99.
  static std::optional<Decimal> Parse(std::string_view text);

  // Decimal point, no thousands mark, as many digits as printed; "-" only for negative numbers.
  std::string ToString() const;

  bool negative() const { return negative_; }
  // Digits printed after the point.
  int decimals() const { return decimals_; }

  std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

 private:
  bool negative_ = false;
  std::string digits_;  // without point; at least one
  int decimals_ = 0;    // how many of digits_ stand after the point
  int exponent_ = 0;    // printed power of ten
  bool has_exponent_ = false;
};

}  // namespace labintake
