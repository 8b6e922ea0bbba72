#include "terminology/ucum/equation.h"

#include <algorithm>
#include <string_view>

namespace labintake::ucum {
namespace {

constexpr std::string_view kHaemoglobin = "Hb";

bool IsPlainNumber(const Unit& unit) {
  return std::all_of(unit.parts().begin(), unit.parts().end(), [](const UnitPart& part) {
    return part.annotation == kHaemoglobin && IsZero(part.above) && IsZero(part.below) && part.opaque.empty();
  });
}

bool IsFractionOfAmounts(const Unit& unit) {
  Exponents above{}, below{};
  for (const UnitPart& part : unit.parts()) {
    if (!part.annotation.empty() && part.annotation != kHaemoglobin) return false;
    if (part.count != 0 || !part.opaque.empty()) return false;
    for (size_t i = 0; i < kBases; ++i) {
      above[i] += part.above[i];
      below[i] += part.below[i];
    }
  }
  Exponents mole{}, per_mole{};
  mole[kMole] = 1;
  per_mole[kMole] = -1;
  return above == mole && below == per_mole;
}

}  // namespace

std::optional<Conversion> ConvertHba1c(const Unit& from, const Unit& to) {
  const bool to_ifcc = IsPlainNumber(from) && IsFractionOfAmounts(to);
  const bool to_ngsp = IsFractionOfAmounts(from) && IsPlainNumber(to);
  if ((!to_ifcc && !to_ngsp) || from.quantity_annotations() != to.quantity_annotations()) return std::nullopt;
  const Rational slope = Rational(1093) / 100, intercept = Rational(235) / 10;
  // Both scales may come in other multiples than the equation's: 0.07, umol/mol.
  const Rational percents = (to_ifcc ? from : to).factor() * 100;
  const Rational per_thousand = (to_ifcc ? to : from).factor() * 1000;
  Conversion conversion;
  if (to_ifcc) {
    conversion.factor = percents * slope / per_thousand;
    conversion.offset = -intercept / per_thousand;
    if (per_thousand == 1) conversion.usual_decimals = 0;
  } else {
    conversion.factor = per_thousand / slope / percents;
    conversion.offset = intercept / slope / percents;
    if (percents == 1) conversion.usual_decimals = 1;
  }
  return conversion;
}

}  // namespace labintake::ucum
