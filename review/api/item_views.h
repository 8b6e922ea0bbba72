// One item with everything that its page shows, for the person of the call.
#pragma once

#include <string>

#include "model/error.h"
#include "review/api/call.h"

namespace labintake::review {

// Errors: kNotFound, kStore.
Result<OrderedJson> ItemJson(Call& call, const std::string& item);

}  // namespace labintake::review
