// The traits of reports of speciality laboratories, each on a sample that has it. That every row of these samples is
// right says golden_test; here stands what makes the trait one.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/golden/program_output.h"

namespace labintake::golden {
namespace {

using Json = nlohmann::json;

// The rows that the program makes of a sample's report.pdf; none where it fails.
std::vector<Json> RowsOf(const std::string& sample) {
  const std::filesystem::path file = std::filesystem::path(LABINTAKE_SOURCE_DIR) / "samples" / sample / "report.pdf";
  const std::optional<std::string> output = ProcessToJson(LABINTAKE_PROGRAM, file.string());
  if (!output) return {};
  const Json document = Json::parse(*output);
  std::vector<Json> rows;
  for (const Json& report : document.is_array() ? document : Json::array({document}))
    for (const Json& row : report.at("results")) rows.push_back(row);
  return rows;
}

std::vector<Json> Accepted(const std::string& sample) {
  std::vector<Json> rows = RowsOf(sample);
  std::erase_if(rows, [](const Json& row) { return row.at("status") != "accepted"; });
  return rows;
}

std::string Text(const Json& row, const char* field) { return row.at(field).at("text").get<std::string>(); }

// Of a field that may be null: "".
std::string Part(const Json& row, const char* field, const char* part) {
  const Json& value = row.at(field).at(part);
  return value.is_null() ? "" : value.get<std::string>();
}

std::string Limits(const Json& row) { return Part(row, "range", "low") + ".." + Part(row, "range", "high"); }

// The row of this name; a null row, with a failure, where there is none.
Json Row(const std::vector<Json>& rows, const std::string& name) {
  for (const Json& row : rows)
    if (Text(row, "name") == name) return row;
  ADD_FAILURE() << "no row " << name;
  return Json{{"name", {{"text", ""}, {"analyte", nullptr}}},
              {"value", {{"text", ""}, {"number", nullptr}, {"kind", ""}}},
              {"unit", {{"text", ""}, {"ucum", nullptr}}},
              {"range", {{"text", ""}, {"low", nullptr}, {"high", nullptr}}},
              {"flag", {{"text", ""}, {"code", ""}}}};
}

TEST(LayoutTraits, ANumberInsideASlidingBar) {
  const std::vector<Json> rows = Accepted("sliding-bar");
  double left = 1e9, right = 0;
  for (const Json& row : rows) {
    if (row.at("page") != 1) continue;
    left = std::min(left, row.at("value").at("box").at(0).get<double>());
    right = std::max(right, row.at("value").at("box").at(2).get<double>());
  }
  EXPECT_GT(right - left, 100) << "the numbers do not slide";
  EXPECT_EQ(Part(Row(rows, "SHBG"), "value", "number"), "131");
  EXPECT_EQ(Part(Row(rows, "Progesterone"), "value", "number"), "2.6");
}

TEST(LayoutTraits, AUnitThatStandsOnceInTheHead) {
  EXPECT_EQ(Part(Row(Accepted("lab-doctors-data-urine-metals"), "Lead (Pb)"), "unit", "ucum"), "ug/g{creat}");
  const std::vector<Json> acids = Accepted("lab-mosaic-organic-acids");
  EXPECT_EQ(Part(Row(acids, "Citramalic"), "unit", "ucum"), "mmol/mol{creat}");
  EXPECT_EQ(Text(Row(acids, "HVA / VMA Ratio"), "unit"), "") << "a ratio among amounts";
  EXPECT_EQ(Part(Row(Accepted("lab-genova-nutreval"), "Urea"), "unit", "ucum"), "mg/g{creat}");
}

TEST(LayoutTraits, FourColumnsOfResultsSideBySide) {
  const std::vector<Json> rows = Accepted("lab-genova-igg-food");
  const double y = Row(rows, "Casein").value("box", Json::array({0, 0, 0, 0})).at(1).get<double>();
  std::map<std::string, std::string> beside;
  for (const Json& row : rows)
    if (std::abs(row.at("box").at(1).get<double>() - y) < 3) beside[Text(row, "name")] = Text(row, "value");
  EXPECT_EQ(beside,
            (std::map<std::string, std::string>{{"Casein", "1+"}, {"Alfalfa", "0"}, {"Clam", "0"}, {"Almond", "0"}}));
}

TEST(LayoutTraits, TheSameDataOnTwoPagesCountOnce) {
  for (const Json& row : RowsOf("lab-genova-igg-food")) EXPECT_EQ(row.at("page"), 1) << Text(row, "name");
  // Dials and summaries: what they restate may wait, and is not accepted a second time.
  for (const char* sample : {"lab-dutch-complete", "lab-boston-heart"}) {
    std::map<std::string, std::set<int>> pages;
    for (const Json& row : Accepted(sample)) pages[Text(row, "name")].insert(row.at("page").get<int>());
    EXPECT_FALSE(pages.empty()) << sample;
    for (const auto& [name, on] : pages) {
      if (name != "DHEA-S") {
        EXPECT_EQ(on.size(), 1u) << sample << ": " << name;
      }
    }
  }
  EXPECT_EQ(RowsOf("hidden-duplicate").size(), 14u) << "the page is there twice, once hidden";
}

TEST(LayoutTraits, ScientificNotation) {
  const std::vector<Json> rows = Accepted("lab-dsl-gi-map");
  EXPECT_EQ(Part(Row(rows, "Giardia"), "value", "number"), "1.2e5");
  EXPECT_EQ(Limits(Row(rows, "Bacteroides fragilis")), "1.6e9..2.5e11");
  EXPECT_EQ(Limits(Row(rows, "Firmicutes:Bacteroidetes Ratio")), "..1.00") << "a plain number among powers";
}

TEST(LayoutTraits, BelowTheDetectionLimit) {
  const Json metal = Row(Accepted("lab-doctors-data-urine-metals"), "Beryllium (Be)");
  EXPECT_EQ(Text(metal, "value"), "< dl");
  EXPECT_EQ(Part(metal, "value", "number"), "");
  EXPECT_EQ(Text(metal, "unit"), "") << "dl is no decilitre";
  EXPECT_EQ(Part(metal, "flag", "code"), "");
  const Json microbe = Row(Accepted("lab-dsl-gi-map"), "Akkermansia muciniphila");
  EXPECT_EQ(Text(microbe, "value"), "<dl");
  EXPECT_EQ(Part(microbe, "flag", "code"), "L");
  EXPECT_EQ(Text(Row(Accepted("lab-genova-nutreval"), "Bismuth"), "value"), "<DL");
}

TEST(LayoutTraits, RangesForGroupsOfPatients) {
  const std::vector<Json> rows = Accepted("ranges-by-group");
  EXPECT_EQ(Limits(Row(rows, "Hemoglobin")), "11.7..15.5") << "by sex";
  EXPECT_EQ(Limits(Row(rows, "DHEA-S")), "60..750") << "by age";
  EXPECT_EQ(Limits(Row(rows, "Estradiol")), "..") << "by a phase that is not told";
  EXPECT_EQ(Part(Row(rows, "Estradiol"), "flag", "code"), "");
  EXPECT_EQ(Limits(Row(rows, "Uric Acid")), "2.4..5.7") << "for the group in the heading";
  EXPECT_EQ(Limits(Row(Accepted("lab-mosaic-organic-acids"), "Tartaric")), "..6.5") << "for the population in the head";
}

TEST(LayoutTraits, CutPointsOfQuintilesAreNoResults) {
  EXPECT_EQ(Part(Row(Accepted("amino-acids-quintiles"), "Arginine"), "value", "number"), "71");
  const std::set<std::string> cuts = {"40", "142", "48",  "113", "5.8", "17.2", "55",  "69", "12",  "21",  "13",
                                      "22", "1.0", "3.0", "1.9", "5.2", "1.3",  "4.2", "20", "144", "180", "460"};
  const std::vector<Json> rows = RowsOf("lab-metametrix-stool-chemistries");
  EXPECT_EQ(Text(Row(rows, "Fecal sIgA"), "value"), "171");
  for (const Json& row : rows) {
    if (row.at("status") == "accepted") {
      EXPECT_FALSE(cuts.contains(Text(row, "value"))) << Text(row, "name");
    }
  }
}

TEST(LayoutTraits, LettersOfAWatermark) {
  const std::vector<Json> rows = Accepted("watermark-letters");
  EXPECT_EQ(rows.size(), 19u);
  for (const Json& row : rows)
    EXPECT_FALSE(row.at("name").at("analyte").is_null()) << Text(row, "name") << " has a letter too many";
}

TEST(LayoutTraits, HeadsRepeatedForEachSection) {
  const std::vector<Json> rows = RowsOf("lab-mosaic-stool-chemistries");
  EXPECT_EQ(rows.size(), 18u);
  std::set<std::string> panels;
  for (const Json& row : rows) panels.insert(row.at("panel").get<std::string>());
  EXPECT_EQ(panels,
            (std::set<std::string>{"Digestion / Absorption", "Inflammation", "Immunology", "Short Chain Fatty Acids",
                                   "Intestinal Health Markers", "Macroscopic Appearance"}));
}

TEST(LayoutTraits, FootnoteMarksAreNoPartOfNames) {
  const std::vector<Json> rows = Accepted("lab-mosaic-stool-chemistries");
  EXPECT_EQ(Part(Row(rows, "Lysozyme"), "name", "analyte"), "lysozyme-stool");
  EXPECT_EQ(Part(Row(rows, "% Acetate"), "name", "analyte"), "acetate-percent-stool");
}

TEST(LayoutTraits, RangesInWords) {
  const std::vector<Json> rows = Accepted("lab-arup-cytokines");
  EXPECT_EQ(Limits(Row(rows, "Interleukin 12, Plasma")), "..4.7");
  EXPECT_EQ(Part(Row(rows, "Interleukin 10, Plasma"), "flag", "code"), "H");
}

}  // namespace
}  // namespace labintake::golden
