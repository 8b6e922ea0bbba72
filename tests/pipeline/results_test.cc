// JSON, CSV and table of documents made by hand.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "pipeline/output/result_writer.h"
#include "pipeline/output/results_json.h"
#include "pipeline/output/summary.h"
#include "pipeline/output/text_cell.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

std::string Write(OutputFormat format, const std::vector<FileResult>& results, OutputOptions options = {}) {
  std::string out;
  const auto writer = MakeResultWriter(format, options, [&](std::string_view text) { out += text; });
  writer->Begin();
  for (const FileResult& result : results) writer->Add(result);
  writer->End();
  return out;
}

FileResult Made() { return {"some/folder/made.pdf", MadeDocument()}; }
FileResult Failed() { return {"bad.pdf", Fail(ErrorCode::kEncrypted, "Give the password with --password.")}; }
FileResult Empty() {
  Document d;
  d.path = "letter.pdf";
  d.pages = {{1, 612, 792, PageKind::kText}};
  return {"letter.pdf", d};
}

TEST(JsonTest, HasEveryKeyOfTheResultsForm) {
  const Json report = Json::parse(Write(OutputFormat::kJson, {Made()}));
  const Json& document = report.at("document");
  EXPECT_EQ(document.at("file"), "made.pdf");
  EXPECT_EQ(document.at("report"), 1);
  EXPECT_EQ(document.at("sha256"), std::string(64, 'a'));
  EXPECT_EQ(document.at("pages"), 1);
  EXPECT_EQ(document.at("lab"), "Example Laboratory");
  EXPECT_TRUE(document.at("format").is_null());
  EXPECT_EQ(document.at("status"), "needs_review");
  EXPECT_EQ(document.at("collected"), "2024-05-01T08:30");
  EXPECT_TRUE(document.at("received").is_null());
  EXPECT_EQ(document.at("reported"), "2024-05-03");
  EXPECT_EQ(document.at("accession"), "A-1");
  EXPECT_EQ(document.at("patient"), Json({{"sex", "F"}, {"age", "54 a"}}));
  EXPECT_EQ(document.at("unread").dump(), R"([{"page":1,"box":[72.0,191.0,300.0,203.0],"text":"Odd line 2?4 ng/mL"}])");
  EXPECT_EQ(document.at("coverage").at("row"), 2);
  EXPECT_EQ(document.at("coverage").at("table-head"), 1);
  EXPECT_EQ(document.at("findings").at(0).at("code"), "unread-lines");

  const Json& row = report.at("results").at(1);
  EXPECT_EQ(row.at("page"), 1);
  EXPECT_EQ(row.at("panel"), "Iron");
  EXPECT_EQ(row.at("name").at("text"), "Iron, \"total\"");
  for (const char* key : {"analyte", "loinc", "specimen"}) EXPECT_TRUE(row.at("name").at(key).is_null()) << key;
  EXPECT_EQ(row.at("name").at("box").dump(), "[72.0,171.0,150.0,183.0]");
  EXPECT_EQ(row.at("value").at("text"), "210");
  EXPECT_EQ(row.at("value").at("number"), "210");
  EXPECT_EQ(row.at("value").at("comparator"), ">");
  EXPECT_EQ(row.at("value").at("kind"), "quantity");
  EXPECT_TRUE(row.at("value").at("box").is_array());
  EXPECT_EQ(row.at("unit").at("text"), "ug/dL");
  EXPECT_EQ(row.at("unit").at("ucum"), "ug/dL");
  EXPECT_EQ(row.at("range").at("text"), "<170");
  EXPECT_TRUE(row.at("range").at("low").is_null());
  EXPECT_EQ(row.at("range").at("high"), "170");
  EXPECT_EQ(row.at("range").at("high_inclusive"), false);
  EXPECT_EQ(row.at("flag").at("text"), "L");
  EXPECT_EQ(row.at("flag").at("code"), "L");
  EXPECT_EQ(row.at("flag").at("derived"), false);
  EXPECT_EQ(row.at("confidence"), 0.512);
  EXPECT_EQ(row.at("status"), "review");
  EXPECT_EQ(row.at("rule"), "columns/header");
  EXPECT_EQ(row.at("findings").at(0).at("code"), "flag-disagrees");

  const Json& accepted = report.at("results").at(0);
  EXPECT_EQ(accepted.at("status"), "accepted");
  EXPECT_TRUE(accepted.at("value").at("comparator").is_null());
  EXPECT_EQ(accepted.at("flag").dump(), R"({"text":"","code":"N","derived":true,"box":null})");
  EXPECT_EQ(accepted.at("specimen"), "serum");
}

// Row 0 with an analyte, row 1 under a name that nobody knows.
FileResult Interpreted() {
  FileResult made = Made();
  Observation& known = made.document->reports[0].observations[0];
  known.name.text = "S-Ferr";
  known.analyte = {"ferritin-serum", "Ferritin", "2276-4", "serum", NameMatch::kLearned, {}};
  known.canonical = {Decimal::Parse("85.0"), Decimal::Parse("30"), std::nullopt, "ng/mL", "x 1"};
  known.findings = {{FindingCode::kNotConverted, "Not in the other unit.", {1, 2, 3, 4}, Severity::kNote}};
  Observation& unknown = made.document->reports[0].observations[1];
  unknown.analyte.candidates = {"iron-serum", "iron-blood"};
  unknown.findings.push_back({FindingCode::kAnalyteUnknown, "No name of the catalogue.", {}, Severity::kNote});
  unknown.findings[0].also = {{5, 6, 7, 8}};
  return made;
}

TEST(JsonTest, SaysWhatWasMeasuredAndHowMuchInTheCanonicalUnit) {
  const Json report = Json::parse(Write(OutputFormat::kJson, {Interpreted()}));
  const Json& known = report.at("results").at(0);
  EXPECT_EQ(known.at("name").at("text"), "S-Ferr");
  EXPECT_EQ(known.at("name").at("analyte"), "ferritin-serum");
  EXPECT_EQ(known.at("name").at("loinc"), "2276-4");
  EXPECT_EQ(known.at("name").at("specimen"), "serum");
  EXPECT_EQ(known.at("name").at("match"), "learned");
  EXPECT_EQ(known.at("canonical").dump(),
            R"({"value":"85.0","low":"30","high":null,"ucum":"ng/mL","conversion":"x 1"})");
  EXPECT_EQ(known.at("findings").at(0).at("severity"), "note");
  EXPECT_TRUE(known.at("findings").at(0).at("also").empty());
  const Json& unknown = report.at("results").at(1);
  EXPECT_TRUE(unknown.at("name").at("analyte").is_null());
  EXPECT_EQ(unknown.at("name").at("match"), "none");
  EXPECT_EQ(unknown.at("name").at("candidates").dump(), R"(["iron-serum","iron-blood"])");
  EXPECT_TRUE(unknown.at("canonical").is_null());
  EXPECT_EQ(unknown.at("findings").at(0).at("severity"), "doubt");
  EXPECT_EQ(unknown.at("findings").at(0).at("also").dump(), "[[5.0,6.0,7.0,8.0]]");
}

TEST(JsonTest, HoldsNoPatient) {
  for (const OutputFormat format : {OutputFormat::kJson, OutputFormat::kJsonLines, OutputFormat::kCsv}) {
    const std::string out = Write(format, {Made()});
    EXPECT_EQ(out.find("Doe"), std::string::npos);
    EXPECT_EQ(out.find("P-77"), std::string::npos);
    EXPECT_EQ(out.find("1970"), std::string::npos);
  }
}

TEST(JsonTest, FailedAndEmptyFilesAreObjectsToo) {
  const Json failed = Json::parse(Write(OutputFormat::kJson, {Failed()}));
  EXPECT_EQ(failed.at("document").at("status"), "failed");
  EXPECT_EQ(failed.at("document").at("error").at("code"), "encrypted");
  EXPECT_EQ(failed.at("document").at("error").at("message"), "Give the password with --password.");
  EXPECT_TRUE(failed.at("results").empty());
  const Json empty = Json::parse(Write(OutputFormat::kJson, {Empty()}));
  EXPECT_EQ(empty.at("document").at("status"), "complete");
  EXPECT_EQ(empty.at("document").at("notice"), "no results found");
  EXPECT_TRUE(empty.at("results").empty());
}

TEST(JsonTest, KeysAreTheSameForEveryOutcome) {
  const auto keys = [](const FileResult& result) {
    std::vector<std::string> out;
    const std::vector<Json> objects = ToJson(result);
    for (const auto& item : objects.front().at("document").items()) out.push_back(item.key());
    return out;
  };
  EXPECT_EQ(keys(Made()), keys(Failed()));
  EXPECT_EQ(keys(Made()), keys(Empty()));
}

TEST(JsonTest, ListsAreFlat) {
  FileResult two = Made();
  two.document->reports.push_back(two.document->reports.front());
  two.document->reports.back().number = 2;
  EXPECT_EQ(Json::parse(Write(OutputFormat::kJson, {two})).size(), 2u);
  const Json list = Json::parse(Write(OutputFormat::kJson, {two, Failed(), Empty()}, {.list = true}));
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(list.at(1).at("document").at("report"), 2);
  EXPECT_EQ(list.at(2).at("document").at("status"), "failed");
  EXPECT_EQ(Json::parse(Write(OutputFormat::kJson, {}, {.list = true})), Json::array());
  EXPECT_TRUE(Json::parse(Write(OutputFormat::kJson, {Made()}, {.list = true})).is_array());
}

TEST(JsonTest, OneLineAReport) {
  const std::string out = Write(OutputFormat::kJsonLines, {Made(), Failed()});
  const std::size_t end = out.find('\n');
  EXPECT_EQ(Json::parse(out.substr(0, end)).at("results").size(), 2u);
  EXPECT_EQ(Json::parse(out.substr(end + 1)).at("document").at("status"), "failed");
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
}

TEST(JsonTest, AnyBytesGiveValidJson) {
  std::mt19937 random(3);
  for (int i = 0; i < 50; ++i) {
    const std::string out = Write(OutputFormat::kJson, {{"odd\xff.pdf", RandomDocument(random)}});
    EXPECT_TRUE(Json::accept(out));
  }
}

TEST(CsvTest, OneLineARow) {
  EXPECT_EQ(Write(OutputFormat::kCsv, {Made(), Failed(), Empty()}),
            "file,report,page,panel,name,value,comparator,number,unit,ucum,range,low,high,flag,flag_code,status,"
            "confidence,findings,analyte,analyte_name,loinc,specimen,canonical_value,canonical_low,canonical_high,"
            "canonical_ucum\n"
            "made.pdf,1,1,Iron,Ferritin,85,,85,ng/mL,ng/mL,30-300,30,300,,N,accepted,0.990,,,,,,,,,\n"
            "made.pdf,1,1,Iron,\"Iron, \"\"total\"\"\",210,>,210,ug/dL,ug/dL,<170,,170,L,L,review,0.512,"
            "\"flag-disagrees: The flag says low, but 210 is above the range.\",,,,,,,,\n");
}

TEST(CsvTest, HasTheAnalyteAndTheCanonicalQuantity) {
  const std::string out = Write(OutputFormat::kCsv, {Interpreted()});
  EXPECT_NE(
      out.find(",note not-converted: Not in the other unit.,ferritin-serum,Ferritin,2276-4,serum,85.0,30,,ng/mL\n"),
      std::string::npos)
      << out;
}

TEST(CsvTest, QuotesLineBreaksAndDefusesFormulas) {
  FileResult odd = Made();
  odd.document->reports[0].observations[0].name.text = "two\nlines";
  odd.document->reports[0].observations[1].name.text = "=1+1";
  odd.document->reports[0].observations[1].value.text = "-0.5";
  const std::string out = Write(OutputFormat::kCsv, {odd});
  EXPECT_NE(out.find(",\"two\nlines\",85,"), std::string::npos);
  EXPECT_NE(out.find(",'=1+1,-0.5,"), std::string::npos);
}

TEST(TableTest, ShowsWhatWaitsAndWhy) {
  EXPECT_EQ(
      Write(OutputFormat::kTable, {Made(), Failed(), Empty()}),
      "some/folder/made.pdf  Example Laboratory  collected 2024-05-01T08:30  2 rows, 1 to review, 1 line not read\n"
      "    Test           Value  Unit   Range   Flag\n"
      "  Iron\n"
      "    Ferritin          85  ng/mL  30-300\n"
      "  ! Iron, \"total\"    210  ug/dL  <170    L\n"
      "      The flag says low, but 210 is above the range.\n"
      "  ! not read, page 1: Odd line 2?4 ng/mL\n"
      "  ! One line looks like a result and was not read.\n"
      "\n"
      "letter.pdf  no results found\n");
}

TEST(TableTest, SaysWhatANameMeansAndNotesLast) {
  EXPECT_EQ(
      Write(OutputFormat::kTable, {Interpreted()}),
      "some/folder/made.pdf  Example Laboratory  collected 2024-05-01T08:30  2 rows, 1 to review, 1 line not read\n"
      "    Test           Value  Unit   Range   Flag\n"
      "  Iron\n"
      "    S-Ferr            85  ng/mL  30-300        = Ferritin\n"
      "  ! Iron, \"total\"    210  ug/dL  <170    L\n"
      "      The flag says low, but 210 is above the range.\n"
      "      note: No name of the catalogue.\n"
      "  ! not read, page 1: Odd line 2?4 ng/mL\n"
      "  ! One line looks like a result and was not read.\n"
      "    note: the catalogue has no analyte for 1 row\n");
  const std::string narrow = Write(OutputFormat::kTable, {Interpreted()}, {.columns = 50});
  EXPECT_EQ(narrow.find("= Ferr"), std::string::npos) << "no room to read it in";
  const std::string color = Write(OutputFormat::kTable, {Interpreted()}, {.color = true});
  EXPECT_NE(color.find("\x1b[2mnote: No name"), std::string::npos);
  FileResult same = Interpreted();
  const auto beside = [&](const std::string& printed, const std::string& listed) {
    same.document->reports[0].observations[0].name.text = printed;
    same.document->reports[0].observations[0].analyte.name = listed;
    const std::string out = Write(OutputFormat::kTable, {same});
    const std::size_t at = out.find(" = ");
    return at == out.npos ? "" : out.substr(at + 3, out.find('\n', at) - at - 3);
  };
  EXPECT_EQ(beside("FERRITIN, fasting", "Ferritin"), "") << "the print says it";
  EXPECT_EQ(beside("Haemoglobin", "Hemoglobin"), "");
  EXPECT_EQ(beside("Neutrophils", "Neutrophils, absolute"), "") << "the unit says it";
  EXPECT_EQ(beside("ALKALINE PHOSPHATASE", "Alkaline phosphatase (ALP)"), "");
  EXPECT_EQ(beside("ALAT", "Alanine aminotransferase (ALT)"), "Alanine aminotransferase");
  EXPECT_EQ(beside("eGFR", "eGFR (CKD-EPI 2009, creatinine)"), "eGFR (CKD-EPI 2009, creatinine)");
}

TEST(TableTest, ColoursOnlyWhenAsked) {
  EXPECT_EQ(Write(OutputFormat::kTable, {Made()}).find('\x1b'), std::string::npos);
  EXPECT_NE(Write(OutputFormat::kTable, {Made()}, {.color = true}).find("\x1b[1;33m  ! Iron"), std::string::npos);
}

TEST(TableTest, NarrowTerminalsCutTheWidestColumns) {
  FileResult wide = Made();
  wide.document->reports[0].observations[0].name.text = "A very long name of a test that goes on and on and on";
  const std::string out = Write(OutputFormat::kTable, {wide}, {.columns = 60});
  EXPECT_NE(out.find("A very long name o"), std::string::npos);
  EXPECT_NE(out.find("…"), std::string::npos);
  EXPECT_EQ(out.find("on and on"), std::string::npos);
  EXPECT_EQ(Write(OutputFormat::kTable, {wide}).find("…"), std::string::npos);
}

TEST(TableTest, DocumentsCannotDriveTheTerminal) {
  FileResult evil = Made();
  evil.document->reports[0].observations[0].name.text = "a\x1b]0;x\x07\u202e\u009b\nb";
  const std::string out = Write(OutputFormat::kTable, {evil});
  for (const char* bad : {"\x1b", "\x07", "\u202e", "\u009b"}) EXPECT_EQ(out.find(bad), std::string::npos);
}

TEST(TextCellTest, CountsColumns) {
  EXPECT_EQ(DisplayWidth("µg"), 2u);
  EXPECT_EQ(DisplayWidth("漢字"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(Fit("漢", 4), "漢  ");
  EXPECT_EQ(Fit("85", 4, true), "  85");
  EXPECT_EQ(Fit("漢字字", 4), "漢… ");
}

TEST(PrintedConfidence, NearOneItKeepsItsNines) {
  EXPECT_EQ(PrintedConfidence(0.99 * 0.97), 0.96);
  EXPECT_EQ(PrintedConfidence(0.99), 0.99);
  EXPECT_EQ(PrintedConfidence(0.999571), 0.99957);
  EXPECT_EQ(ConfidenceText(0.99), "0.990");
  EXPECT_EQ(ConfidenceText(0.999571), "0.99957");
}

}  // namespace
}  // namespace labintake::pipeline
