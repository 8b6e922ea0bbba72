// How a laboratory prints an analyte: name, unit and range of its latest reports, to fill in a template.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

struct PrintedHabit {
  std::string name, unit, range;
};

// By the id of the analyte; from rows that were accepted on the laboratory's latest reports, the last one first.
// Analytes that it has not printed there are left out. `lab`: as printed.
Result<std::map<std::string, PrintedHabit>> ReadHabits(ReviewDatabase& database, const std::string& lab,
                                                       const std::vector<std::string>& analytes);

}  // namespace labintake::db
