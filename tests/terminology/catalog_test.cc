#include "terminology/catalog/catalog.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "terminology/catalog/catalog_check.h"
#include "terminology/catalog/catalog_search.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/official_names.h"

namespace labintake::terminology {
namespace {

TEST(Catalog, AnAnalyteIsFoundByItsIdWithAllItsFields) {
  const auto entry = Catalog::Find("creatinine-serum");
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->id, "creatinine-serum");
  EXPECT_EQ(entry->component, "creatinine");
  EXPECT_EQ(entry->specimen, "serum");
  EXPECT_EQ(entry->unit, "mg/dL");
  EXPECT_FALSE(entry->molar_mass.empty());
  EXPECT_FALSE(entry->about.empty());
  EXPECT_FALSE(Catalog::Find("creatinine").has_value());
  EXPECT_FALSE(Catalog::Find("").has_value());
}

TEST(Catalog, TheUsualSpecimenOfAComponentComesFirst) {
  const std::vector<AnalyteEntry> creatinine = Catalog::OfComponent("creatinine");
  ASSERT_GT(creatinine.size(), 1u);
  EXPECT_EQ(creatinine.front().id, "creatinine-serum");
}

TEST(Catalog, CodesHaveTheirOfficialNames) {
  const std::vector<LoincCode> codes = Catalog::CodesOf("hemoglobin-blood");
  ASSERT_FALSE(codes.empty());
  EXPECT_EQ(codes.front().loinc, "718-7");
  EXPECT_EQ(codes.front().long_name, "Hemoglobin [Mass/volume] in Blood");
}

TEST(CatalogCheck, CheckDigitsAreLoincs) {
  for (const std::string_view good : {"718-7", "2160-0", "6690-2", "98979-8"}) EXPECT_TRUE(HasCheckDigit(good)) << good;
  for (const std::string_view bad : {"718-6", "2160-1", "718", "-7", "71a-7", "718-77", ""})
    EXPECT_FALSE(HasCheckDigit(bad)) << bad;
}

TEST(CatalogCheck, TheCatalogueIsSound) {
  const Result<ucum::Table> units = ucum::Table::OpenInstalled();
  ASSERT_TRUE(units.has_value());
  const CatalogReport report = CheckCatalog(*units, OfficialNames());
  for (const CatalogProblem& problem : report.problems) ADD_FAILURE() << problem.subject << ": " << problem.message;
  EXPECT_GT(report.analytes, 3000u);
  EXPECT_GT(report.verified_codes, 1000u);
}

// The tables of words that the resolver takes names apart by.
TEST(CatalogWords, AreListedOnceWithARoleThatIsKnown) {
  const std::set<std::string> roles = {"noise", "percent", "absolute", "soft"};
  const std::set<std::string> specimens = [] {
    std::set<std::string> known = {"whole-blood"};
    Catalog::ForEachAnalyte([&](const AnalyteEntry& a) { known.emplace(a.specimen); });
    return known;
  }();
  const std::set<std::string> panels = [] {
    std::set<std::string> known;
    Catalog::ForEachAnalyte([&](const AnalyteEntry& a) {
      std::istringstream tags{std::string(a.panels)};
      for (std::string tag; std::getline(tags, tag, ',');) known.insert(tag);
    });
    Catalog::ForEachName([&](std::string_view, const std::vector<NameMeaning>& meanings) {
      for (const NameMeaning& meaning : meanings) {
        std::istringstream conditions{std::string(meaning.only)};
        for (std::string condition; conditions >> condition;)
          if (condition.starts_with("panel=")) known.insert(condition.substr(6));
      }
    });
    return known;
  }();
  for (const auto& [name, known] : {std::pair("name_words.tsv", roles), std::pair("specimen_words.tsv", specimens),
                                    std::pair("panel_words.tsv", panels)}) {
    std::ifstream file(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/catalog/" + name);
    ASSERT_TRUE(file) << name;
    std::set<std::string> words;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      if (line.starts_with("# ") || line.empty()) continue;
      const size_t first = line.find('\t'), last = line.rfind('\t');
      ASSERT_TRUE(first != std::string::npos && first != last) << name << ": " << line;
      const std::string role = line.substr(last + 1);
      EXPECT_TRUE(known.contains(role)) << name << ": " << line;
      // A phrase may stand for two panels.
      const std::string word = line.substr(0, first) + (name == std::string("panel_words.tsv") ? role : "");
      EXPECT_TRUE(words.insert(word).second) << name << ": " << line << " is listed twice";
    }
    EXPECT_GT(words.size(), 100u) << name;
  }
}

TEST(CatalogSearch, NamesPartsMisspellingsAndCodesLeadToAnalytes) {
  const auto first = [](std::string_view words) {
    const std::vector<AnalyteEntry> found = SearchCatalog(words, 3);
    return found.empty() ? std::string() : std::string(found.front().id);
  };
  EXPECT_EQ(first("718-7"), "hemoglobin-blood");
  EXPECT_EQ(first("Thrombozyten"), "platelets-blood");
  EXPECT_EQ(first("sodium"), "sodium-serum");
  EXPECT_EQ(first("haemoglobbin"), "hemoglobin-blood");
  EXPECT_EQ(first("qqqqqqqq"), "");
  EXPECT_LE(SearchCatalog("acid", 5).size(), 5u);
}

TEST(NearNames, AreNearestFirstAndNeverDifferInFigures) {
  const std::vector<NearName> near = NearNames("hemoglobn", 2);
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(near.front().key, "hemoglobin");
  EXPECT_EQ(near.front().distance, 1);
  for (const NearName& n : NearNames("il3", 2)) EXPECT_NE(n.key, "il6");
}

// LOINC's table as a user imports it, in a folder of its own.
class OfficialNamesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("labintake-names-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    setenv("LABINTAKE_DATA_DIR", folder_.c_str(), 1);
  }
  void TearDown() override {
    unsetenv("LABINTAKE_DATA_DIR");
    std::filesystem::remove_all(folder_);
  }
  std::string Write(const std::string& text) {
    const std::string path = (folder_ / "Loinc.csv").string();
    std::ofstream(path) << text;
    return path;
  }
  std::filesystem::path folder_;
};

TEST_F(OfficialNamesTest, NothingIsThereBeforeItIsImported) {
  const Result<OfficialNames> names = OfficialNames::Open();
  ASSERT_TRUE(names.has_value());
  EXPECT_TRUE(names->empty());
}

TEST_F(OfficialNamesTest, AnImportedTableIsFoundAndHeldAgainstTheCatalogue) {
  const Result<size_t> count =
      ImportLoinc(Write("\"LOINC_NUM\",\"STATUS\",\"LONG_COMMON_NAME\"\r\n"
                        "\"718-7\",\"ACTIVE\",\"Hemoglobin [Mass/volume] in Blood\"\r\n"
                        "\"2160-0\",\"ACTIVE\",\"Another, \"\"quoted\"\" name\"\r\n"));
  ASSERT_TRUE(count.has_value()) << count.error().message;
  EXPECT_EQ(*count, 2u);
  const Result<OfficialNames> names = OfficialNames::Open();
  ASSERT_TRUE(names.has_value());
  ASSERT_NE(names->Find("2160-0"), nullptr);
  EXPECT_EQ(names->Find("2160-0")->long_common_name, "Another, \"quoted\" name");
  EXPECT_EQ(names->Find("1-8"), nullptr);
  unsetenv("LABINTAKE_DATA_DIR");  // the table of units is beside the program
  const CatalogReport report = CheckCatalog(*ucum::Table::OpenInstalled(), *names);
  const auto about = [&](std::string_view code) {
    return std::any_of(report.problems.begin(), report.problems.end(),
                       [&](const CatalogProblem& p) { return p.subject == code; });
  };
  EXPECT_FALSE(about("718-7"));
  EXPECT_TRUE(about("2160-0")) << "its name differs";
  EXPECT_TRUE(about("6690-2")) << "the imported table does not have it";
}

TEST_F(OfficialNamesTest, OtherFilesAreRefusedWithWhatToDo) {
  const Result<size_t> other = ImportLoinc(Write("a,b\n1,2\n"));
  ASSERT_FALSE(other.has_value());
  EXPECT_NE(other.error().message.find("LONG_COMMON_NAME"), std::string::npos);
  EXPECT_FALSE(ImportLoinc(Write("")).has_value());
  EXPECT_FALSE(ImportLoinc((folder_ / "missing.csv").string()).has_value());
}

TEST_F(OfficialNamesTest, ADamagedFileIsAnError) {
  std::ofstream(folder_ / "loinc.names") << "something else\n";
  const Result<OfficialNames> names = OfficialNames::Open();
  ASSERT_FALSE(names.has_value());
  EXPECT_EQ(names.error().code, ErrorCode::kDamaged);
}

}  // namespace
}  // namespace labintake::terminology
