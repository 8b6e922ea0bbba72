#include "extractors/formats/yaml_text.h"

#include <gtest/gtest.h>

#include "extractors/formats/schema_check.h"
#include "extractors/formats/yaml_json.h"
#include "tests/formats/definitions.h"

namespace labintake::formats {
namespace {

using Json = nlohmann::ordered_json;

nlohmann::json Again(const std::string& yaml) {
  const Result<YamlJson> read = ReadYaml(yaml, "x");
  EXPECT_TRUE(read) << yaml;
  return read ? read->value : nlohmann::json();
}

TEST(YamlText, ScalarsAreReadBackAsTheSameTexts) {
  for (const char* text : {"Reference Range",
                           "Ref. waarde",
                           "µg/L",
                           "",
                           " ",
                           "true",
                           "No",
                           "null",
                           "~",
                           "12",
                           "1.5",
                           "-",
                           "- a",
                           "a: b",
                           "a #b",
                           "#",
                           "[x]",
                           "{x}",
                           "a, b",
                           "\"q\"",
                           "it's",
                           "@",
                           "*",
                           "&",
                           "!",
                           "%",
                           "\\d+",
                           "a\nb",
                           "2024-05-01",
                           "+ / -",
                           "Größe",
                           "x ",
                           "? x",
                           "| x",
                           "y"}) {
    EXPECT_EQ(Again("[" + YamlScalar(text) + "]").at(0), nlohmann::json(text)) << YamlScalar(text);
    EXPECT_EQ(Again("a: {b: " + YamlScalar(text) + "}").at("a").at("b"), nlohmann::json(text));
    EXPECT_EQ(Again(YamlScalar(text) + ": 1").items().begin().key(), text);
  }
  EXPECT_EQ(YamlScalar("Ref. waarde"), "Ref. waarde") << "no quotes without need";
}

TEST(YamlText, ValuesAreReadBackInTheirOrder) {
  const Json value = Json::parse(R"({
    "id": "x", "lab": "L: 1", "on": true, "n": 0.5, "none": [], "empty": {},
    "marks": [{"text": "a", "at": "top"}, "b"],
    "tables": [{"name": "t", "columns": [{"is": "name", "head": ["A", {"regex": "b+"}]}, {"is": "result"}]},
               {"name": "u", "skip": ["one", "two"], "deep": [[1, [2, 3]], {"k": {"l": [4]}}]}],
    "long": ["0123456789 0123456789 0123456789 0123456789 0123456789", "0123456789 0123456789 0123456789 0123456789 012345"]
  })");
  const std::string yaml = YamlOf(value);
  EXPECT_EQ(Again(yaml), nlohmann::json(value)) << yaml;
  EXPECT_LT(yaml.find("id:"), yaml.find("lab:"));
  EXPECT_NE(yaml.find("  - name: t\n    columns:\n"), std::string::npos) << yaml;
}

TEST(WithDefaults, FillsEachLevelInTheSchemasOrder) {
  const Result<CheckedFile> checked = CheckFile(
      test::YamlOf("x", "X", "tables:\n  - {name: t, columns: [{is: name, head: A}, {is: result, head: B}]}\n"),
      "x.yaml");
  ASSERT_TRUE(checked);
  const Json whole = WithDefaults(checked->versions.front());
  EXPECT_EQ(whole.at("elsewhere"), "general");
  EXPECT_EQ(whole.at("verified"), true);
  EXPECT_EQ(whole.at("review").at("all"), false);
  EXPECT_EQ(whole.at("fingerprint").at("table"), true);
  EXPECT_EQ(whole.at("tables").at(0).at("head_lines"), 2);
  EXPECT_FALSE(whole.contains("decimal")) << "what is found out has no default";
  EXPECT_EQ(whole.begin().key(), "id");
  EXPECT_EQ(whole.at("tables").at(0).begin().key(), "name");
  EXPECT_TRUE(CheckSchema(nlohmann::json(whole)).empty());
}

}  // namespace
}  // namespace labintake::formats
