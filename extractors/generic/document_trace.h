// What the readers understood of a document's form, beside its rows: for people who describe the form
// (extractors/formats/sketch.h).
#pragma once

#include <vector>

#include "extractors/fields/date.h"
#include "extractors/fields/number.h"
#include "extractors/generic/table_head.h"

namespace labintake::generic {

// A table that gave rows.
struct TableTrace {
  int page = 0;
  TableHead head;                         // extents as its rows showed them
  bool carried = false;                   // goes on from the page before; the head stands there
  std::vector<std::vector<Box>> content;  // what its rows hold, one entry a column
};

struct DocumentTrace {
  fields::DecimalMark mark = fields::DecimalMark::kUnknown;
  fields::DateOrder dates = fields::DateOrder::kUnknown;
  std::vector<TableTrace> tables;  // with heads that are printed
};

}  // namespace labintake::generic
