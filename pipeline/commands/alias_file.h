// Aliases as a file: CSV with a head, so that people can read, change and pass them on.
//
//   lab,name,panel,specimen,analyte,by,at,note,id,added_in,retracted_in,retracted_by,retracted_at
//
// Lab "" is every laboratory, "-" a report that names none. Cells are guarded as csv.h says. Pure functions;
// thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/alias.h"
#include "model/error.h"

namespace labintake::pipeline {

std::string AliasesToCsv(const std::vector<db::Alias>& aliases);

struct AliasLine {
  int line = 0;
  db::Alias alias;      // id and what the store sets are empty
  std::string trouble;  // why it is none; "" if it is one
};

// Lines with the cells lab, name, panel, specimen, analyte, by and note, in any order; what is missing is "". Lines of
// retracted aliases are left out. `by` stands where a line names nobody. Error kArgument where the columns name and
// analyte are missing.
Result<std::vector<AliasLine>> AliasesFromCsv(std::string_view text, const std::string& by);

}  // namespace labintake::pipeline
