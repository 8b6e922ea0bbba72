#include "terminology/validation/validate.h"

#include <vector>

#include "terminology/validation/dates.h"
#include "terminology/validation/duplicates.h"
#include "terminology/validation/identity_check.h"
#include "terminology/validation/identity_table.h"
#include "terminology/validation/lost_signs.h"
#include "terminology/validation/plausibility.h"
#include "terminology/validation/range_check.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {

void Validate(Report* report) {
  CheckDates(report);
  std::vector<RowFacts> rows = FactsOf(*report);
  // From what one row tells of itself to what rows tell of each other: a row that is doubted already explains what does
  // not fit it.
  CheckUnits(rows);
  CheckPlausible(rows);
  IdentityCheck identities(IdentityTable::Get(), report->header, rows);
  identities.FindFailures();
  CheckAgainstRange(rows);
  CheckLostSigns(rows);
  CheckRepeated(rows);
  identities.RaiseConfidence();
}

}  // namespace labintake::validation
