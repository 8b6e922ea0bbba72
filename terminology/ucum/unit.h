// A unit of measure as its parts: what it is worth in base units, and of what.
//
// A Unit comes from Table::Parse (table.h) and holds no reference to the table. Immutable in use; any thread may read
// it.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminology/ucum/atom.h"

namespace labintake::ucum {

// The terms of a unit that carry the same annotation; those without one are the part "". Sides are kept apart, because
// the substance above the line is another than that below it: mg/g{creat}, ug/g.
struct UnitPart {
  std::string annotation;  // annotation.h: one spelling for all
  Exponents above{};       // of the terms above the line ("m-1" is below it)
  Exponents below{};
  int count = 0;       // annotated pure numbers: above the line minus below; 0 in the part ""
  OpaqueUnits opaque;  // [IU], [HPF], B, ...

  Exponents Net() const;
};

// A quantity that may be compared with another: two units whose values differ by a number have equal dimensions.
// Moles, equivalents and osmoles are dimensions, arbitrary units too, and annotations count (annotation.h). The reverse
// holds but for fractions of mass against fractions of volume, which have one dimension and no factor.
class Dimension {
 public:
  Dimension() = default;
  explicit Dimension(std::string key) : key_(std::move(key)) {}
  // The dimension as a unit code without a factor, for people and as a key: "g.m-3", "mol.mol-1{creat}".
  const std::string& ToString() const { return key_; }
  auto operator<=>(const Dimension&) const = default;

 private:
  std::string key_ = "1";
};

class Unit {
 public:
  // As it was parsed.
  const std::string& code() const { return code_; }
  // What one of it is worth in base units, the offset of an affine unit aside.
  const Rational& factor() const { return factor_; }
  // Ascending by annotation; no part is empty. A pure number has none.
  const std::vector<UnitPart>& parts() const { return parts_; }
  // Annotations that speak of the whole quantity, ascending: "FEU".
  const std::vector<std::string>& quantity_annotations() const { return quantity_annotations_; }
  // Set for a temperature scale (Cel, [degF], [degRe]) that stands alone; in a product such a unit is opaque. A prefix
  // is part of the slope.
  const std::optional<Affine>& affine() const { return affine_; }
  // Its code: "Cel", "mCel"; "" for other units.
  const std::string& scale() const { return scale_; }

  // Moles, equivalents and osmoles that stand on both sides (mmol/mol).
  Exponents Cancelled() const;
  // Exponents of all parts together.
  Exponents Net() const;
  Dimension dimension() const;

 private:
  friend class UnitBuilder;
  std::string code_;
  Rational factor_ = 1;
  std::vector<UnitPart> parts_;
  std::vector<std::string> quantity_annotations_;
  std::optional<Affine> affine_;
  std::string scale_;
};

// The same unit in base units, a valid code; equal for two units exactly when a value means the same in both:
// "mg/dL" -> "10.g.m-3", "ug/g{creat}" -> "10*-6.g.g-1{creat}". Scales keep their names: "mCel".
std::string Canonical(const Unit& unit);

// Collects the terms of a unit. Annotations are without braces, nullptr for none.
class UnitBuilder {
 public:
  enum Line { kBelow = -1, kAbove = 1 };
  void AddNumber(const Rational& number, Line line, const std::string_view* annotation);
  // `prefix` is nullptr for none; `exponent` is the printed one.
  void AddAtom(const Prefix* prefix, const Atom& atom, int exponent, Line line, const std::string_view* annotation);
  Unit Build(std::string_view code);

 private:
  void Add(const Rational& factor, const Exponents& exponents, const OpaqueUnits& opaque, int exponent,
           const std::string_view* annotation);
  UnitPart& PartOf(const std::string& annotation);
  void MakeScale();

  struct Scale {
    std::string atom, code;
    const Affine* affine;
  };
  Unit unit_;
  int terms_ = 0;
  std::vector<Scale> scales_;
};

}  // namespace labintake::ucum
