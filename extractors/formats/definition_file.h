// Definitions of lab formats from files.
//
// Pure functions; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/formats/definition.h"
#include "model/error.h"

namespace labintake::formats {

// A file that was checked: one JSON object for each version of the format, with what versions share in each.
struct CheckedFile {
  std::string file;                      // name, without folders
  std::vector<nlohmann::json> versions;  // at least one
};

// The schema, then what it cannot say: the id is the file's name, expressions compile, each table has a column of names
// and one of results, edges of columns do not cross. Error kConfiguration, one line for each thing that is wrong:
// "labcorp.yaml:12: tables[1].columns[2].is: 'reslt' is not allowed here; give ...". `name` may have folders.
Result<CheckedFile> CheckFile(std::string_view yaml, const std::string& name);

// The role as definitions name it; "note" for what they have no name for.
std::string_view NameOfRole(terminology::ColumnRole role);

// The definition in a version of a checked file. Never fails on what CheckFile allowed; nullopt for anything else.
// `hash` is HashOf(version) where that is known; "" asks for it.
std::optional<Definition> DefinitionOf(const nlohmann::json& version, const std::string& file,
                                       const std::string& hash = "");

// Of what a version says; comments and the order of keys do not count.
std::string HashOf(const nlohmann::json& version);

}  // namespace labintake::formats
