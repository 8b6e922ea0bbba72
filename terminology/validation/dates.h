// The order of a report's dates: born, collected, received, reported.
#pragma once

#include "model/report.h"

namespace labintake::validation {

// A day that lies before one that must come first is a doubt about the report as a whole where it was recognised, and
// may be misread; in a text layer it is noted. A time that does so on one day is noted, since clocks of wards and
// laboratories differ.
void CheckDates(Report* report);

}  // namespace labintake::validation
