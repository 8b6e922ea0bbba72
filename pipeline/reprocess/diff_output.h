// Differences between runs as text for a terminal and as JSON. Pure; thread-safe.
#pragma once

#include <string>

#include "db/run_change.h"
#include "pipeline/reprocess/row_diff.h"

namespace labintake::pipeline {

// A heading with counts, and a line for each difference: "+" new, "-" gone, "~" changed. Nothing from a document can
// move the cursor (TerminalText).
std::string DiffText(const db::DocumentEntry& document, const RunDiff& diff);

// {"document", "client", "file", "added", "removed", "changed", "reports", "unread"} in one line; the order of the keys
// is fixed.
std::string DiffJsonLine(const db::DocumentEntry& document, const RunDiff& diff);

}  // namespace labintake::pipeline
