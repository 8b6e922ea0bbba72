// Formulas between analytes, as lab_formats/catalog/identities.tsv writes them.
//
//   relation := sum ("=" | "<=" | ">=") sum
//   sum      := product (("+" | "-") product)*
//   product  := power (("*" | "/") power)*
//   power    := factor ["^" factor]
//   factor   := number | number ".." number       "3.1..11.9": anything between the two
//             | "-" factor
//             | analyte                           required
//             | "[" analyte "]"                   0 where it is not printed
//             | "[" analyte ":" low ".." high "]" anything between the two where it is not printed
//             | "[" "0.." analyte "]"             printed or not, it may be counted elsewhere: from 0 to its value
//             | ("min" | "max") "(" sum "," sum ")" | "(" sum ")"
//
// Analytes are ids of the catalogue; since these have hyphens, operators stand between spaces. "a|b" is a or, where
// that is not printed, b. Values are in the analytes' canonical units; "a@mmol/mol" is an a that is printed in this
// unit, as it is printed. `age` (years) and `female` (1 or 0) stand for the patient.
//
// Immutable once parsed; thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "terminology/validation/interval.h"

namespace labintake::validation {

// What is known of one input; `present` is false for what is not printed (or printed twice, or with a comparator).
struct Input {
  Interval value;
  bool present = false;
};

class Formula {
 public:
  enum class Relation { kEqual, kAtMost, kAtLeast };

  Formula() = default;
  // `number_of` gives each analyte its place in the inputs of Evaluate. nullopt when `text` is no relation.
  static std::optional<Formula> Parse(std::string_view text, const std::function<size_t(std::string_view)>& number_of);

  struct Sides {
    Interval left, right;
  };
  // Not valid where a required input is not present.
  Sides Evaluate(std::span<const Input> inputs) const;

  Relation relation() const { return relation_; }
  // The places of the inputs, each once, in the order of the formula; those in brackets are optional.
  const std::vector<size_t>& required() const { return required_; }
  const std::vector<size_t>& optional() const { return optional_; }

 private:
  friend class FormulaParser;

  enum class Op { kConstant, kInput, kOptional, kUpTo, kAdd, kSubtract, kMultiply, kDivide, kPower, kLeast, kGreatest };
  struct Step {
    Op op = Op::kConstant;
    Interval constant;  // of kConstant; the default of kOptional
    size_t input = 0;
  };
  static Interval Run(const std::vector<Step>& steps, std::span<const Input> inputs);

  Relation relation_ = Relation::kEqual;
  std::vector<Step> left_, right_;  // in postfix order
  std::vector<size_t> required_, optional_;
};

}  // namespace labintake::validation
