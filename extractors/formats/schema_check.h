// A definition held against lab_formats/format.schema.json. The only code that knows valijson.
//
// Pure function; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace labintake::formats {

struct SchemaProblem {
  std::string pointer;  // JSON pointer of the value; of the map for a key that is missing or unknown
  std::string message;  // what is wrong, and what is allowed there
};

// In the order of the file's keys; empty for a definition that the schema allows.
std::vector<SchemaProblem> CheckSchema(const nlohmann::json& definition);

// The schema itself.
const nlohmann::json& Schema();

// `definition` with the schema's default for each key that it leaves out, in the schema's order of keys. REQUIRES: the
// schema allows it.
nlohmann::ordered_json WithDefaults(const nlohmann::json& definition);

}  // namespace labintake::formats
