// Which accepted rows are drawn for audit.
//
// Pure function; thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace labintake::pipeline {

// True for a share of `fraction` of all rows, by the hash of the document and the row's place in it: whoever reads
// the document again draws the same rows, and neither workers, order nor time have a part in it. A row that is drawn at
// one fraction is drawn at every larger one. `sha256` is the document's; `report` is 1-based, `row` an index.
bool DrawnForAudit(std::string_view sha256, int report, std::size_t row, double fraction);

}  // namespace labintake::pipeline
