// JSON values as YAML that a person may edit, and that ReadYaml (yaml_json.h) reads back as the same values.
//
// Pure functions; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace labintake::formats {

// A text as one scalar, in quotes where it would else be read as something else: inside of [...] and {...} too.
std::string YamlScalar(std::string_view text);

// `value` in the order of its keys: short lists and maps of scalars on one line, everything else on lines of its own.
std::string YamlOf(const nlohmann::ordered_json& value);

}  // namespace labintake::formats
