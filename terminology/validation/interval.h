// Stretches of the number line, for what is known of a printed value: 4.1 is anything from 4.05 to 4.15.
//
// Binary floating point: intervals only answer whether figures fit each other. Nothing that is computed here is ever
// printed, stored or compared with a limit of a report (docs/decisions/0006). Plain values; pure functions.
#pragma once

#include <algorithm>
#include <cmath>

namespace labintake::validation {

// low <= high. `valid` is false where an operation has no bounded result (a division by what may be zero, a power of
// what may be negative); everything that is computed from such an interval is not valid either.
struct Interval {
  double low = 0, high = 0;
  bool valid = true;

  static Interval Point(double x) { return {x, x, true}; }
  double center() const { return (low + high) / 2; }
};

inline constexpr Interval kNoInterval = {0, 0, false};

// The smallest interval with all four values.
inline Interval Hull(double a, double b, double c, double d) {
  return {std::min({a, b, c, d}), std::max({a, b, c, d}), true};
}

inline Interval operator+(const Interval& a, const Interval& b) {
  return {a.low + b.low, a.high + b.high, a.valid && b.valid};
}

inline Interval operator-(const Interval& a, const Interval& b) {
  return {a.low - b.high, a.high - b.low, a.valid && b.valid};
}

inline Interval operator*(const Interval& a, const Interval& b) {
  if (!a.valid || !b.valid) return kNoInterval;
  return Hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
}

inline Interval operator/(const Interval& a, const Interval& b) {
  if (!a.valid || !b.valid || (b.low <= 0 && b.high >= 0)) return kNoInterval;
  return Hull(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high);
}

// For positive bases the power is monotone along each edge of the box, so that its ends lie on corners.
inline Interval Power(const Interval& a, const Interval& b) {
  if (!a.valid || !b.valid || a.low <= 0) return kNoInterval;
  return Hull(std::pow(a.low, b.low), std::pow(a.low, b.high), std::pow(a.high, b.low), std::pow(a.high, b.high));
}

inline Interval Least(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::min(a.high, b.high), a.valid && b.valid};
}

inline Interval Greatest(const Interval& a, const Interval& b) {
  return {std::max(a.low, b.low), std::max(a.high, b.high), a.valid && b.valid};
}

// The room between the two; 0 where they meet.
inline double Gap(const Interval& a, const Interval& b) { return std::max({0.0, a.low - b.high, b.low - a.high}); }

}  // namespace labintake::validation
