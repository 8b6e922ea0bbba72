#include "extractors/formats/sketch.h"

#include <gtest/gtest.h>

#include "extractors/formats/definition_file.h"
#include "extractors/formats/draft.h"
#include "terminology/fold.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

using labintake::test::PageOf;

std::vector<std::string> Columns(const SketchTable& table) {
  std::vector<std::string> out;
  for (const SketchColumn& c : table.columns) out.push_back(c.role + "=" + c.head);
  return out;
}

using Texts = std::vector<std::string>;

const Texts kReport = {"Northwind Laboratories",
                       "12 Cloud Street, Nowhere",
                       "",
                       "Patient Name: Fable, Felix      Collected: 24/03/2026",
                       "Date of birth: 25/12/1970",
                       "",
                       "Test                Result     Flag   Units     Reference Range     Previous Result",
                       "SALTS",
                       "Sodium              140               mmol/L    135 - 145           139",
                       "Potassium           5,6        H      mmol/L    3,5 - 5,1           4,4",
                       "Sums of Felix",
                       "Anion Gap           12,5              mmol/L    8,0 - 16,0          12,1"};

TEST(Sketch, TellsTheFormOfAReport) {
  const DocumentSketch sketch = SketchOf({PageOf(kReport)});
  EXPECT_EQ(sketch.language, "en");
  EXPECT_EQ(sketch.decimal, "comma");
  EXPECT_EQ(sketch.dates, "day-first");
  ASSERT_EQ(sketch.tables.size(), 1u);
  EXPECT_EQ(Columns(sketch.tables[0]), (Texts{"name=Test", "result=Result", "flag=Flag", "unit=Units",
                                              "range=Reference Range", "previous=Previous Result"}));
  Texts fields;
  for (const SketchField& f : sketch.header) fields.push_back(f.field + "=" + f.label);
  EXPECT_EQ(fields, (Texts{"patient_name=Patient Name", "collected=Collected", "birth_date=Date of birth"}));
  ASSERT_FALSE(sketch.phrases.empty());
  EXPECT_EQ(sketch.phrases[0].text, "Northwind Laboratories");
  EXPECT_EQ(sketch.phrases[0].place, "top");
  EXPECT_TRUE(sketch.phrases[0].lab);
  EXPECT_EQ(sketch.sections, Texts{"SALTS"}) << "none with a patient's name";
}

TEST(Sketch, HoldsNothingOfThePatient) {
  const DocumentSketch sketch = SketchOf({PageOf(kReport)});
  Texts all = sketch.sections;
  all.push_back(sketch.title);
  for (const SketchPhrase& p : sketch.phrases) all.push_back(p.text);
  for (const SketchField& f : sketch.header) all.push_back(f.label);
  for (const std::string& text : all) {
    EXPECT_EQ(text.find("Fable"), std::string::npos) << text;
    EXPECT_EQ(text.find("Felix"), std::string::npos) << text;
    EXPECT_EQ(text.find_first_of("0123456789"), std::string::npos) << text;
  }
}

TEST(Sketch, ListsOfPeopleAreNoPhrases) {
  const DocumentSketch sketch =
      SketchOf({PageOf({"A.Bee, C.Dee, E.Eff, G.Aitch", "Only whole copies of this report"}, 1, 720)});
  Texts phrases;
  for (const SketchPhrase& p : sketch.phrases) phrases.push_back(p.text);
  EXPECT_EQ(phrases, Texts{"Only whole copies of this report"});
}

TEST(Sketch, AFormThatComesAgainComesOnce) {
  Page second = PageOf(kReport, 2);
  EXPECT_EQ(SketchOf({PageOf(kReport), second}).tables.size(), 1u);
  const DocumentSketch two =
      SketchOf({PageOf(kReport), PageOf({"Test                Result     Units", "Lipase              40         U/L",
                                         "Amylase             60         U/L"},
                                        2)});
  ASSERT_EQ(two.tables.size(), 2u);
  EXPECT_EQ(two.tables[1].page, 2);
  EXPECT_EQ(Columns(two.tables[1]), (Texts{"name=Test", "result=Result", "unit=Units"}));
}

TEST(Sketch, ResultsThatSlideGiveTheirColumnEdges) {
  const Texts bars = {"Hormone             Result                        Reference Range",
                      "Estradiol              71                         43-180 pg/mL",
                      "Progesterone                       12.0           3.3-22.5 ng/mL",
                      "Testosterone      44                              20-75 ng/dL",
                      "Cortisol                    15.6                  8.5-19.8 ug/dL"};
  const DocumentSketch sketch = SketchOf({PageOf(bars)});
  ASSERT_EQ(sketch.tables.size(), 1u);
  const SketchColumn& result = sketch.tables[0].columns.at(1);
  EXPECT_EQ(result.role, "result");
  ASSERT_TRUE(result.from && result.to);
  EXPECT_LT(*result.from * 612, 20 + 18 * 5.0);
  EXPECT_GT(*result.to * 612, 20 + 39 * 5.0);
  EXPECT_FALSE(SketchOf({PageOf(kReport)}).tables[0].columns.at(1).from) << "these stand under each other";
}

TEST(Sketch, HeadsThatNobodyKnowsAreAskedFor) {
  const Texts odd = {"Northwind Laboratories", "", "Test                Result     Zq     Units     Reference Range",
                     "Sodium              140        ab     mmol/L    135 - 145",
                     "Potassium           4.4        cd     mmol/L    3.5 - 5.1"};
  Document document;
  document.pages.resize(1);
  document.sketch = SketchOf({PageOf(odd)});
  const Draft draft = DraftOf("x-lab", document, {});
  EXPECT_NE(draft.yaml.find("head: Zq}  # which column is this?\n"), std::string::npos) << draft.yaml;
  EXPECT_TRUE(CheckFile(draft.yaml, "x-lab.yaml")) << draft.yaml;
}

TEST(Draft, TakesPhrasesThatNoOtherDocumentHas) {
  Document document;
  document.pages.resize(1);
  document.sketch = DocumentSketch{};
  document.sketch->phrases = {
      {"Northwind Laboratories", "top", true}, {"Our reference", "top", false}, {"Ends here", "foot", false}};
  const auto draft = [&](const Texts& other) { return DraftOf("x", document, {{"south", other}}); };
  const Draft free = draft({"something else"});
  EXPECT_TRUE(free.known_again);
  EXPECT_NE(free.yaml.find("    - {text: Northwind Laboratories, at: top}\n    - {text: Our reference, at: top}\n"
                           "    # - {text: Ends here, at: foot}\n"),
            std::string::npos)
      << free.yaml;
  const Draft shared = draft({"northwind laboratories", "our reference: 12"});
  EXPECT_TRUE(shared.known_again);
  EXPECT_NE(shared.yaml.find("    - {text: Northwind Laboratories, at: top}\n    - {text: Ends here, at: foot}\n"),
            std::string::npos)
      << shared.yaml;
  // Each phrase is somebody else's, and nobody else has them all.
  const Draft together = DraftOf(
      "x", document,
      {{"south", {"northwind laboratories", "our reference"}}, {"west", {"northwind laboratories", "ends here"}}});
  EXPECT_TRUE(together.known_again);
  const Draft lost = draft({"northwind laboratories", "our reference", "ends here"});
  EXPECT_FALSE(lost.known_again);
  EXPECT_NE(lost.yaml.find("# Find words that only this laboratory prints: all of these are also on south\n"),
            std::string::npos)
      << lost.yaml;
  for (const Draft& one : {free, shared, together, lost}) EXPECT_TRUE(CheckFile(one.yaml, "x.yaml")) << one.yaml;
}

TEST(Draft, IsADefinitionWhateverTheDocumentHolds) {
  Document document;
  document.sketch = DocumentSketch{};
  EXPECT_TRUE(CheckFile(DraftOf("x", document, {}).yaml, "x.yaml"));
  document.reports.emplace_back();
  document.reports[0].header.lab = "L: #1 \"quoted\"";
  Observation row;
  row.unit.text = "mg\n/dL";
  document.reports[0].observations = {row};
  document.sketch->title = "- a: [b]";
  document.sketch->sections = {"one\ntables: []"};
  document.sketch->phrases = {{"{a}: b, c", "top", true}};
  document.sketch->header = {{"collected", "Date: [x]", true}};
  SketchTable table;
  table.columns = {{"name", "N: x, y", false, true, "", {}, {}},
                   {"result", "24/03/2026", true, true, "%", 0.25, 0.5},
                   {"flag", "@", false, false, "", {}, {}}};
  document.sketch->tables = {table};
  const std::string yaml = DraftOf("x", document, {}).yaml;
  const Result<CheckedFile> checked = CheckFile(yaml, "x.yaml");
  ASSERT_TRUE(checked) << yaml << checked.error().message;
  const Definition d = DefinitionOf(checked->versions.front(), "x.yaml").value();
  EXPECT_EQ(d.lab, "L: #1 \"quoted\"");
  EXPECT_EQ(d.tables.at(0).columns.at(1).unit, "%");
  EXPECT_TRUE(d.tables[0].columns[1].heads.at(0).regex) << "another report has another date";
  EXPECT_EQ(d.header.at(0).below, true);
}

}  // namespace
}  // namespace labintake::formats
