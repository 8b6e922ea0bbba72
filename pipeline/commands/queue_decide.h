// `queue decide`: answers from a filled form (CSV), from JSON lines, or from the command line.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

struct DecideRequest {
  std::string by;       // for answers that name nobody
  bool reopen = false;  // answers may replace other answers
  bool learn = true;    // names of stated analytes become aliases
};

struct DecideCounts {
  int applied = 0, postponed = 0, already = 0, unanswered = 0;
  int conflicts = 0;  // another answer stands, or the document has been read differently since
  int errors = 0;     // lines that are no answer
};

// One answer, as it is given on the command line: what `fields` leaves out is as the machine read it.
struct OneAnswer {
  std::string item, action, note;
  db::CorrectedFields fields;
};
Result<DecideCounts> DecideOne(db::Store& store, const OneAnswer& answer, const DecideRequest& request,
                               std::ostream& log);

// Each answer is applied by itself; what cannot be applied is said on `log`, one sentence with the line's number.
// Errors: kArgument where the whole text is unusable, kStore where the store refuses (answers before that are kept).
Result<DecideCounts> DecideAll(db::Store& store, std::string_view text, const DecideRequest& request,
                               std::ostream& log);

}  // namespace labintake::pipeline
