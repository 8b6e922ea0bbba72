// Files that only their owner may read.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::pipeline {

// Writes `bytes` to `path` with mode 0600, whole or not at all: an existing regular file is replaced only when
// everything is written. What is no regular file (a pipe, a device) is written in place; "-" is stdout.
// On error kNotFound; the message names no file.
Result<void> ReplaceFile(const std::string& path, std::string_view bytes);

}  // namespace labintake::pipeline
