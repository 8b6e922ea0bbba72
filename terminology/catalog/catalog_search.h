// Analytes by what people type: names, parts of names, misspelt names, LOINC codes, ids.
//
// Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "terminology/catalog/catalog.h"

namespace labintake::terminology {

// At most `limit` analytes, best first: the id or a LOINC code itself, then a name as listed, then names that begin with
// the words, then names that are spelt much alike or begin nearly so, then names that share words.
std::vector<AnalyteEntry> SearchCatalog(std::string_view words, size_t limit);

}  // namespace labintake::terminology
