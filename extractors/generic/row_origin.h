// Which rows of a page rest on recognition.
//
// Pure function; thread-safe.
#pragma once

#include <vector>

#include "model/observation.h"
#include "model/page.h"

namespace labintake::generic {

// Sets Observation::origin of `rows`, which were read from `page`: kOcr where a recognised word lies in one of the
// row's boxes. On a mixed page some rows come from the text layer and some from its pictures, and a row may be made of
// both.
void MarkOrigin(const Page& page, std::vector<Observation>* rows);

}  // namespace labintake::generic
