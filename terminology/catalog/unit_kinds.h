// Which units can measure the same thing, for choosing among analytes and their codes.
#pragma once

#include <string_view>

#include "model/observation.h"
#include "terminology/catalog/catalog.h"

namespace labintake::terminology {

class UnitKinds {
 public:
  virtual ~UnitKinds() = default;
  // True when both are valid UCUM units of one kind: what one measures can be said in the other without knowing the
  // substance (mg/dL and g/L; not mg/dL and mmol/L, not %, not mg/g{creat} and mg/g).
  virtual bool SameKind(std::string_view a, std::string_view b) const = 0;
  // False when the row's range, or its value where it has none, lies outside of what is believed for the analyte. True
  // where nothing can be compared.
  virtual bool Believable([[maybe_unused]] const AnalyteEntry& analyte, [[maybe_unused]] const Observation& row) const {
    return true;
  }
};

}  // namespace labintake::terminology
