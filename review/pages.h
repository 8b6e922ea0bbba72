// The pages of the review server: files of review/pages/, part of the program. "/" is index.html. Thread-safe.
#pragma once

#include "review/http/message.h"

namespace labintake::review {

// 404 where there is no such file, 405 for other methods than GET.
Response PageFor(const Request& request);

}  // namespace labintake::review
