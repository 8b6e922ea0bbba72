// Recognised rows whose name or unit was misread by a letter or two: the nearest that fits the rest of the row.
//
// Pure function; thread-safe after first use.
#pragma once

#include "model/report.h"
#include "terminology/catalog/resolver.h"
#include "terminology/catalog/unit_kinds.h"

namespace labintake::terminology {

// Only rows that were recognised (Origin::kOcr) and wait are touched: confidence is below `accepted`, or no table has
// the name. Such a name gets the Greek letters that make it the name of one analyte
// (greek_names.h), loses words behind a known name that were read with doubt and are in no name, or becomes the one name that looks like it, or the one near
// name of the report's panels whose analyte is measured in the row's unit; a unit that no table has, or that the
// analyte is never given in, becomes the nearest that fits the analyte (misread_units.h); a result becomes the one
// result word that it is but for a letter or two. In any recognised row a unit that the name is never given in ("mg/d")
// becomes the one of the report that is and has a letter or two more. Each change is a finding that says what was read,
// and leaves at most half of the confidence: it is a proposal for the person who looks at the row. To be called before
// the report's names are resolved.
void MendMisreadRows(const Resolver& resolver, const UnitKinds& kinds, double accepted, Report* report);

}  // namespace labintake::terminology
