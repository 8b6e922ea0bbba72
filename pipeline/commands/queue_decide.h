// `queue decide`: answers from a filled form (CSV) or from JSON lines.
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
};

struct DecideCounts {
  int applied = 0, postponed = 0, already = 0, unanswered = 0;
  int conflicts = 0;  // another answer stands, or the document has been read differently since
  int errors = 0;     // lines that are no answer
};

// Each answer is applied by itself; what cannot be applied is said on `log`, one sentence with the line's number.
// Errors: kArgument where the whole text is unusable, kStore where the store refuses (answers before that are kept).
Result<DecideCounts> DecideAll(db::Store& store, std::string_view text, const DecideRequest& request,
                               std::ostream& log);

}  // namespace labintake::pipeline
