// Pictures of the places that review items are about. Documents are opened and drawn in worker processes only.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

// Hands each of `items` to `receive` in their order, with its picture as a PNG file, "" where there is none. What could
// not be pictured is said on `log`, once a document. An error of `receive` ends the work and is returned. Items of one
// document should stand together, because their document is then opened once for several of them.
Result<void> DrawItems(db::Store& store, const std::vector<db::ReviewItem>& items, const std::string& password,
                       std::ostream& log,
                       const std::function<Result<void>(const db::ReviewItem& item, const std::string& png)>& receive);

}  // namespace labintake::pipeline
