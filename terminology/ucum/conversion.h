// From one unit to another, exactly, or the reason why not.
//
// Pure functions; thread-safe.
//
//   const auto conversion = Convert(*table->Parse("mmol/L"), *table->Parse("mg/dL"), {Decimal::Parse("180.156")});
//   conversion->text                                     == "x 18.0156 (molar mass 180.156 g/mol)"
//   conversion->Apply(*Decimal::Parse("5.5"))->ToString() == "99"
//
// What converts:
//   - units of one dimension (unit.h): by their exact factors;
//   - mass to amount of substance, with the molar mass of the substance above the line. What stands below the line is
//     another substance, and keeps its quantity; only for {creat} the molar mass is known: mg/g{creat} to
//     mmol/mol{creat};
//   - equivalents to moles, with the charge; osmoles to nothing else, because how a substance dissociates is not known;
//   - arbitrary units, units that count something of their own ([HPF]) and logarithmic scales (B, [pH]): only to
//     themselves, with prefixes ([IU]/L to m[IU]/mL, not to U/L);
//   - temperatures, by their exact functions;
//   - fractions: %, 1 and L/L, but no fraction of amounts (mmol/mol) to any other, and no g/g to L/L. What percents are
//     parts of is not printed, and of HbA1c they are parts by another definition: see Equation.
// Annotations have to be equal, by the rule in annotation.h.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "model/decimal.h"
#include "terminology/ucum/rational.h"
#include "terminology/ucum/unit.h"

namespace labintake::ucum {

// An equation that stands in place of a factor.
enum class Equation {
  kNone,
  // HbA1c between NGSP % and IFCC mmol/mol: IFCC = 10.93 * NGSP - 23.5, and its exact inverse. The master equation of
  // the IFCC network (Hoelzel et al., Clin Chem 2004;50:166-174; printed so by the network and by laboratories). The
  // network's rounded inverse, 0.0915 * IFCC + 2.15, differs by less than 0.01 % over the range of patients; one
  // equation for both ways lets values return to themselves.
  kHba1c,
};

// What is known of the analyte. All members may be left out.
struct Substance {
  std::optional<Decimal> molar_mass;  // g/mol, greater than 0
  std::optional<int> charge;          // of the ion; the sign does not matter; not 0
  Equation equation = Equation::kNone;
  // Why no factor between mass and amount (or between annotations) is right for it, as the end of a sentence: "the
  // size of the particle differs from person to person". When set, molar_mass is not used.
  std::string no_factor;
};

enum class RefusalReason {
  kDifferentQuantities,
  kNeedsMolarMass,
  kNeedsCharge,
  kArbitraryUnits,     // different ones, or one and none
  kAnnotationsDiffer,  // {FEU} and {DDU}, {creat} and none, on another side
  kNoFactor,           // Substance::no_factor, or fractions of different kinds
};

struct Refusal {
  RefusalReason reason = RefusalReason::kDifferentQuantities;
  std::string message;  // one sentence for people
};

// How many digits a converted number gets.
struct Digits {
  enum Rule {
    // The last digit shown is the largest power of ten that is not above what one unit in the last printed digit is
    // worth in the new unit. So values that were printed apart stay apart, and at most one digit is added:
    // 5.5 mmol/L glucose -> 99 mg/dL; 1.1 and 1.2 mg/dL creatinine -> 97 and 106 umol/L, which two significant digits
    // would make 97 and 110. An equation brings its usual digits instead: HbA1c has one decimal as %, none as mmol/mol.
    kAsPrinted,
    kDecimals,     // `count` digits after the point
    kSignificant,  // `count` significant digits
  };
  Rule rule = kAsPrinted;
  int count = 0;
};

// new value = factor * value + offset.
struct Conversion {
  Rational factor = 1;
  Rational offset = 0;
  std::optional<int> usual_decimals;  // of an equation
  // For people: "x 88.4017 (molar mass 113.12 g/mol)", "x 10.93 - 23.5 (IFCC-NGSP master equation)", "x 1".
  std::string text;

  Rational Exactly(const Rational& value) const { return factor * value + offset; }
  // Rounded half to even on the exact value. Where nothing changes, `value` as it was printed. nullopt: the number is
  // too large or too small for a Decimal.
  std::optional<Decimal> Apply(const Decimal& value, Digits digits = {}) const;
};

tl::expected<Conversion, Refusal> Convert(const Unit& from, const Unit& to, const Substance& substance = {});

}  // namespace labintake::ucum
