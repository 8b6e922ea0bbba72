// What an annotation in curly braces means for a conversion. The UCUM standard gives annotations no meaning; for a
// laboratory mg/g{creat} is not mg/g, and {FEU} is not {DDU}.
//
// The rule, in the order in which it is applied:
//   1. Spellings: letter case does not count, and a few words have one name ({Creatinine} = {creat}, {hgb} = {Hb},
//      {RBCs} = {RBC}).
//   2. {FEU}, {DDU} and {calc}-like words speak of the quantity, not of the term before them: ng/mL{FEU} is
//      ng{FEU}/mL. The former have to be equal in both units; {calc} and {calculated} say nothing of the unit at all.
//   3. A counting word on a pure number above the line says what is counted and equals none: {cells}/uL is /uL,
//      10*3{WBC}/uL is 10*3/uL. Below the line it is another unit: /100{WBC} is not /100.
//   4. Any other annotation belongs to its term. Both units must have it on the same side with the same dimension.
//   5. {H2O} in a unit of osmoles says nothing new: osmolality is per kilogram of water by definition.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace labintake::ucum {

enum class AnnotationKind {
  kTerm,      // belongs to the term it stands at
  kQuantity,  // belongs to the whole unit
  kCount,     // equals none on a pure number above the line, else belongs to its term
  kNothing,   // equals none wherever it stands
};

struct Annotation {
  AnnotationKind kind = AnnotationKind::kTerm;
  std::string name;  // one spelling for all; small letters unless it is a word with capitals of its own (Hb, FEU)
};

// `text` without its braces.
Annotation ReadAnnotation(std::string_view text);

}  // namespace labintake::ucum
