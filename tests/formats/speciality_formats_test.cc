// The shipped definitions of panels of speciality laboratories: known by their titles, and by nothing of others.
#include <gtest/gtest.h>

#include "extractors/formats/fingerprint.h"
#include "extractors/formats/library.h"
#include "extractors/layout/line.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

using labintake::test::PageOf;

const Library& Shipped() {
  static const Library library = [] {
    Result<Library> loaded = Library::Load({LABINTAKE_SOURCE_DIR "/lab_formats/formats"});
    EXPECT_TRUE(loaded) << loaded.error().message;
    return *std::move(loaded);
  }();
  return library;
}

// The format that is chosen for a page of these lines; "" for none.
std::string Chosen(const std::vector<std::string>& lines) {
  const Page page = PageOf(lines);
  const std::vector<layout::Line> built = layout::BuildLines(page);
  const std::vector<PageText> texts = {{page.height, page.width, built}};
  const std::vector<Candidate> found = Shipped().fingerprints().Candidates(texts);
  return found.empty() || !found[0].fits ? "" : found[0].format->id;
}

TEST(SpecialityFormats, UnseenPanelsAreKnownByTheirTitles) {
  const std::pair<const char*, std::vector<std::string>> cases[] = {
      {"genova-ion", {"Genova Diagnostics", "ION Profile with 40 Amino Acids - Blood/Urine"}},
      {"genova-organix", {"Genova Diagnostics", "Organix Comprehensive Profile - Urine"}},
      {"genova-amino-acids", {"Genova Diagnostics", "Amino Acids Analysis, Plasma"}},
      {"doctors-data-amino-acids", {"DOCTOR'S DATA", "Plasma Amino Acids"}},
      {"dsl-omx", {"Diagnostic Solutions Laboratory", "OMX Organic Metabolomics, Urine"}},
      {"dsl-cytodx", {"Diagnostic Solutions Laboratory", "CytoDx Cytokine Response Profile"}},
      {"cyrex-arrays", {"Cyrex Laboratories", "Array 3X Wheat/Gluten Proteome Reactivity"}},
      {"spectracell-micronutrients", {"SpectraCell Laboratories", "Summary of Deficient Test Results"}},
      {"cleveland-heartlab", {"Cleveland HeartLab", "Cardiometabolic Report"}},
  };
  for (const auto& [id, lines] : cases) {
    EXPECT_EQ(Chosen(lines), id);
    const Definition* definition = Shipped().Find(id);
    ASSERT_NE(definition, nullptr) << id;
    EXPECT_FALSE(definition->verified) << id << ": no report of it was seen";
    EXPECT_TRUE(definition->tables.empty() && definition->lines.empty()) << id << ": nothing is invented";
  }
}

TEST(SpecialityFormats, ATitleAloneIsNoLaboratory) {
  for (const std::vector<std::string>& lines :
       {std::vector<std::string>{"Bracken Hill Nutrition", "Plasma Amino Acids Profile"},
        {"Bracken Hill Nutrition", "Cytokine Panel 10, Plasma", "Interleukin 6  3.1  pg/mL  <=2.0"},
        {"Bracken Hill Nutrition", "Percentile Ranking by Quintile", "95% Reference Range"},
        {"Bracken Hill Nutrition", "Cardiometabolic Report"},
        {"Bracken Hill Nutrition", "GI-MAP", "H. pylori"}})
    EXPECT_EQ(Chosen(lines), "") << lines[1];
}

TEST(SpecialityFormats, TheLaboratoryThatTestedForAnotherIsNotTheReports) {
  const std::vector<std::string> lines = {"Mayo Clinic Laboratories", "Cytokine Panel",
                                          "Interleukin 6   44   pg/mL   <=5",
                                          "Test Performed by: ARUP Laboratories, Salt Lake City"};
  EXPECT_EQ(Chosen(lines), "mayo-cytokines");
}

}  // namespace
}  // namespace labintake::formats
