#include "extractors/formats/definition_file.h"

#include <gtest/gtest.h>

#include "tests/formats/definitions.h"

namespace labintake::formats {
namespace {

using terminology::ColumnRole;
using test::DefinitionsOf;
using test::YamlOf;

std::string ErrorOf(const std::string& yaml) {
  const Result<CheckedFile> checked = CheckFile(yaml, "formats/x-lab.yaml");
  EXPECT_FALSE(checked);
  return checked ? "" : checked.error().message;
}

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

constexpr const char* kTable = R"(
tables:
  - name: results
    columns:
      - {is: name, head: [Test, Analyte], from: 0, to: 0.4}
      - {is: result, head: Result, from: 0.4, to: 0.6, unit: mg/L}
      - {is: range, head: {regex: "ref.*"}}
    until: End of report
    skip: [{regex: "^\\d+ tests$"}, Remark]
    unit: mmol/L
    continues: false
)";

TEST(DefinitionFile, DecodesWhatIsWrittenAndDefaultsTheRest) {
  const std::vector<Definition> all = DefinitionsOf("x-lab", YamlOf("x-lab", "X Laboratory", kTable));
  ASSERT_EQ(all.size(), 1u);
  const Definition& d = all[0];
  EXPECT_EQ(d.id, "x-lab");
  EXPECT_EQ(d.lab, "Lab of x-lab");
  EXPECT_TRUE(d.verified);
  EXPECT_TRUE(d.general_elsewhere);
  EXPECT_EQ(d.decimal, fields::DecimalMark::kUnknown);
  ASSERT_EQ(d.tables.size(), 1u);
  const TableRule& table = d.tables[0];
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[0].heads.size(), 2u);
  EXPECT_EQ(table.columns[1].role, ColumnRole::kResult);
  EXPECT_EQ(table.columns[1].unit, "mg/L");
  EXPECT_EQ(table.columns[1].from, 0.4);
  EXPECT_TRUE(table.columns[2].heads[0].regex);
  EXPECT_FALSE(table.columns[2].to);
  EXPECT_EQ(table.until.size(), 1u);
  EXPECT_EQ(table.skip.size(), 2u);
  EXPECT_FALSE(table.continues);
  EXPECT_EQ(table.head_lines, 2);
}

TEST(DefinitionFile, ErrorsNameLineKeyAndWhatIsAllowed) {
  const std::string error = ErrorOf(
      "id: x-lab\nlab: X\nrest_on: [a]\nfingerprint:\n  must: [X]\ntables:\n  - name: a\n    columns:\n"
      "      - {is: nam, head: Test}\n      - {is: result, from: 1.5}\n");
  EXPECT_TRUE(Has(error, "formats/x-lab.yaml:3: there is no key 'rest_on' here; the keys are ")) << error;
  EXPECT_TRUE(Has(error, "the key 'rests_on' is missing; give what the definition was made from")) << error;
  EXPECT_TRUE(Has(error,
                  "formats/x-lab.yaml:9: tables[1].columns[1].is: 'nam' is not allowed here; give what stands in "
                  "the column: name, result"))
      << error;
  EXPECT_TRUE(Has(error,
                  "formats/x-lab.yaml:10: tables[1].columns[2].from: 1.5 is not allowed here; give its left edge, "
                  "as a share of the page's width, from 0 to 1"))
      << error;
}

TEST(DefinitionFile, RefusesWhatTheSchemaCannotSay) {
  const auto with = [](const std::string& more) { return ErrorOf(YamlOf("x-lab", "X", more)); };
  EXPECT_TRUE(Has(ErrorOf(YamlOf("y-lab", "X")), "the file has to be y-lab.yaml"));
  EXPECT_TRUE(Has(with("tables:\n  - name: a\n    columns: [{is: name, head: T}, {is: unit, head: U}]\n"),
                  "no column is a result"));
  EXPECT_TRUE(Has(with("tables:\n  - name: a\n    columns: [{is: code, head: T}, {is: result, head: U}]\n"),
                  "no column is the name"));
  EXPECT_TRUE(
      Has(with("tables:\n  - name: a\n    columns: [{is: name, head: T, from: 0.5}, {is: result, from: 0.4}]\n"),
          "begins left of the one before"));
  EXPECT_TRUE(Has(with("tables:\n  - name: a\n    columns: [{is: name}, {is: result}]\n"), "need 'after'"));
  EXPECT_TRUE(Has(with("lines:\n  - {name: a, pattern: '(?P<name>x'}\n"), "x-lab.yaml:7: this is no expression"));
  EXPECT_TRUE(Has(with("lines:\n  - {name: a, pattern: '(?P<name>x)(?P<vlaue>y)'}\n"), "there is no group 'vlaue'"));
  EXPECT_TRUE(Has(with("ignore: [{regex: 'a(b'}]\n"), "this is no expression that RE2 knows"));
  EXPECT_TRUE(Has(with("header:\n  - {field: sex}\n"), "needs a 'label', a 'pattern' or what it always 'is'"));
  EXPECT_TRUE(Has(with("header:\n  - {field: sex, pattern: 'x'}\n"), "no group"));
  EXPECT_TRUE(Has(with("lab: Again\n"), "this key stands here twice"));
  EXPECT_TRUE(Has(ErrorOf("id: [x\n"), "this is no YAML"));
  EXPECT_TRUE(Has(ErrorOf(""), "missing") || Has(ErrorOf(""), "not allowed"));
}

TEST(DefinitionFile, VersionsReplaceKeysAndKeepTheRest) {
  const std::vector<Definition> all = DefinitionsOf(
      "x-lab",
      YamlOf("x-lab", "X", "decimal: comma\nlanguage: nl\nversions:\n  - version: '2019'\n    decimal: point\n"));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].id, "x-lab/2019");
  EXPECT_EQ(all[0].decimal, fields::DecimalMark::kComma);
  EXPECT_EQ(all[1].decimal, fields::DecimalMark::kPoint);
  EXPECT_EQ(all[1].language, "nl");
  EXPECT_NE(all[0].hash, all[1].hash);
}

TEST(DefinitionFile, AVersionIsCheckedLikeTheRest) {
  const std::string error = ErrorOf(
      YamlOf("x-lab", "X",
             "versions:\n  - version: a\n    decimal: dot\n  - version: b\n    lines: [{name: q, pattern: x}]\n"));
  EXPECT_TRUE(Has(error, "x-lab.yaml:8: decimal: 'dot' is not allowed here")) << error;
  EXPECT_TRUE(Has(error, "x-lab.yaml:10: the pattern needs the groups")) << error;
}

TEST(DefinitionFile, ADamagedObjectIsNoDefinition) {
  EXPECT_FALSE(DefinitionOf(nlohmann::json::object(), "x.yaml"));
  EXPECT_FALSE(DefinitionOf(nlohmann::json::parse(R"({"id": 3, "lab": "X"})"), "x.yaml"));
}

}  // namespace
}  // namespace labintake::formats
