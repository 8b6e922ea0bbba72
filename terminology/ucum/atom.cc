#include "terminology/ucum/atom.h"

#include <algorithm>

namespace labintake::ucum {

void AddOpaque(OpaqueUnits& units, std::string_view code, int exponent) {
  const auto at = std::lower_bound(units.begin(), units.end(), code,
                                   [](const auto& unit, std::string_view wanted) { return unit.first < wanted; });
  if (at == units.end() || at->first != code) {
    if (exponent != 0) units.emplace(at, code, exponent);
  } else if ((at->second += exponent) == 0) {
    units.erase(at);
  }
}

const Affine* FindAffine(std::string_view function) {
  static const Affine kCelsius = {1, Rational(27315) / 100};
  static const Affine kFahrenheit = {Rational(5) / 9, Rational(45967) / 100 * 5 / 9};
  static const Affine kReaumur = {Rational(5) / 4, Rational(27315) / 100};
  if (function == "Cel") return &kCelsius;
  if (function == "degF") return &kFahrenheit;
  if (function == "degRe") return &kReaumur;
  return nullptr;
}

}  // namespace labintake::ucum
