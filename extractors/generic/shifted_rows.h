// Rows of recognised pages whose result may be that of the row above or below, because the page was not quite flat.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/segment.h"
#include "model/observation.h"

namespace labintake::generic {

// Where another number of the results' column stands clearly nearer to the row's name than its own: that number. Null
// elsewhere, and for rows of a text layer. `segments` are those of the row's page, by line.
const Segment* NearerResult(const Observation& row, const std::vector<std::vector<Segment>>& segments);

}  // namespace labintake::generic
