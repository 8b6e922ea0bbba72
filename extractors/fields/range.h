// The grammar of a reference cell.
//
// Thread-safe pure function. Handles closed ("3.4-10.8", "98 -107", "3.5 to 10.8", "-2.0 - +2.0", "6 .0 - 8.0"),
// one-sided ("<5.7", "< or = 18.4", "0.2 OR LESS", "Up to 150", "≤200", "> OR = 60"), bracketed, labelled
// ("Ref: 4-11"), titer ("<1:40"), worded ("Negative", "Not Detected"), absent ("Not Estab.", "N/A", "See Note"),
// conditioned by sex or age, and banded cells ("Desirable < 200 Borderline 200-239 High > or = 240").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extractors/fields/number.h"
#include "model/observation.h"

namespace labintake::fields {

enum class RangeKind {
  kNone,      // the cell is empty, or says that there is no range
  kNumeric,   // low and/or high are set
  kTiter,     // <1:40
  kWords,     // a listed expected result: Negative, Clear, None seen
  kBanded,    // several ranges for several groups or grades; low and high are set only where one band is certainly the
              // reference ("Normal", "Negative", the patient's sex); otherwise a person must choose
  kUnparsed,  // none of these
};

struct PatientContext {
  std::string sex;               // "F", "M" or ""
  std::optional<int> age_years;  // completed years

  bool operator==(const PatientContext&) const = default;
};

struct RangeCell {
  ReferenceRange range;  // range.text: the cell without a unit, flag or brackets that belong to no range, as printed
                         // ("40-80" of "40%-80%")
  RangeKind kind = RangeKind::kNone;
  std::string unit_text;  // a unit printed in the cell ("65-99 mg/dL", "0.7-2.5 ng/dL", "6-22 (calc)" -> "(calc)")
  Flag flag;              // a flag word that stands before the range ("Low 13.0 - 17.0")
  bool mark_doubtful = false;
};

RangeCell ParseRangeCell(std::string_view cell, NumberStyle style, const PatientContext& patient = {});

}  // namespace labintake::fields
