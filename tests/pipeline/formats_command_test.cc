// labintake formats, as an author uses it: a folder with definitions and samples.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
  std::string name, value, unit, range;
};

const std::vector<Row> kRows = {{"Sodium", "140", "mmol/L", "135 - 145"},
                                {"Potassium", "4.4", "mmol/L", "3.5 - 5.1"},
                                {"Glucose", "92", "mg/dL", "70 - 99"}};

// A report with the name of its laboratory at the top, and `heads` over name, result, unit and range.
std::string ReportPdf(const std::string& lab, const std::vector<std::string>& heads,
                      const std::vector<Row>& rows = kRows) {
  std::vector<PdfText> page = {{72, 40, lab}, {72, 80, "Patient: Fable, Felix"}, {320, 80, "Collected: 03/24/2026"}};
  const std::vector<double> x = {72, 220, 300, 380};
  for (size_t c = 0; c < x.size(); ++c) page.push_back({x[c], 120, heads[c]});
  double y = 140;
  for (const Row& row : rows) {
    page.push_back({x[0], y, row.name});
    page.push_back({x[1], y, row.value});
    page.push_back({x[2], y, row.unit});
    page.push_back({x[3], y, row.range});
    y += 16;
  }
  page.push_back({72, 420, "End of this report"});
  return MakePdf({page});
}

const std::vector<std::string> kNorthHeads = {"Assay", "Outcome", "Measure", "Expected"};
const std::vector<std::string> kUsualHeads = {"Test", "Result", "Units", "Reference Range"};

constexpr const char* kNorth = R"(id: north
lab: Northwind Laboratories
rests_on: [an invented report]
fingerprint:
  must:
    - {text: Northwind Laboratories, at: top}
tables:
  - name: results
    columns:
      - {is: name, head: Assay}
      - {is: result, head: Outcome}
      - {is: unit, head: Measure}
      - {is: range, head: Expected}
    until: [End of this report]
)";

class FormatsTest : public ProgramTest {
 protected:
  FormatsTest() {
    Definition("north", kNorth);
    AddSample("north-1", "\"north\"", ReportPdf("Northwind Laboratories", kNorthHeads));
    AddSample("south", "null", ReportPdf("Southwind Clinic Laboratory", kUsualHeads));
  }

  void Definition(const std::string& id, const std::string& yaml) {
    std::filesystem::create_directories(folder_ / "lab_formats/formats");
    WriteFile(folder_ / ("lab_formats/formats/" + id + ".yaml"), yaml);
  }

  // With `format` as JSON, and the truth of kRows.
  void AddSample(const std::string& name, const std::string& format, const std::string& pdf) {
    std::filesystem::create_directories(folder_ / ("samples/" + name));
    WriteFile(folder_ / ("samples/" + name + "/report.pdf"), pdf);
    Json truth = {{"format", Json::parse(format)}, {"results", Json::array()}};
    for (const Row& row : kRows) {
      truth["results"].push_back({{"page", 1},
                                  {"name", row.name},
                                  {"value", row.value},
                                  {"unit", row.unit},
                                  {"range", row.range},
                                  {"flag", ""}});
    }
    WriteFile(folder_ / ("samples/" + name + "/expected.json"), truth.dump(1));
  }
};

std::string With(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST_F(FormatsTest, ListNamesWhatIsInForce) {
  Definition("other",
             "id: other\nlab: Other\nrests_on: [a report]\nverified: false\nfingerprint: {must: [Other Lab]}\n"
             "versions:\n  - {version: '2019', title: Old form}\n");
  const Finished table = Run("formats list --formats lab_formats/formats");
  EXPECT_EQ(table.exit_code, 0) << table.err;
  EXPECT_TRUE(
      Has(table.out, "north           Northwind Laboratories            yes       lab_formats/formats/north.yaml"))
      << table.out;
  const Json list = Json::parse(Run("formats list --formats lab_formats/formats --format json").out);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0]["version"], nullptr);
  EXPECT_EQ(list[2]["id"], "other");
  EXPECT_EQ(list[2]["version"], "2019");
  EXPECT_EQ(list[2]["title"], "Old form");
  EXPECT_EQ(list[2]["verified"], false);
  EXPECT_EQ(Run("formats list --formats none --format json").out, "[]\n");
  EXPECT_EQ(Run("formats list --formats nowhere").exit_code, 4);
}

TEST_F(FormatsTest, ShowFillsInWhatIsLeftOutAndIsADefinitionItself) {
  const Finished shown = Run("formats show north --formats lab_formats/formats");
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  for (const char* part : {"rests_on: [an invented report]", "elsewhere: general", "verified: true", "head_lines: 2",
                           "{text: Northwind Laboratories, at: top}"})
    EXPECT_TRUE(Has(shown.out, part)) << part << "\n" << shown.out;
  Shell("mkdir again");
  WriteFile(folder_ / "again/north.yaml", shown.out);
  EXPECT_EQ(Run("formats show north --formats again --format json").out,
            Run("formats show north --formats lab_formats/formats --format json").out);
  const Finished none = Run("formats show nothing --formats lab_formats/formats");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_TRUE(Has(none.err, "there is no lab format 'nothing'"));
}

TEST_F(FormatsTest, ASoundDefinitionIsClean) {
  const Finished run = Run("formats check");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_EQ(run.out, "1 lab format checked on 2 samples: 0 errors, 0 warnings\n");
  Shell("mv samples elsewhere");
  EXPECT_TRUE(Has(Run("formats check").err, "fingerprints and patterns were not tried"));
  EXPECT_EQ(Run("formats check --samples elsewhere").out, run.out);
  EXPECT_EQ(Run("formats check --samples nowhere").exit_code, 2);
  EXPECT_EQ(Run("formats check --formats nowhere").exit_code, 4);
}

TEST_F(FormatsTest, MistakesOfAllFilesAreNamedWithTheirLines) {
  Definition("north", With(kNorth, "is: unit", "is: unti"));
  Definition("west", "id: west\nlab: W\n");
  const Finished run = Run("formats check");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.out, "lab_formats/formats/north.yaml:12: error: tables[1].columns[3].is: 'unti' is not allowed"))
      << run.out;
  EXPECT_TRUE(Has(run.out, "lab_formats/formats/west.yaml:1: error: the key 'rests_on' is missing")) << run.out;
  const Finished one = Run("formats check lab_formats/formats/west.yaml");
  EXPECT_EQ(one.exit_code, 2);
  EXPECT_TRUE(Has(one.out, "north.yaml: note: left out")) << one.out;
  EXPECT_FALSE(Has(one.out, "unti")) << one.out;
}

TEST_F(FormatsTest, AFingerprintThatFitsWhatIsNotItsOwnIsAnError) {
  Definition("wide", "id: wide\nlab: Wide\nrests_on: [a report]\nfingerprint: {must: [Collected]}\n");
  AddSample("wide-1", "\"wide\"", ReportPdf("Wide Labs", kUsualHeads));
  const Finished run = Run("formats check");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.out,
                  "wide.yaml:4: error: 'wide' fits the sample south, which is no lab format's: it has "
                  "\"Collected\""))
      << run.out;
  EXPECT_TRUE(Has(run.out, "'wide' fits the sample north-1, which is that of 'north'")) << run.out;
  EXPECT_FALSE(Has(run.out, "too equally")) << run.out;
  EXPECT_EQ(Run("formats check lab_formats/formats/north.yaml").exit_code, 0) << "it is no fault of this one";
}

TEST_F(FormatsTest, TwoThatFitEquallyAndOneThatDoesNotFitAreErrors) {
  Definition("twin", With(kNorth, "id: north", "id: twin"));
  const Finished twins = Run("formats check");
  EXPECT_TRUE(Has(twins.out, "'north' and 'twin' fit the sample north-1 too equally to choose")) << twins.out;
  EXPECT_TRUE(Has(twins.out, "twin.yaml: warning: no sample is this lab format's")) << twins.out;
  Shell("rm lab_formats/formats/twin.yaml");
  Definition("north", With(kNorth, "Assay", "Essay"));
  const Finished misses = Run("formats check");
  EXPECT_EQ(misses.exit_code, 2);
  EXPECT_TRUE(Has(misses.out,
                  "'north' does not fit its own sample north-1: it has \"Northwind Laboratories\" at the "
                  "top, lacks the heads of all its tables"))
      << misses.out;
}

TEST_F(FormatsTest, NamesAndPatternsAreHeldAgainstCatalogueAndSamples) {
  Definition("north", With(kNorth, "    until:",
                           "    skip: [{regex: '^glucose'}, Remark]\n    sections: [{regex: '.*ium'}]\n    until:") +
                          "names: {Sodium: sodum-serum}\nlines:\n  - {name: cards, pattern: '^(?P<name>X): "
                          "(?P<value>Y)$'}\n");
  AddSample("north-2", "\"north\"",
            ReportPdf("Northwind Laboratories", kNorthHeads,
                      {{"Zorvexin", "140", "mmol/Q", "135 - 145"}, {"Potassium", "4.4", "mmol/L", "3.5 - 5.1"}}));
  const Finished run = Run("formats check");
  EXPECT_EQ(run.exit_code, 2) << run.out;
  EXPECT_TRUE(Has(run.out,
                  "north.yaml:17: error: names: 'sodum-serum' is no analyte of the catalogue; near: "
                  "sodium-serum"))
      << run.out;
  EXPECT_TRUE(Has(run.out, "north.yaml:14: warning: skip '^glucose' matches a single line of its samples")) << run.out;
  EXPECT_TRUE(Has(run.out, "north.yaml:14: warning: skip 'Remark' matches nothing in its samples")) << run.out;
  EXPECT_TRUE(Has(run.out, "north.yaml:19: warning: the pattern 'cards' matches nothing in its samples")) << run.out;
  EXPECT_FALSE(Has(run.out, "'.*ium'")) << "it matches several lines";
  EXPECT_FALSE(Has(run.out, "until")) << run.out;
  EXPECT_TRUE(Has(run.out, "note: names that mean no analyte, or several: Zorvexin")) << run.out;
  EXPECT_TRUE(Has(run.out, "note: units that are not in the table of units: mmol/Q")) << run.out;
}

TEST_F(FormatsTest, TestShowsRowByRowWhatDiffers) {
  const Finished good = Run("formats test");
  EXPECT_EQ(good.exit_code, 0) << good.out << good.err;
  EXPECT_EQ(good.out,
            "north-1: read by north; 3 rows: 3 exact, 3 accepted, 0 silent errors\n"
            "1 sample, 3 rows: 3 exact, 3 accepted, 0 silent errors\n");
  const std::string path = folder_ / "samples/north-1/expected.json";
  WriteFile(path, With(With(ReadFile(path), "\"92\"", "\"29\""), "Potassium", "Ferritin"));
  const Finished bad = Run("formats test north");
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_TRUE(Has(bad.out, "  WRONG      Glucose | 29 | mg/dL | 70 - 99 |   (page 1)\n             value: 29 -> 92\n"))
      << bad.out;
  EXPECT_TRUE(Has(bad.out, "  missing    Ferritin | 4.4 | mmol/L | 3.5 - 5.1 |   (page 1)\n")) << bad.out;
  EXPECT_TRUE(Has(bad.out, "  INVENTED   Potassium | 4.4 | mmol/L | 3.5 - 5.1 | N  (page 1)\n")) << bad.out;
  EXPECT_TRUE(Has(bad.out, "3 rows: 1 exact, 1 accepted, 2 silent errors")) << bad.out;
  EXPECT_FALSE(Has(bad.out, "\x1b")) << "colours are for terminals";
}

TEST_F(FormatsTest, TestHonoursKnownGapsAndAsksForTheRightReader) {
  AddSample("north-1", "\"north\"",
            ReportPdf("Northwind Laboratories", kNorthHeads,
                      {kRows[0], {"Potassium", "4.4", "mmol/L", "3.5 - x"}, kRows[2]}));
  const Finished waits = Run("formats test");
  EXPECT_EQ(waits.exit_code, 2);
  EXPECT_TRUE(Has(waits.out, "  waits      Potassium")) << waits.out;
  EXPECT_TRUE(Has(waits.out, "             range-unparsed: ")) << waits.out;
  const std::string gaps = folder_ / "samples/north-1/known_gaps.json";
  WriteFile(gaps, R"([{"name": "Potassium", "value": "4.4", "reason": "the range is cut"}])");
  const Finished known = Run("formats test");
  EXPECT_EQ(known.exit_code, 0) << known.out;
  EXPECT_TRUE(Has(known.out, "  known gap  Potassium")) << known.out;
  EXPECT_TRUE(Has(known.out, "0 silent errors, 1 known gap\n")) << known.out;
  WriteFile(gaps, R"([{"name": "Sodium", "reason": "none"}, {"name": "Potassium", "reason": "the range is cut"}])");
  EXPECT_TRUE(Has(Run("formats test").out, "accepted now: remove it from known_gaps.json"));
  Shell("rm samples/north-1/known_gaps.json");
  AddSample("north-1", "\"north\"", ReportPdf("Northern Laboratories", kUsualHeads));
  const Finished general = Run("formats test");
  EXPECT_EQ(general.exit_code, 2);
  EXPECT_TRUE(Has(general.out, "north-1: read by the general rules, and not by north; 3 rows: 3 exact")) << general.out;
}

TEST_F(FormatsTest, TestSaysWhatItCannotTest) {
  EXPECT_EQ(Run("formats test nothing").exit_code, 2);
  AddSample("east-1", "\"east\"", ReportPdf("Eastwind Labs", kUsualHeads));
  EXPECT_TRUE(Has(Run("formats test").err, "there are samples of 'east', and no such lab format"));
  Shell("rm -r samples/north-1");
  const Finished none = Run("formats test north");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_TRUE(Has(none.err, "there is no sample to test with")) << none.err;
}

TEST_F(FormatsTest, ADraftIsADefinitionThatKnowsItsSample) {
  WriteFile(folder_ / "west.pdf", ReportPdf("Westwind Laboratories", {"Test", "Result", "Zq", "Reference Range"}));
  const Finished draft = Run("formats new west west.pdf");
  EXPECT_EQ(draft.exit_code, 0) << draft.err;
  EXPECT_TRUE(Has(draft.out, "lab: Westwind Laboratories  # by its letterhead: is it?\n")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "{text: Westwind Laboratories, at: top}")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "{is: note, head: Zq}  # which column is this?")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "{field: collected, label: Collected}")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "{is: range, head: Reference Range}")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "decimal: point\n")) << draft.out;
  EXPECT_TRUE(Has(draft.out, "# Units: mmol/L; mg/dL")) << draft.out;
  EXPECT_FALSE(Has(draft.out, "Fable") || Has(draft.out, "Felix") || Has(draft.out, "2026")) << draft.out;
  EXPECT_TRUE(Has(draft.err, "the draft reads 3 rows; the general rules read 3")) << draft.err;
  Definition("west", draft.out);
  AddSample("west-1", "\"west\"", ReadFile(folder_ / "west.pdf"));
  const Finished checked = Run("formats check");
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_TRUE(Has(checked.out, "0 errors, 0 warnings")) << checked.out;
}

TEST_F(FormatsTest, ADraftSaysWhatTellsNobodyApart) {
  WriteFile(folder_ / "west.pdf", ReportPdf("Southwind Clinic Laboratory", kUsualHeads));
  const Finished draft = Run("formats new west west.pdf");
  EXPECT_EQ(draft.exit_code, 0);
  EXPECT_TRUE(Has(draft.out, "all of these are also on south")) << draft.out;
  EXPECT_TRUE(Has(draft.err, "the draft has no phrase that tells this laboratory from the samples of others"));
  EXPECT_EQ(Run("formats new west missing.pdf").exit_code, 2);
}

}  // namespace
}  // namespace labintake::pipeline
