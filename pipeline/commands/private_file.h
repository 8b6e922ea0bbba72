// Files and folders that only their owner may read (0600, 0700). Errors: kArgument, in one sentence.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::pipeline {

// Makes the folder unless it is there; its parent must be.
Result<void> MakePrivateFolder(const std::string& path);

// REQUIRES: no file of this name; an existing one is an error and is left as it is.
Result<void> WritePrivateFile(const std::string& path, std::string_view bytes);

Result<std::string> ReadWholeFile(const std::string& path);

}  // namespace labintake::pipeline
