#include "extractors/formats/format_reader.h"

#include <gtest/gtest.h>

#include "tests/formats/definitions.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

using labintake::test::PageOf;
using test::DefinitionsOf;
using test::YamlOf;

FormatReading ReadAs(const std::string& more, const std::vector<Page>& pages) {
  const Library library(DefinitionsOf("x", YamlOf("x", "Northwind Labs", more)));
  return ReadDocument(pages, &library);
}

// "name|value|unit|range" of each row of the first report.
std::vector<std::string> Rows(const FormatReading& reading) {
  std::vector<std::string> rows;
  for (const Report& report : reading.reports)
    for (const Observation& o : report.observations)
      rows.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text);
  return rows;
}

using Lines = std::vector<std::string>;

int CountClass(const FormatReading& reading, LineClass c) {
  int n = 0;
  for (const Report& report : reading.reports)
    for (const ClassifiedLine& line : report.lines) n += line.line_class == c;
  return n;
}

bool HasFinding(const std::vector<Finding>& findings, FindingCode code) {
  for (const Finding& f : findings)
    if (f.code == code) return true;
  return false;
}

// Heads that no table of vocabulary knows, and the older result first.
constexpr const char* kOddTable = R"(
tables:
  - name: results
    columns:
      - {is: name, head: Wat}
      - {is: previous, head: Vorig}
      - {is: result, head: Nu}
      - {is: unit, head: Maat}
      - {is: range, head: Zone}
)";

TEST(FormatReader, ReadsColumnsByTheHeadsOfTheDefinition) {
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "",  //
              "Wat          Vorig    Nu       Maat      Zone", "Glucose      97       92       mg/dL     70-99",
              "Sodium       141      139      mmol/L    136-145"})};
  const FormatReading reading = ReadAs(kOddTable, pages);
  EXPECT_EQ(reading.format.id, "x");
  EXPECT_EQ(Rows(reading), (Lines{"Glucose|92|mg/dL|70-99", "Sodium|139|mmol/L|136-145"}));
  EXPECT_EQ(reading.reports[0].header.lab, "Lab of x");
  EXPECT_EQ(reading.reports[0].observations[0].rule, "format/x/results");
}

TEST(FormatReader, WithoutAFittingDefinitionTheGeneralRulesReadAsEver) {
  const std::vector<Page> pages = {PageOf(
      {"Southwind Labs", "Test         Result   Units     Reference Range", "Glucose      92       mg/dL     70-99"})};
  const FormatReading with = ReadAs(kOddTable, pages);
  const FormatReading without = ReadDocument(pages, nullptr);
  EXPECT_EQ(with.format.id, "");
  EXPECT_EQ(Rows(with), Rows(without));
  EXPECT_EQ(Rows(with), Lines{"Glucose|92|mg/dL|70-99"});
}

TEST(FormatReader, TwoThatFitEquallyLeaveItToTheGeneralRules) {
  std::vector<Definition> both = DefinitionsOf("x", YamlOf("x", "Northwind Labs"));
  both.push_back(DefinitionsOf("y", YamlOf("y", "Northwind Labs")).at(0));
  const Library library(std::move(both));
  const FormatReading reading = ReadDocument(
      {PageOf({"Northwind Labs", "Test      Result   Units   Reference Range", "Glucose   92       mg/dL   70-99"})},
      &library);
  EXPECT_EQ(reading.format.id, "");
  EXPECT_TRUE(reading.format.close);
  ASSERT_EQ(reading.reports.size(), 1u);
  EXPECT_TRUE(HasFinding(reading.reports[0].findings, FindingCode::kFormatUnclear));
}

TEST(FormatReader, ChoosesWithoutReading) {
  const std::vector<Page> northwind = {PageOf({"Northwind Labs", "Test   Result   Units", "Glucose   92   mg/dL"})};
  const std::vector<Page> southwind = {PageOf({"Southwind Labs", "Test   Result   Units", "Glucose   92   mg/dL"})};
  const Library library(DefinitionsOf("x", YamlOf("x", "Northwind Labs")));
  for (const std::vector<Page>& pages : {northwind, southwind}) {
    const FormatChoice chosen = ChooseFormat(pages, &library), used = ReadDocument(pages, &library).format;
    EXPECT_EQ(chosen.id, used.id);
    EXPECT_EQ(chosen.hash, used.hash);
    EXPECT_EQ(chosen.candidates.size(), used.candidates.size());
  }
  EXPECT_EQ(ChooseFormat(northwind, &library).id, "x");
  EXPECT_EQ(ChooseFormat(southwind, &library).id, "");
  EXPECT_EQ(ChooseFormat(northwind, nullptr).id, "");
}

TEST(FormatReader, ANameMeansAllVersions) {
  EXPECT_TRUE(IsNamed("uz-gent/2019", "uz-gent"));
  EXPECT_TRUE(IsNamed("uz-gent/2019", "uz-gent/2019"));
  EXPECT_FALSE(IsNamed("uz-gent/2019", "uz-gent/2020"));
  EXPECT_FALSE(IsNamed("uz-gent/2019", "uz"));
  EXPECT_FALSE(IsNamed("uz-gent", "uz-gent/2019"));
  EXPECT_TRUE(IsNamed("", ""));
  EXPECT_FALSE(IsNamed("uz-gent", ""));
  EXPECT_FALSE(IsNamed("", "uz-gent"));
}

// A number that slides along a bar: its place says nothing, its column's edges all.
TEST(FormatReader, EdgesMakeOneCellOfAColumn) {
  const std::string table = R"(
tables:
  - name: bars
    columns:
      - {is: name, head: Hormone, from: 0, to: 0.25}
      - {is: result, head: Level, from: 0.25, to: 0.7}
      - {is: range, head: Usual, from: 0.7, to: 1}
)";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "",  //
              "Hormone               Level                                            Usual",
              "Estradiol                  71                                               43-180 pg/mL",
              "Progesterone                                   12.0                    3.3-22.5 ng/mL",
              "Cortisol                            15.6                               8.5-19.8 ug/dL"})};
  EXPECT_EQ(Rows(ReadAs(table, pages)),
            (Lines{"Estradiol|71|pg/mL|43-180", "Progesterone|12.0|ng/mL|3.3-22.5", "Cortisol|15.6|ug/dL|8.5-19.8"}));
}

TEST(FormatReader, TheUnitOfTheTableIsThatOfRowsWithoutOne) {
  const std::string table =
      "tables:\n  - {name: a, unit: mmol/L, columns: [{is: name, head: Test}, {is: result, head: Result}, {is: range, "
      "head: Range}]}\n";
  const FormatReading reading =
      ReadAs(table, {PageOf({"Northwind Labs", "Test       Result     Range", "Glucose    5.1        3.9-5.6",
                             "Sodium     139        136-145"})});
  EXPECT_EQ(Rows(reading), (Lines{"Glucose|5.1|mmol/L|3.9-5.6", "Sodium|139|mmol/L|136-145"}));
  EXPECT_EQ(reading.reports[0].observations[0].unit.ucum, "mmol/L");
}

TEST(FormatReader, LinesThatTheDefinitionNamesAreNoRows) {
  const std::string table =
      std::string(kOddTable) +
      "    skip: [Control]\n    until: [Total tests]\n    sections: [Salts]\n    marks: ['@']\nelsewhere: nothing\n";
  const std::vector<Page> pages = {PageOf(
      {"Northwind Labs", "",  //
       "Wat          Vorig    Nu       Maat      Zone", "Control      97       94       mg/dL     70-99", "Salts",
       "Sodium       141      139 @    mmol/L    136-145", "Total tests           2        mg/dL     1-3"})};
  const FormatReading reading = ReadAs(table, pages);
  EXPECT_EQ(Rows(reading), Lines{"Sodium|139|mmol/L|136-145"});
  EXPECT_EQ(reading.reports[0].observations[0].panel, "Salts");
}

// Nothing is lost in silence: what only the general rules saw is named.
TEST(FormatReader, ARowThatOnlyTheGeneralRulesSawIsNamed) {
  const std::string table =
      "tables:\n  - {name: a, until: [Second], columns: [{is: name, head: Wat}, {is: result, head: Nu}, {is: unit, "
      "head: Maat}]}\nelsewhere: nothing\n";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "Wat          Nu       Maat", "Sodium       139      mmol/L", "", "Second",
              "Test         Result   Units     Reference Range", "Glucose      92       mg/dL     70-99"})};
  const FormatReading reading = ReadAs(table, pages);
  EXPECT_EQ(Rows(reading), Lines{"Sodium|139|mmol/L|"});
  EXPECT_TRUE(HasFinding(reading.reports[0].findings, FindingCode::kSeenByOneReader));
  EXPECT_EQ(CountClass(reading, LineClass::kUnread), 1);
}

// Under a result, words in its column are a remark; under a name without one they are the result.
TEST(FormatReader, WordsUnderAResultAndWordsThatAreOne) {
  const std::string table = R"(
tables:
  - name: edges
    columns:
      - {is: name, head: Wat, from: 0, to: 0.2}
      - {is: flag, from: 0.2, to: 0.25}
      - {is: result, head: Nu, from: 0.25, to: 0.7}
      - {is: range, head: Zone, from: 0.7, to: 1}
elsewhere: nothing
)";
  const FormatReading reading = ReadAs(
      table, {PageOf({"Northwind Labs", "",  //
                      "Wat                           Nu                                                     Zone",
                      "INR                                                                                  <1,2",
                      "                              no tube was received",
                      "Glucose                       101                                                    70 - 99",
                      "                              valid after a fast of 8 - 12 hours", "Pattern                   +",
                      "                              Homogeneous",
                      "Titer                     +   320                                                    <80"})});
  EXPECT_EQ(Rows(reading), (Lines{"INR|no tube was received||<1,2", "Glucose|101||70 - 99", "Pattern|Homogeneous||",
                                  "Titer|320||<80"}));
  EXPECT_EQ(reading.reports.at(0).observations.at(2).flag.text, "+");
  EXPECT_EQ(CountClass(reading, LineClass::kUnread), 0);
}

// A table of limits between the tables: the general rules know it for one, so that none of its lines is named.
TEST(FormatReader, OutsideOfTablesOnlyWhatTheGeneralRulesDoubtIsNamed) {
  const std::string table = std::string(kOddTable) + "    until: [Limits]\nelsewhere: nothing\n";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "Wat          Vorig    Nu       Maat      Zone",
              "Sodium       141      139      mmol/L    136-145", "Limits", "Good         135", "Not good     120", "",
              "Dear colleague", "", "Ferritin      24      ng/mL     30-400     CHK"})};
  const FormatReading reading = ReadAs(table, pages);
  EXPECT_EQ(Rows(reading), Lines{"Sodium|139|mmol/L|136-145"});
  std::vector<std::string> unread;
  for (const ClassifiedLine& line : reading.reports.at(0).lines)
    if (line.line_class == LineClass::kUnread) unread.push_back(line.text);
  EXPECT_EQ(unread, Lines{"Ferritin  24  ng/mL  30-400  CHK"});
}

TEST(FormatReader, PagesWithoutResultsAndPagesThatRepeatThem) {
  const std::string pages_rule =
      std::string(kOddTable) + "pages:\n  - {when: Guide to results, read: never}\n  - {when: Summary, read: again}\n";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "Wat          Vorig    Nu       Maat      Zone",
              "Sodium       141      139      mmol/L    136-145", "Potassium    4.1      4.4      mmol/L    3.5-5.1"}),
      PageOf({"Guide to results", "Sodium       low      120      mmol/L    136-145"}, 2),
      PageOf({"Summary", "Wat          Vorig    Nu       Maat      Zone",
              "Sodium                139      mmol/L    136-145", "Potassium             4.8      mmol/L    3.5-5.1",
              "Chloride              101      mmol/L    98-107"},
             3)};
  const FormatReading reading = ReadAs(pages_rule, pages);
  EXPECT_EQ(Rows(reading), (Lines{"Sodium|139|mmol/L|136-145", "Potassium|4.4|mmol/L|3.5-5.1",
                                  "Potassium|4.8|mmol/L|3.5-5.1", "Chloride|101|mmol/L|98-107"}));
  for (const Observation& o : reading.reports[0].observations)
    EXPECT_EQ(HasFinding(o.findings, FindingCode::kDuplicateDiffers), o.name.text == "Potassium") << o.name.text;
}

TEST(FormatReader, ATableGoesOnOverThePagesEnd) {
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "Wat          Vorig    Nu       Maat      Zone",
              "Sodium       141      139      mmol/L    136-145"}),
      PageOf({"Glucose      97       92       mg/dL     70-99", "Urea                  5.1      mmol/L    2.5-7.8"},
             2)};
  EXPECT_EQ(Rows(ReadAs(std::string(kOddTable) + "elsewhere: nothing\n", pages)),
            (Lines{"Sodium|139|mmol/L|136-145", "Glucose|92|mg/dL|70-99", "Urea|5.1|mmol/L|2.5-7.8"}));
  const FormatReading stops = ReadAs(std::string(kOddTable) + "    continues: false\nelsewhere: nothing\n", pages);
  EXPECT_EQ(Rows(stops), Lines{"Sodium|139|mmol/L|136-145"});
  EXPECT_EQ(CountClass(stops, LineClass::kUnread), 2) << "what is not read is named";
}

TEST(FormatReader, TablesSideBySideUnderTheSameHeads) {
  const std::string table = "tables:\n  - {name: food, columns: [{is: name, head: Food}, {is: result, head: Class}]}\n";
  const FormatReading reading =
      ReadAs(table, {PageOf({"Northwind Labs", "",  //
                             "Food          Class      Food          Class", "Casein        2+         Almond        0",
                             "Egg white     0          Walnut        VL"})});
  EXPECT_EQ(Rows(reading), (Lines{"Casein|2+||", "Egg white|0||", "Almond|0||", "Walnut|VL||"}));
}

TEST(FormatReader, PatternsReadRowsWithoutColumns) {
  const std::string lines = R"(
lines:
  - name: risk
    pattern: '^(?P<name>[A-Z][A-Za-z /-]+?)\s+(?P<range><\d+)\s+\d+-\d+\s+>\d+\s+(?P<unit>\S+)\s+(?P<value>[\d.]+)$'
  - name: card
    pattern: '^(?P<name>Omega Index)\n(?P<value>[\d.]+) (?P<unit>%)$'
    from: 0.5
elsewhere: nothing
)";
  const FormatReading reading =
      ReadAs(lines, {PageOf({"Northwind Labs", "", "Total Cholesterol    <200   200-240   >240   mg/dL   139",
                             "See the guide                                                  Omega Index",
                             "for what it means                                              5.58 %"})});
  EXPECT_EQ(Rows(reading), (Lines{"Total Cholesterol|139|mg/dL|<200", "Omega Index|5.58|%|"}));
}

TEST(FormatReader, CardsSideBySideByTwoPatterns) {
  const std::string lines = R"(
lines:
  - {name: left, to: 0.5, pattern: '^(?P<name>[A-Z]+)\n(?P<value>[\d.]+)  [^\n]+\n(?P<unit>\S+)'}
  - {name: right, from: 0.5, pattern: '^(?P<name>[A-Z]+)\n(?P<value>[\d.]+)  [^\n]+\n(?P<unit>\S+)'}
elsewhere: nothing
)";
  const FormatReading reading =
      ReadAs(lines, {PageOf({"Northwind Labs", "",  //
                             "        COPPER                                                      ZINC",
                             "0.17    carries iron                                        13.1    heals wounds",
                             "g/L                                                         umol/L",
                             "        GGT                                                         PROLACTIN",
                             "9.0     of the liver                                        4.3     of the pituitary",
                             "U/L                                                         ng/mL"})});
  EXPECT_EQ(Rows(reading), (Lines{"COPPER|0.17|g/L|", "GGT|9.0|U/L|", "ZINC|13.1|umol/L|", "PROLACTIN|4.3|ng/mL|"}));
}

TEST(FormatReader, TheHeaderByLabelPatternAndConstant) {
  const std::string header = R"(
dates: day-first
header:
  - {field: accession, label: Ons kenmerk}
  - {field: collected, label: Genomen, value: below}
  - {field: birth_date, label: Kind, pattern: 'geb\. (\S+)'}
  - {field: sex, pattern: 'Kind: .* \((V|M)\)'}
  - {field: specimen, is: blood spot}
)";
  const FormatReading reading =
      ReadAs(std::string(kOddTable) + header,
             {PageOf({"Northwind Labs", "Ons kenmerk:   A-771        Genomen", "                            03/04/2024",
                      "Kind: geb. 06/04/2012 (V)", "Wat          Vorig    Nu       Maat      Zone",
                      "Sodium       141      139      mmol/L    136-145"})});
  ASSERT_EQ(reading.reports.size(), 1u);
  const ReportHeader& h = reading.reports[0].header;
  EXPECT_EQ(h.accession, "A-771");
  EXPECT_EQ(h.collected, "2024-04-03");
  EXPECT_EQ(h.birth_date, "2012-04-06");
  EXPECT_EQ(h.sex, "F");
  EXPECT_EQ(h.specimen, "blood spot");
}

// "Ref" stands twice: the sender's on the left, the laboratory's on the right.
TEST(FormatReader, AHeaderFieldInARegionOfThePage) {
  const auto accession = [](const std::string& region) {
    const FormatReading reading =
        ReadAs(std::string(kOddTable) + "header:\n  - {field: accession, label: Kenm" + region + "}\n",
               {PageOf({"Northwind Labs", "Kenm:  S-1                    Kenm:  L-2",
                        "Wat          Vorig    Nu       Maat      Zone",
                        "Sodium       141      139      mmol/L    136-145", "Kenm:  F-3"})});
    return reading.reports.at(0).header.accession;
  };
  EXPECT_EQ(accession(""), "S-1");
  EXPECT_EQ(accession(", from: 0.25"), "L-2");
  EXPECT_EQ(accession(", to: 0.25, top: 0.1"), "F-3");
  EXPECT_EQ(accession(", bottom: 0.01"), "");
}

TEST(FormatReader, NobodyIsBornAfterTheSample) {
  const std::string header = "dates: day-first\nheader:\n  - {field: birth_date, label: DOB}\n";
  const FormatReading reading = ReadAs(
      std::string(kOddTable) + header,
      {PageOf({"Northwind Labs", "DOB:  16/08/52       Collected:  13/03/25 10:00",
               "Wat          Vorig    Nu       Maat      Zone", "Sodium       141      139      mmol/L    136-145"})});
  EXPECT_EQ(reading.reports.at(0).header.birth_date, "1952-08-16");
}

TEST(FormatReader, FlagsFromTheRangeWhereGraphicsCarryThem) {
  const std::string table =
      "tables:\n  - {name: a, columns: [{is: name, head: Wat}, {is: result, head: Nu}, {is: unit, head: Maat}, {is: "
      "range, head: Zone}]}\n";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", "Wat          Nu       Maat      Zone", "Lactoferrin  9.7      ug/mL     < 7.3",
              "Elastase     180      ug/g      > 200"})};
  const FormatReading printed = ReadAs(table, pages), derived = ReadAs(table + "flags: from-range\n", pages);
  ASSERT_EQ(printed.reports.at(0).observations.size(), 2u);
  EXPECT_EQ(printed.reports[0].observations[0].flag.code, "");
  EXPECT_EQ(derived.reports.at(0).observations[0].flag.code, "H");
  EXPECT_EQ(derived.reports.at(0).observations[1].flag.code, "L");
}

TEST(FormatReader, NamesOfTheLaboratoryAndRowsThatAreAlwaysReviewed) {
  const std::string more = std::string(kOddTable) +
                           "names: {Na+ s: sodium-serum}\nreview: {names: [Urea], because: The assay was withdrawn.}\n";
  const FormatReading reading = ReadAs(more, {PageOf({"Northwind Labs", "Wat          Vorig    Nu       Maat      Zone",
                                                      "Na+ S        141      139      mmol/L    136-145",
                                                      "Urea                  5.1      mmol/L    2.5-7.8"})});
  ASSERT_EQ(reading.reports.at(0).observations.size(), 2u);
  EXPECT_EQ(reading.reports[0].observations[0].analyte.id, "sodium-serum");
  const Observation& urea = reading.reports[0].observations[1];
  EXPECT_TRUE(HasFinding(urea.findings, FindingCode::kPolicyReview));
  EXPECT_EQ(urea.findings.back().message, "The assay was withdrawn.");
  EXPECT_EQ(urea.confidence, 0);
}

// The general rules know the heads as well; what a pattern took is no row of theirs.
TEST(FormatReader, LinesOfPatternsAreReadOnce) {
  const std::string pattern =
      "lines:\n  - {name: r, pattern: "
      "'^(?P<name>\\S+)\\s+(?P<range><[0-9]+)\\s+(?P<unit>\\S+)\\s+(?P<value>[0-9]+)$'}\n";
  EXPECT_EQ(Rows(ReadAs(pattern, {PageOf({"Northwind Labs", "Test          Reference Range   Units     Result",
                                          "Cholesterol   <200              mg/dL     221",
                                          "LDL           <100              mg/dL     98"})})),
            (Lines{"Cholesterol|221|mg/dL|<200", "LDL|98|mg/dL|<100"}));
}

// On each page at one height, so that the line looks like a letterhead.
TEST(FormatReader, HeadsThatEachPageHasAreHeadsForTheGeneralRulesToo) {
  const std::string head = "Biomarker       Result         Reference Range";
  const std::vector<Page> pages = {
      PageOf({"Northwind Labs", head, "Giardia         Not Detected   Not Detected",
              "Blastocystis    Detected       Not Detected", "Entamoeba       Not Detected   Not Detected"}),
      PageOf({"Northwind Labs", head, "Elastase        164            > 200", "Calprotectin    58             < 80",
              "Lactoferrin     4.4            < 7.3"},
             2)};
  const FormatReading reading = ReadAs("", pages);
  EXPECT_EQ(reading.format.id, "x");
  EXPECT_EQ(Rows(reading), Rows(ReadDocument(pages, nullptr)));
  EXPECT_EQ(Rows(reading).size(), 6u);
}

}  // namespace
}  // namespace labintake::formats
