// Definitions for tests, from YAML.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extractors/formats/definition_file.h"

namespace labintake::formats::test {

// All versions of the format in `yaml`, whose id is `id`.
inline std::vector<Definition> DefinitionsOf(const std::string& id, const std::string& yaml) {
  const Result<CheckedFile> checked = CheckFile(yaml, id + ".yaml");
  std::vector<Definition> out;
  EXPECT_TRUE(checked) << checked.error().message;
  if (!checked) return out;
  for (const nlohmann::json& version : checked->versions) out.push_back(DefinitionOf(version, checked->file).value());
  return out;
}

// What every definition needs, and `more`.
inline std::string YamlOf(const std::string& id, const std::string& phrase, const std::string& more = "") {
  return "id: " + id + "\nlab: Lab of " + id + "\nrests_on: [a test]\nfingerprint:\n  must: ['" + phrase + "']\n" +
         more;
}

}  // namespace labintake::formats::test
