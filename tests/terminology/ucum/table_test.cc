#include "terminology/ucum/table.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "terminology/ucum/compile.h"
#include "terminology/ucum/conversion.h"
#include "terminology/ucum/import.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

// The smallest tables that are whole, in both forms.
std::string Essence(const std::string& more = "") {
  std::string xml =
      "<?xml version='1.0' encoding='ascii'?>\n<root xmlns='http://unitsofmeasure.org/ucum-essence' version='2.2' "
      "revision-date='2024-06-17'><prefix Code='k' CODE='K'><value value='1e3'/></prefix>";
  for (const char* base : {"m", "s", "g", "rad", "K", "C", "cd"}) {
    xml += std::string("<base-unit Code='") + base + "' CODE='X" + base + "'><property>p</property></base-unit>";
  }
  for (const char* amount : {"mol", "eq", "osm"}) {
    xml += std::string("<unit Code='") + amount + "' CODE='Y" + amount +
           "' isMetric='yes'><property>amount</property><value Unit='1' value='6'>6</value></unit>";
  }
  return xml + more + "</root>";
}

std::string EssenceUnit(const std::string& code, const std::string& of, const std::string& value,
                        const std::string& property = "length", const std::string& more = "") {
  return "<unit Code='" + code + "' CODE='Z' " + more + "><property>" + property + "</property><value Unit='" + of +
         "' value='" + value + "'>x</value></unit>";
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(UcumTableTest, SaysWhereItComesFrom) {
  const TableInfo& info = TestTable().info();
  EXPECT_EQ(info.format, "ucumDefs");
  EXPECT_TRUE(info.version.starts_with("ucum-lhc-")) << info.version;
  EXPECT_EQ(info.source_sha256.size(), 64u);
  EXPECT_EQ(info.prefixes, 24u);
  EXPECT_GT(info.units, 300u);
}

TEST(UcumTableTest, OpensAMissingFileWithAnError) {
  const Result<Table> table = Table::Open("/nowhere/ucum.table");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kNotFound);
}

TEST(UcumTableTest, RefusesEveryDamage) {
  const std::string bytes = ReadAll(LABINTAKE_UCUM_TABLE);
  ASSERT_TRUE(Table::FromBytes(bytes));
  for (size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 97) {
    const Result<Table> cut = Table::FromBytes(std::string_view(bytes).substr(0, length));
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().code, ErrorCode::kDamaged);
  }
  for (size_t at = 0; at < bytes.size(); at += at < 200 ? 1 : 97) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    EXPECT_FALSE(Table::FromBytes(changed)) << at;
  }
  EXPECT_FALSE(Table::FromBytes(bytes + "x"));
}

TEST(UcumCompileTest, ReadsTheEssence) {
  const Result<std::string> bytes =
      CompileTable(Essence(EssenceUnit("[ft]", "m", "3048e-4") + EssenceUnit("[inch]", "[ft]/12", "1") +
                           EssenceUnit("[X]", "1", "1", "arbitrary", "isArbitrary='yes'") +
                           EssenceUnit("[field]", "1", "100", "view area in microscope") +
                           "<unit Code='Cel' CODE='CEL' isMetric='yes' isSpecial='yes'><property>temperature</property>"
                           "<value Unit='cel(1 K)'><function name='Cel' value='1' Unit='K'/></value></unit>"));
  ASSERT_TRUE(bytes) << bytes.error().message;
  const Result<Table> table = Table::FromBytes(*bytes);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->info().version, "2.2");
  EXPECT_EQ(table->info().revision_date, "2024-06-17");
  EXPECT_EQ(Canonical(*table->Parse("[inch]")), "127.10*-3/5.m");
  EXPECT_EQ(Canonical(*table->Parse("kmol")), "10*3.mol");
  EXPECT_EQ(Canonical(*table->Parse("[X].[field]")), "[X].[field]");
  EXPECT_TRUE(table->Parse("Cel")->affine());
  EXPECT_FALSE(table->IsValid("k[ft]"));
}

TEST(UcumCompileTest, RefusesWhatIsNoTable) {
  for (const char* source :
       {"", "x", "{}", "[]", "<root/>", "<html></html>", "{\"units\": 1, \"prefixes\": 2}", "\xff\xfe"}) {
    EXPECT_FALSE(CompileTable(source)) << source;
  }
  std::string cut = Essence();
  cut.resize(cut.size() - 10);
  EXPECT_FALSE(CompileTable(cut));
  const std::string json = ReadAll(LABINTAKE_UCUM_SOURCE);
  ASSERT_TRUE(CompileTable(json));
  EXPECT_FALSE(CompileTable(json.substr(0, json.size() / 2)));
}

TEST(UcumCompileTest, NamesTheDefinitionThatIsWrong) {
  const auto message = [](const std::string& more) {
    const Result<std::string> bytes = CompileTable(Essence(more));
    return bytes ? std::string("compiled") : bytes.error().message;
  };
  EXPECT_EQ(message(EssenceUnit("[a]", "[b]", "1") + EssenceUnit("[b]", "[a]", "1")),
            "the table of units is damaged: the definition of '[a]' refers to itself");
  EXPECT_EQ(
      message(EssenceUnit("[a]", "[none]", "1")),
      "the table of units is damaged: the definition of '[a]' cannot be read (unit code, character 1: this unit is "
      "not known)");
  EXPECT_EQ(message(EssenceUnit("[a]", "m", "0")), "the table of units has a definition that cannot be understood");
  EXPECT_EQ(
      message("<base-unit Code='Q' CODE='Q'><property>p</property></base-unit>"),
      "the table of units is damaged: the definition of 'Q' is that of a base unit which labintake does not know");
}

TEST(UcumCompileTest, BothPublishedFormsAgree) {
  const std::string path = std::string(LABINTAKE_SOURCE_DIR) + "/../shared/reference/ucum/ucum-essence.xml";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no ucum-essence.xml at hand";
  const Result<std::string> bytes = CompileTable(ReadAll(path));
  ASSERT_TRUE(bytes) << bytes.error().message;
  const Result<Table> essence = Table::FromBytes(*bytes);
  ASSERT_TRUE(essence);
  EXPECT_EQ(essence->info().version, "2.2");
  std::string vocabulary = ReadAll(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/vocabulary/units.tsv");
  size_t compared = 0;
  for (const char* code :
       {"[mu_0]", "Oe", "[diop]", "[mesh_i]", "[S]", "Bd", "m[Hg]", "[ly]", "U", "kat", "g%", "[MET]"}) {
    const Result<Unit> one = TestTable().Parse(code), other = essence->Parse(code);
    ASSERT_TRUE(one && other) << code;
    EXPECT_EQ(Canonical(*one), Canonical(*other)) << code;
  }
  for (size_t at = 0; at < vocabulary.size();) {
    const size_t end = std::min(vocabulary.find('\n', at), vocabulary.size());
    const std::string line = vocabulary.substr(at, end - at);
    at = end + 1;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (second == std::string::npos || line.starts_with("printed\t") || second == first + 1) continue;
    const std::string code = line.substr(first + 1, second - first - 1);
    const Result<Unit> one = TestTable().Parse(code), other = essence->Parse(code);
    ASSERT_TRUE(one && other) << code;
    EXPECT_EQ(Canonical(*one), Canonical(*other)) << code;
    ++compared;
  }
  EXPECT_GT(compared, 1000u);
}

class UcumImportTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "labintake_ucum_import";
    std::filesystem::remove_all(folder_);
    setenv("LABINTAKE_DATA_DIR", (folder_ / "new" / "data").c_str(), 1);
  }
  void TearDown() override {
    unsetenv("LABINTAKE_DATA_DIR");
    std::filesystem::remove_all(folder_);
  }
  std::string Write(const std::string& bytes) {
    std::filesystem::create_directories(folder_);
    const std::string path = folder_ / "source";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::filesystem::path folder_;
};

TEST_F(UcumImportTest, TheUsersTableComesFirst) {
  const Result<Table> installed = Table::OpenInstalled();  // beside this program
  ASSERT_TRUE(installed) << installed.error().message;
  EXPECT_EQ(installed->info().format, "ucumDefs");

  const Result<ImportedTable> imported = ImportTable(Write(Essence()));
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->path, (folder_ / "new" / "data" / "ucum.table").string());
  EXPECT_EQ(imported->info.version, "2.2");
  struct stat status = {};
  ASSERT_EQ(stat(imported->path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);

  const Result<Table> users = Table::OpenInstalled();
  ASSERT_TRUE(users);
  EXPECT_EQ(users->info().version, "2.2");
}

TEST_F(UcumImportTest, AFailureLeavesTheTableThatWasThere) {
  const Result<ImportedTable> first = ImportTable(Write(Essence()));
  ASSERT_TRUE(first);
  const Result<ImportedTable> broken = ImportTable(Write("no table"));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kUnsupported);
  const Result<ImportedTable> missing = ImportTable(folder_ / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Table::OpenInstalled()->info().version, "2.2");
}

TEST_F(UcumImportTest, ADamagedTableOfTheUserIsNotPassedOver) {
  const Result<ImportedTable> imported = ImportTable(Write(Essence()));
  ASSERT_TRUE(imported);
  std::ofstream(imported->path, std::ios::binary | std::ios::app) << "x";
  const Result<Table> table = Table::OpenInstalled();
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kDamaged);
  EXPECT_NE(table.error().message.find(imported->path), std::string::npos);
}

}  // namespace
}  // namespace labintake::ucum
