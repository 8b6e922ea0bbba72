// A password as a person types it.
#pragma once

#include <string>

#include "model/error.h"

namespace labintake::pipeline {

// From a terminal without showing it, asked for twice; otherwise the first line of stdin. Error kArgument: nothing was
// given, or the two differ.
Result<std::string> ReadPassword();

}  // namespace labintake::pipeline
