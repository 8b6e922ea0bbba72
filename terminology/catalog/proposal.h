// What a recognised row is proposed to say in place of what was read.
//
// Pure function; thread-safe.
#pragma once

#include <algorithm>
#include <string>

#include "model/observation.h"

namespace labintake::terminology {

// Says in a finding of the row, in place of those of the same code, that `read` is taken for `taken`, and leaves at most
// half of the row's confidence: a person looks at it.
inline void Propose(FindingCode code, const std::string& read, const std::string& taken, const Box& box,
                    Observation* row) {
  constexpr double kProposed = 0.5;
  std::erase_if(row->findings, [&](const Finding& f) { return f.code == code; });
  row->findings.push_back({code, "\"" + read + "\" is taken for \"" + taken + "\"", box});
  row->confidence = std::min(row->confidence, kProposed);
}

}  // namespace labintake::terminology
