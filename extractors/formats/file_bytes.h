// Small files as a whole.
#pragma once

#include <optional>
#include <string>

namespace labintake::formats {

// nullopt where the file cannot be read.
std::optional<std::string> ReadBytes(const std::string& path);

// Puts a new file in the place of an old one: readers see either, whole. What cannot be written is left as it was.
void ReplaceBytes(const std::string& path, const std::string& bytes);

}  // namespace labintake::formats
