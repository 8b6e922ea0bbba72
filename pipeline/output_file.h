// Files that are written whole or not at all.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::pipeline {

// Writes `bytes` to `path`, whole or not at all: an existing regular file is replaced only when everything is written.
// Only the owner may read it, unless `mode` says otherwise. What is no regular file (a pipe, a device) is written in
// place; "-" is stdout. On error kNotFound; the message names no file.
Result<void> ReplaceFile(const std::string& path, std::string_view bytes, mode_t mode = 0600);

}  // namespace labintake::pipeline
