// Printed names to analytes.
//
// An analyte is known by name, specimen, panel and unit together. A name that means several things here is ambiguous, a
// name that no table has is unknown, and neither is guessed. Thread-safe after first use, except that a Resolver with
// its caches belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/observation.h"
#include "model/report.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/learned_names.h"
#include "terminology/catalog/unit_kinds.h"

namespace labintake::terminology {

class Resolver {
 public:
  // `learned` may be null. Both outlive the resolver.
  Resolver(const UnitKinds* units, const LearnedNames* learned) : units_(units), learned_(learned) {}

  // Fills `analyte` of every row of the report, with findings where the name is unknown, ambiguous or misspelt. Rows
  // whose meaning depends on the panel are read in the light of the other rows. A row whose analyte has an id already
  // keeps it: a lab format knows what the name means there.
  void Resolve(Report* report) const;

 private:
  const UnitKinds* units_;
  const LearnedNames* learned_;
};

}  // namespace labintake::terminology
