#include "terminology/ucum/conversion.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "terminology/ucum/equation.h"

namespace labintake::ucum {
namespace {

constexpr int kTextDigits = 6;
constexpr std::string_view kCreatinine = "creat";

// C4H7N3O with the conventional atomic weights of IUPAC (CIAAW 2021): 4 x 12.011 + 7 x 1.008 + 3 x 14.007 + 15.999.
const Rational& CreatinineMolarMass() {
  static const Rational kMass = Rational(11312) / 100;
  return kMass;
}

using Outcome = tl::expected<Conversion, Refusal>;

tl::unexpected<Refusal> Refuse(RefusalReason reason, std::string message) {
  return tl::unexpected<Refusal>(Refusal{reason, std::move(message)});
}

tl::unexpected<Refusal> RefuseDifferent(const Unit& from, const Unit& to) {
  return Refuse(
      RefusalReason::kDifferentQuantities,
      "the units measure different quantities: " + from.dimension().ToString() + " and " + to.dimension().ToString());
}

std::string TextOf(const Rational& factor, const Rational& offset, const std::vector<std::string>& reasons) {
  std::string text = "x " + ToText(factor, kTextDigits);
  if (offset != 0) text += (offset < 0 ? " - " : " + ") + ToText(abs(offset), kTextDigits);
  for (size_t i = 0; i < reasons.size(); ++i) text += (i == 0 ? " (" : ", ") + reasons[i];
  return reasons.empty() ? text : text + ")";
}

Exponents Minus(const Exponents& a, const Exponents& b) {
  Exponents difference = a;
  for (size_t i = 0; i < kBases; ++i) difference[i] -= b[i];
  return difference;
}

// One annotated part of both units: its share of the factor, or the refusal.
class PartConverter {
 public:
  PartConverter(const Unit& from, const Unit& to, const Substance& substance)
      : from_(from), to_(to), substance_(substance) {}

  std::optional<Refusal> Convert(const UnitPart& from, const UnitPart& to) {
    const Exponents net = Minus(to.Net(), from.Net());
    if (IsZero(net)) return std::nullopt;
    for (size_t i = 0; i < kBases; ++i) {
      if (net[i] != 0 && i != kGram && i != kMole && i != kEquivalent && i != kOsmole) return Different();
    }
    if (net[kGram] + net[kMole] + net[kEquivalent] + net[kOsmole] != 0) return Different();
    if (net[kOsmole] != 0) {
      return Refusal{RefusalReason::kDifferentQuantities,
                     "osmoles count all dissolved particles, and no factor to other amounts is known"};
    }
    const Exponents below = Minus(to.below, from.below);
    const bool creatinine = from.annotation == kCreatinine;
    if (!creatinine && (below[kGram] != 0 || below[kMole] != 0 || below[kEquivalent] != 0)) {
      return Refusal{RefusalReason::kNeedsMolarMass,
                     "what stands below the line is another substance, and its molar mass is not known"};
    }
    if (net[kEquivalent] != 0 && (creatinine || !substance_.charge || *substance_.charge == 0)) {
      return Refusal{RefusalReason::kNeedsCharge, "equivalents convert to moles only with the charge of the ion"};
    }
    if (net[kGram] != 0) {
      if (std::optional<Refusal> refusal = ApplyMolarMass(creatinine, net[kGram])) return refusal;
    }
    if (net[kEquivalent] != 0) {
      const int charge = std::abs(*substance_.charge);
      factor *= Power(Rational(charge), net[kEquivalent]);
      reasons.push_back("charge " + std::to_string(charge));
    }
    return std::nullopt;
  }

  Rational factor = 1;
  std::vector<std::string> reasons;

 private:
  Refusal Different() const {
    // The same terms under other annotations.
    if (from_.Net() == to_.Net()) {
      return {RefusalReason::kAnnotationsDiffer, "the annotations stand at different terms of the units"};
    }
    return std::move(RefuseDifferent(from_, to_).value());
  }

  std::optional<Refusal> ApplyMolarMass(bool creatinine, int exponent) {
    if (creatinine) {
      factor *= Power(CreatinineMolarMass(), exponent);
      reasons.push_back("molar mass of creatinine " + ToText(CreatinineMolarMass(), kTextDigits) + " g/mol");
      return std::nullopt;
    }
    if (!substance_.no_factor.empty()) {
      return Refusal{RefusalReason::kNoFactor, "no single factor leads from mass to amount: " + substance_.no_factor};
    }
    const Rational mass = substance_.molar_mass ? FromDecimal(*substance_.molar_mass).value : Rational(0);
    if (sgn(mass) <= 0) {
      return Refusal{RefusalReason::kNeedsMolarMass, "mass converts to amount only with the molar mass of the analyte"};
    }
    factor *= Power(mass, exponent);
    reasons.push_back("molar mass " + substance_.molar_mass->ToString() + " g/mol");
    return std::nullopt;
  }

  const Unit& from_;
  const Unit& to_;
  const Substance& substance_;
};

const UnitPart* FindPart(const Unit& unit, const std::string& annotation) {
  const auto at = std::find_if(unit.parts().begin(), unit.parts().end(),
                               [&](const UnitPart& part) { return part.annotation == annotation; });
  return at == unit.parts().end() ? nullptr : &*at;
}

std::string Braces(const std::string& annotation) { return "{" + annotation + "}"; }

// Annotations and units that stand for nothing but themselves.
std::optional<Refusal> CompareNames(const Unit& from, const Unit& to, const Substance& substance) {
  const std::string because = substance.no_factor.empty() ? "" : ": " + substance.no_factor;
  if (from.quantity_annotations() != to.quantity_annotations()) {
    const auto name = [](const Unit& unit) {
      return unit.quantity_annotations().empty() ? "a unit without it" : Braces(unit.quantity_annotations().front());
    };
    const bool first = !from.quantity_annotations().empty();
    return Refusal{RefusalReason::kAnnotationsDiffer,
                   name(first ? from : to) + " does not convert to " + name(first ? to : from) + because};
  }
  const auto opaque = [](const Unit& unit) {
    OpaqueUnits all;
    for (const UnitPart& part : unit.parts()) {
      for (const auto& [code, exponent] : part.opaque) AddOpaque(all, code, exponent);
    }
    return all;
  };
  const OpaqueUnits from_opaque = opaque(from), to_opaque = opaque(to);
  if (from_opaque != to_opaque) {
    const OpaqueUnits& some = from_opaque.empty() ? to_opaque : from_opaque;
    return Refusal{RefusalReason::kArbitraryUnits, some.front().first + " converts to nothing but itself" + because};
  }
  for (const auto& [one, other] : {std::pair(&from, &to), std::pair(&to, &from)}) {
    for (const UnitPart& part : one->parts()) {
      if (part.annotation.empty()) continue;
      const UnitPart* same = FindPart(*other, part.annotation);
      if (same == nullptr) {
        return Refusal{RefusalReason::kAnnotationsDiffer, Braces(part.annotation) + " stands in one of the units only"};
      }
      if (part.count != same->count || part.opaque != same->opaque) {
        return Refusal{RefusalReason::kAnnotationsDiffer,
                       Braces(part.annotation) + " stands at different terms of the units"};
      }
    }
  }
  return std::nullopt;
}

// What g/g, L/L, mol/mol are fractions of; nothing for a plain number.
Exponents FractionOf(const Unit& unit) {
  Exponents both{};
  for (const UnitPart& part : unit.parts()) {
    for (size_t i = 0; i < kBases; ++i) both[i] += std::max(0, std::min(part.above[i], -part.below[i]));
  }
  return both;
}

bool FractionsDiffer(const Unit& from, const Unit& to) {
  if (from.Cancelled() != to.Cancelled()) return true;
  if (!IsZero(from.Net())) return false;
  const Exponents one = FractionOf(from), other = FractionOf(to);
  return one != other && !IsZero(one) && !IsZero(other);
}

}  // namespace

std::optional<Decimal> Conversion::Apply(const Decimal& value, Digits digits) const {
  if (digits.rule == Digits::kAsPrinted && factor == 1 && offset == 0) return value;
  const PrintedNumber printed = FromDecimal(value);
  const Rational exact = Exactly(printed.value);
  int place = 0;
  if (digits.rule == Digits::kDecimals) {
    place = -digits.count;
  } else if (digits.rule == Digits::kSignificant) {
    place = exact == 0 ? 0 : FloorLog10(exact) - digits.count + 1;
  } else if (usual_decimals) {
    place = -*usual_decimals;
  } else {
    place = FloorLog10(factor * PowerOfTen(printed.last_place));
  }
  return RoundAt(exact, place);
}

Outcome Convert(const Unit& from, const Unit& to, const Substance& substance) {
  if (substance.equation == Equation::kHba1c) {
    if (std::optional<Conversion> conversion = ConvertHba1c(from, to)) {
      conversion->text = TextOf(conversion->factor, conversion->offset, {"IFCC-NGSP master equation"});
      return std::move(*conversion);
    }
  }
  if (std::optional<Refusal> refusal = CompareNames(from, to, substance)) {
    return tl::unexpected<Refusal>(std::move(*refusal));
  }
  PartConverter parts(from, to, substance);
  static const UnitPart kNone;
  std::vector<std::string> annotations = {""};
  for (const UnitPart& part : from.parts()) {
    if (!part.annotation.empty()) annotations.push_back(part.annotation);
  }
  for (const std::string& annotation : annotations) {
    const UnitPart* one = FindPart(from, annotation);
    const UnitPart* other = FindPart(to, annotation);
    std::optional<Refusal> refusal = parts.Convert(one == nullptr ? kNone : *one, other == nullptr ? kNone : *other);
    if (refusal) return tl::unexpected<Refusal>(std::move(*refusal));
  }
  if (parts.reasons.empty() && FractionsDiffer(from, to)) {
    return Refuse(
        RefusalReason::kNoFactor,
        "a fraction of amounts, of masses and of volumes are different quantities without the analyte's equation");
  }
  Conversion conversion;
  if (from.affine() || to.affine()) {
    const Affine one = from.affine().value_or(Affine{from.factor(), 0});
    const Affine other = to.affine().value_or(Affine{to.factor(), 0});
    conversion.factor = one.slope / other.slope;
    conversion.offset = (one.offset - other.offset) / other.slope;
  } else {
    conversion.factor = from.factor() / to.factor() * parts.factor;
  }
  conversion.text = TextOf(conversion.factor, conversion.offset, parts.reasons);
  return conversion;
}

}  // namespace labintake::ucum
