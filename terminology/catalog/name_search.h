// One printed name in its context: the whole of it, its parts, or a name that is spelt a little differently.
//
// Pure function; thread-safe after first use.
#pragma once

#include <string_view>

#include "model/observation.h"
#include "terminology/catalog/analyte_choice.h"

namespace labintake::terminology {

struct FoundName {
  Choice choice;
  NameMatch match = NameMatch::kNone;
  bool known = false;  // the name is in the tables, whatever it means here
};

// REQUIRES: context.row is not null.
FoundName FindName(std::string_view name, const NameContext& context, const UnitKinds& units);

}  // namespace labintake::terminology
