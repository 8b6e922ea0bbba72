// Which steps of reading a scanned page are taken. All are, unless somebody measures what one of them costs and buys.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::scan {

struct Steps {
  bool even_light = true;  // "even-light": shadows, stains and bands become white, light on dark is reversed
  bool straighten = true;  // "straighten": skew, keystone and curl are undone; quarter turns always are
  bool rules = true;       // "rules": drawn lines and panels are taken out
  bool ground = true;      // "ground": grey levels of the ground become plain white
  bool scale = true;       // "scale": all pages are brought to one letter height
  bool second = true;      // "second": each run of text is read by a second network
  bool ink = true;         // "ink": pieces of ink are counted against what was read
  bool third = true;       // "third": further views where the two readings differ or the ink contradicts them
  bool language = true;    // "language": the page's language chooses the model; else it is the English one

  bool operator==(const Steps&) const = default;
};

// All steps but those of `names`, joined by commas; all for "". Error kArgument, in one sentence: a name that is none.
Result<Steps> StepsWithout(std::string_view names);

// All names in the order of Steps, joined by ", ".
std::string StepNames();

}  // namespace labintake::scan
