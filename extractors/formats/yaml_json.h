// YAML as JSON values, each with the line that it stands on.
//
// Pure function; thread-safe.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::formats {

struct YamlJson {
  nlohmann::json value;
  std::map<std::string, int> lines;  // JSON pointer -> line, 1-based

  // The line of the value at `pointer`, or of the nearest value around it; 0 for an empty file.
  int LineOf(std::string pointer) const;
};

// Plain scalars become booleans, numbers or null where they look like one, quoted ones are texts. A key that stands
// twice is an error: which of the two counts would be a guess. Error kConfiguration: "<name>:<line>: ...".
Result<YamlJson> ReadYaml(std::string_view yaml, const std::string& name);

}  // namespace labintake::formats
