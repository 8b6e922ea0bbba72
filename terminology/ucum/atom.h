// The terms of unit codes: prefixes ("m") and unit atoms ("mol", "[IU]"), with what they are worth.
//
// Plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "terminology/ucum/rational.h"

namespace labintake::ucum {

// UCUM's seven base units, and three that UCUM takes for pure numbers. For a laboratory a mole is no number, an
// equivalent is no mole (Ca2+: 1 mmol = 2 meq), and an osmole counts all dissolved particles.
enum Base { kMetre, kSecond, kGram, kRadian, kKelvin, kCoulomb, kCandela, kMole, kEquivalent, kOsmole, kBases };
inline constexpr std::array<std::string_view, kBases> kBaseCodes = {"m", "s",  "g",   "rad", "K",
                                                                    "C", "cd", "mol", "eq",  "osm"};

using Exponents = std::array<int, kBases>;
inline bool IsZero(const Exponents& exponents) { return exponents == Exponents{}; }

// Units that convert to nothing but themselves, by code, each with its exponent; ascending, no exponent 0.
using OpaqueUnits = std::vector<std::pair<std::string, int>>;
// Adds `exponent` of `code`.
void AddOpaque(OpaqueUnits& units, std::string_view code, int exponent);

struct Prefix {
  std::string code;
  Rational factor;
};

struct Atom {
  std::string code;
  bool metric = false;     // takes prefixes
  bool arbitrary = false;  // defined by a procedure, not by a quantity: [IU], [CFU]
  std::string function;    // of a special unit ("Cel", "pH", "lgTimes2"); "" for others
  // What it is worth: factor * base units * opaque units. An atom that is arbitrary, or special with a function that
  // is not affine, or a number that counts something of its own ([HPF]), is an opaque unit itself.
  Rational factor = 1;
  Exponents exponents{};
  OpaqueUnits opaque;
};

// Where a parser looks codes up. The pointers stay valid while the source lives.
class AtomSource {
 public:
  virtual ~AtomSource() = default;
  virtual const Atom* FindAtom(std::string_view code) const = 0;
  virtual const Prefix* FindPrefix(std::string_view code) const = 0;
};

// A special unit whose function is affine: kelvin = slope * value + offset.
struct Affine {
  Rational slope;
  Rational offset;
};
// nullptr for functions that are not affine (logarithms, tangents, roots). Cel, degF, degRe as the specification
// defines them: 273.15 K is 0 Cel, 459.67 [degF] below 0 [degF] is 0 K at 5/9 K each, 1 [degRe] is 5/4 K.
const Affine* FindAffine(std::string_view function);

}  // namespace labintake::ucum
