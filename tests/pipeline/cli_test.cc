// The built program from outside: arguments, outputs, exit codes.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/pipeline/made_document.h"
#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

using CliTest = ProgramTest;

TEST_F(CliTest, BadArgumentsGiveOne) {
  for (const char* arguments : {"",
                                "nonsense",
                                "process",
                                "process --format xml a.pdf",
                                "process --jobs 0 a.pdf",
                                "process --jobs x a.pdf",
                                "process --accept-threshold 2 a.pdf",
                                "process --unknown a.pdf",
                                "explain a.pdf",
                                "explain a.pdf -o b --dpi 1",
                                "process --client C1 a.pdf",
                                "process --page-timeout -1 a.pdf",
                                "process --max-megapixels 0 a.pdf",
                                "process --ocr-without nonsense a.pdf",
                                "process --ocr-without ink, a.pdf",
                                "process --ocr-languages ../eng a.pdf",
                                "process --ocr-languages eng+ a.pdf",
                                "formats",
                                "formats show",
                                "formats new my-lab",
                                "formats new My_Lab a.pdf",
                                "formats list --format xml",
                                "process --save-steps no/such/folder a.pdf",
                                "explain --save-steps no/such/folder a.pdf -o b"}) {
    const Finished run = Run(arguments);
    EXPECT_EQ(run.exit_code, 1) << arguments;
    EXPECT_FALSE(run.err.empty()) << arguments;
    EXPECT_EQ(run.out, "") << arguments;
  }
}

TEST_F(CliTest, EveryHelpListsTheExitCodes) {
  for (const char* arguments :
       {"--help", "process --help", "explain --help", "queue --help", "export --help", "policy --help",
        "calibrate --help", "formats --help", "formats list --help", "formats show --help", "formats check --help",
        "formats new --help", "formats test --help", "policy check --help", "policy show --help",
        "catalog aliases --help", "doctor --help", "backup --help", "forget --help", "status --help", "jobs --help"}) {
    const Finished run = Run(arguments);
    EXPECT_EQ(run.exit_code, 0) << arguments;
    EXPECT_TRUE(Has(run.out, "Exit codes:")) << arguments;
  }
  for (const char* arguments : {"--help", "process --help", "explain --help"}) {
    for (const char* code : {"\n  0 ", "\n  1 ", "\n  2 ", "\n  3 ", "\n  4 ", "\n  130 "}) {
      EXPECT_TRUE(Has(Run(arguments).out, code)) << arguments << code;
    }
  }
}

TEST_F(CliTest, TheCatalogueIsSearchedAndChecked) {
  const Finished found = Run("catalog find --json --limit 1 Thrombozyten");
  EXPECT_EQ(found.exit_code, 0) << found.err;
  const Json list = Json::parse(found.out);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0]["id"], "platelets-blood");
  EXPECT_EQ(list[0]["codes"][0]["loinc"], "777-3");
  EXPECT_TRUE(Has(Run("catalog find 718-7").out, "Hemoglobin [Mass/volume] in Blood"));
  const Finished nothing = Run("catalog find qqqqqqqq");
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_EQ(nothing.out, "");
  EXPECT_TRUE(Has(nothing.err, "try fewer words"));
  const Finished checked = Run("catalog check");
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_TRUE(Has(checked.out, "; 0 problems"));
}

TEST_F(CliTest, ATableOfUnitsThatCannotBeUsedIsConfigurationAndNoFaultOfTheReport) {
  Shell("mkdir data && echo nonsense >data/ucum.table && echo nonsense >other.csv");
  const std::string in_folder = fmt::format("LABINTAKE_DATA_DIR='{}/data'", folder_.path());
  const std::string report = LABINTAKE_SOURCE_DIR "/samples/us-in-out-of-range/report.pdf";
  const Finished damaged = Run(fmt::format("process '{}'", report), in_folder);
  EXPECT_EQ(damaged.exit_code, 4);
  EXPECT_TRUE(Has(damaged.err, "table of units")) << damaged.err;
  EXPECT_EQ(Run("catalog import-ucum other.csv", in_folder).exit_code, 2);
  EXPECT_EQ(Run("catalog import-loinc other.csv", in_folder).exit_code, 2);
  EXPECT_EQ(Run("catalog import-loinc missing.csv", in_folder).exit_code, 2);
}

TEST_F(CliTest, VersionNamesTheLibraries) {
  const Finished run = Run("--version");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(run.out.starts_with("labintake "));
  for (const char* library : {"Poppler ", "qpdf ", "SQLite "}) EXPECT_TRUE(Has(run.out, library)) << library;
}

TEST_F(CliTest, FilesThatCannotBeProcessedGiveTwoAndOneSentence) {
  WriteFile(folder_ / "empty.pdf", "");
  WriteFile(folder_ / "text.txt", "SECRETNAME has a ferritin of 12\n");
  WriteFile(folder_ / "plain.pdf", MadePdf());
  Shell("qpdf --encrypt user owner 256 -- plain.pdf locked.pdf");
  for (const auto& [file, code] : {std::pair<std::string, std::string>{"missing.pdf", "not-found"},
                                   {"empty.pdf", "empty"},
                                   {"text.txt", "unsupported"},
                                   {"locked.pdf", "encrypted"}}) {
    const Finished run = Run("process --format json " + file);
    EXPECT_EQ(run.exit_code, 2) << file;
    EXPECT_TRUE(run.err.starts_with("labintake: " + file + ": ")) << run.err;
    EXPECT_FALSE(Has(run.err, "SECRETNAME"));
    const Json report = Json::parse(run.out);
    EXPECT_EQ(report.at("document").at("status"), "failed") << file;
    EXPECT_EQ(report.at("document").at("error").at("code"), code) << file;
    EXPECT_TRUE(report.at("results").empty());
  }
  EXPECT_EQ(Run("process --password user locked.pdf").exit_code, 0);
  EXPECT_EQ(Run("process locked.pdf", "LABINTAKE_PASSWORD=user").exit_code, 0);
}

TEST_F(CliTest, ATruncatedFileNeverCrashes) {
  const std::string pdf = MadePdf();
  WriteFile(folder_ / "half.pdf", pdf.substr(0, pdf.size() / 2));
  const Finished run = Run("process --format json half.pdf");
  EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 2) << run.exit_code;
  EXPECT_TRUE(Json::accept(run.out));
}

TEST_F(CliTest, TheRestOfTheBatchIsDone) {
  WriteFile(folder_ / "good.pdf", MadePdf());
  WriteFile(folder_ / "bad.pdf", "no");
  const Finished run = Run("process --format json bad.pdf good.pdf missing.pdf good.pdf");
  EXPECT_EQ(run.exit_code, 2);
  const Json list = Json::parse(run.out);
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(list.at(0).at("document").at("file"), "bad.pdf");
  EXPECT_EQ(list.at(1).at("document").at("status"), list.at(3).at("document").at("status"));
  EXPECT_NE(list.at(1).at("document").at("status"), "failed");
  EXPECT_TRUE(Has(run.err, "2 files could not be processed"));
}

TEST_F(CliTest, FoldersAreWalkedAndOtherFilesCounted) {
  std::filesystem::create_directories(folder_ / "in/deep");
  WriteFile(folder_ / "in/b.pdf", MadePdf());
  WriteFile(folder_ / "in/deep/a.pdf", MadePdf());
  WriteFile(folder_ / "in/notes.txt", "text");
  const Finished run = Run("process --format json in");
  EXPECT_EQ(run.exit_code, 0);
  const Json list = Json::parse(run.out);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list.at(0).at("document").at("file"), "b.pdf");
  EXPECT_EQ(list.at(1).at("document").at("file"), "a.pdf");
  EXPECT_TRUE(Has(run.err, "1 file that is no PDF or picture was skipped"));
  std::filesystem::create_directories(folder_ / "none");
  const Finished none = Run("process --format json none");
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_EQ(Json::parse(none.out), Json::array());
  EXPECT_TRUE(Has(none.err, "no PDF"));
}

TEST_F(CliTest, OutputDoesNotDependOnTheNumberOfWorkers) {
  for (int i = 0; i < 12; ++i) WriteFile(folder_ / fmt::format("{:02}.pdf", i), i % 5 == 4 ? "broken" : MadePdf());
  for (const char* format : {"table", "json", "jsonl", "csv"}) {
    const Finished one = Run(fmt::format("process . --jobs 1 --format {}", format));
    EXPECT_FALSE(one.out.empty());
    for (int jobs = 2; jobs <= 4; ++jobs) {
      const Finished many = Run(fmt::format("process . --jobs {} --format {}", jobs, format));
      EXPECT_EQ(many.out, one.out);
      EXPECT_EQ(many.err, one.err);
      EXPECT_EQ(many.exit_code, 2);
    }
  }
}

// No page with a picture of this size is read in this time.
constexpr const char* kEnlarge = "sed -i 's|/Width 612/Height 792|/Width 6120/Height 7920|' ";
constexpr const char* kNoTime = "--page-timeout 0.000001";

TEST_F(CliTest, AScannedPageThatCannotBeReadWaitsWithItsReason) {
  WriteFile(folder_ / "a.pdf", MadePdf());
  WriteFile(folder_ / "b.pdf", MakeScanPdf({{{72, 60, "Test"},
                                             {200, 60, "Result"},
                                             {260, 60, "Unit"},
                                             {72, 80, "Ferritin"},
                                             {200, 80, "85"},
                                             {260, 80, "ng/mL"}},
                                            {},
                                            {}}));
  WriteFile(folder_ / "c.pdf", MakeScanPdf({{}}));
  Shell(std::string(kEnlarge) + "b.pdf c.pdf");
  const Finished run = Run(fmt::format("process {} --jobs 1 --format json --db lab.db a.pdf b.pdf c.pdf", kNoTime));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const Json list = Json::parse(run.out);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list.at(0).at("results"), Json::parse(Run("process --format json a.pdf").out).at("results"));
  EXPECT_EQ(list.at(1).at("results").size(), 1u);
  EXPECT_EQ(list.at(1).at("document").at("status"), "needs_review");
  const Json& findings = list.at(1).at("document").at("findings");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings.at(0).at("code"), "page-unreadable");
  EXPECT_EQ(findings.at(0).at("message"),
            "page 2 could not be read: the work on it took longer than 1e-06 seconds, twice; allow more with "
            "--page-timeout");
  EXPECT_TRUE(Has(findings.at(1).at("message").get<std::string>(), "page 3 could not be read"));
  // A document of nothing but such pages is in the queue too.
  EXPECT_EQ(list.at(2).at("document").at("status"), "needs_review");
  const Finished queue = Run("queue list --db lab.db --format jsonl");
  EXPECT_TRUE(Has(queue.out, "page 2 could not be read"));
  EXPECT_TRUE(Has(queue.out, "page 1 could not be read"));
  EXPECT_EQ(Run(fmt::format("process {} --fail-on-review c.pdf", kNoTime)).exit_code, 3);
  // The pictures of the pages are for whoever reads them instead.
  EXPECT_EQ(Run("queue export out --db lab.db").exit_code, 0);
  int pictures = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "out")) {
    if (entry.path().extension() == ".png") ++pictures;
  }
  EXPECT_GE(pictures, 2);
  // A later run that has the time takes the place of this one.
  EXPECT_EQ(Run("process --db lab.db b.pdf c.pdf").exit_code, 0);
  EXPECT_FALSE(Has(Run("queue list --db lab.db --format jsonl").out, "took longer than"));
}

TEST_F(CliTest, ScansDoNotDependOnTheNumberOfWorkersEither) {
  for (int i = 0; i < 6; ++i) {
    std::vector<std::vector<PdfText>> pages(static_cast<std::size_t>(1 + i % 4));
    if (i % 2 == 0) pages.push_back({{72, 60, "Iron 90 ug/dL"}});
    WriteFile(folder_ / fmt::format("{}.pdf", i), MakeScanPdf(pages));
  }
  const Finished one = Run("process . --jobs 1 --format json");
  EXPECT_FALSE(one.out.empty());
  for (const int jobs : {2, 4}) EXPECT_EQ(Run(fmt::format("process . --jobs {} --format json", jobs)).out, one.out);
}

TEST_F(CliTest, PicturesOverTheLimitAreRefused) {
  WriteFile(folder_ / "scan.pdf", MakeScanPdf(std::vector<std::vector<PdfText>>(1)));
  Shell(std::string(kEnlarge) + "scan.pdf");
  const Finished run = Run("process --max-megapixels 20 --format json scan.pdf");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(Has(run.out, "its pictures have 48 megapixels, the limit is 20; raise --max-megapixels")) << run.out;
}

TEST_F(CliTest, TheFolderOfStepsIsPrivate) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  EXPECT_EQ(Run("process --save-steps steps made.pdf").exit_code, 0);
  struct stat info {};
  ASSERT_EQ(stat((folder_ / "steps").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
  EXPECT_EQ(
      Run("process --save-steps steps --no-second-reading --ocr-without ink,third --ocr-languages eng+chi_sim made.pdf")
          .exit_code,
      0);
}

TEST_F(CliTest, WhatWaitsGivesThreeOnlyWhenAsked) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  const Finished all = Run("process --accept-threshold 1 --format json made.pdf");
  EXPECT_EQ(all.exit_code, 0);
  const Json report = Json::parse(all.out);
  const bool waits = report.at("document").at("status") != "complete" || report.at("document").at("review") != 0;
  EXPECT_EQ(Run("process --accept-threshold 1 --fail-on-review made.pdf").exit_code, waits ? 3 : 0);
  EXPECT_EQ(Has(all.err, "for review:"), waits);
  EXPECT_EQ(Run("process --fail-on-review --accept-threshold 1 made.pdf missing.pdf").exit_code, 2);
}

TEST_F(CliTest, APolicyDecidesWhatWaits) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  const auto statuses = [&](const std::string& options) {
    std::string all;
    const Finished run = Run("process --format json made.pdf " + options);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const Json report = Json::parse(run.out);
    for (const Json& row : report.at("results")) all += row.at("status").get<std::string>().substr(0, 1);
    return all;
  };
  const std::string usual = statuses("");
  EXPECT_TRUE(Has(usual, "a")) << usual;
  ASSERT_EQ(Run("policy show").exit_code, 0);
  WriteFile(folder_ / "usual.yaml", Run("policy show").out);
  EXPECT_EQ(statuses("--policy usual.yaml"), usual);
  WriteFile(folder_ / "strict.yaml", "probation: [{lab: '*'}]\n");
  EXPECT_EQ(statuses("--policy strict.yaml"), std::string(usual.size(), 'r'));
  WriteFile(folder_ / "lax.yaml", "accept_threshold: 0\n");
  EXPECT_EQ(statuses("--policy lax.yaml"), std::string(usual.size(), 'a'));
  EXPECT_EQ(statuses("--policy lax.yaml --accept-threshold 1"), std::string(usual.size(), 'r'));
}

TEST_F(CliTest, ABadPolicyGivesFourAndNamesTheLine) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  WriteFile(folder_ / "bad.yaml", "# mine\naccept_threshold: high\n");
  WriteFile(folder_ / "lost.yaml", "calibration: none.json\n");
  for (const char* command : {"process made.pdf --policy ", "explain made.pdf -o x.html --policy ", "policy check "}) {
    Finished run = Run(std::string(command) + "bad.yaml");
    EXPECT_EQ(run.exit_code, 4) << command;
    EXPECT_EQ(run.out, "") << command;
    EXPECT_TRUE(Has(run.err, "bad.yaml:2: accept_threshold: 'high' is not allowed here")) << run.err;
    run = Run(std::string(command) + "lost.yaml");
    EXPECT_EQ(run.exit_code, 4) << command;
    EXPECT_TRUE(Has(run.err, "none.json: the file is not there or cannot be read")) << run.err;
    EXPECT_EQ(Run(std::string(command) + "missing.yaml").exit_code, 4) << command;
  }
  EXPECT_EQ(Run("policy show bad.yaml").exit_code, 4);
  EXPECT_EQ(Run("policy").exit_code, 1);
  WriteFile(folder_ / "good.yaml", "audit_sample: 0.02\n");
  const Finished good = Run("policy check good.yaml");
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_EQ(good.out, "good.yaml: good\n");
  EXPECT_TRUE(Has(Run("policy show good.yaml").out, "audit_sample:\n  text_layer: 0.02\n  recognised: 0.02\n"));
}

TEST_F(CliTest, WhatIsDrawnForAuditDoesNotDependOnTheRun) {
  for (int i = 0; i < 8; ++i) WriteFile(folder_ / fmt::format("{}.pdf", i), MadePdf() + fmt::format("\n%{}\n", i));
  WriteFile(folder_ / "audit.yaml", "accept_threshold: 0\naudit_sample: 0.5\n");
  const Finished one = Run("process . --policy audit.yaml --format json --jobs 1");
  EXPECT_TRUE(Has(one.out, "audit-sample"));
  EXPECT_EQ(Run("process . --policy audit.yaml --format json --jobs 4").out, one.out);
  const Json list = Json::parse(one.out);
  std::size_t drawn = 0, rows = 0;
  for (const Json& report : list) {
    EXPECT_EQ(report.at("document").at("review"), 0);
    for (const Json& row : report.at("results")) {
      ++rows;
      drawn += Has(row.dump(), "audit-sample") ? 1 : 0;
    }
  }
  EXPECT_GT(drawn, 0u);
  EXPECT_LT(drawn, rows);
}

// Documents that differ, each with the truth that its own results are; of the first, one value is another.
class CalibrateTest : public CliTest {
 protected:
  CalibrateTest() {
    std::filesystem::create_directories(folder_ / "known");
    for (int i = 0; i < 4; ++i) {
      const std::string file = fmt::format("known/{}.pdf", i);
      WriteFile(folder_ / file, MakePdf({{{72, 60, "Test"},
                                          {200, 60, "Result"},
                                          {260, 60, "Unit"},
                                          {72, 80, "Ferritin"},
                                          {200, 80, fmt::format("8{}", i)},
                                          {260, 80, "ng/mL"},
                                          {72, 100, "Iron"},
                                          {200, 100, "90"},
                                          {260, 100, "ug/dL"}}}));
      Json truth = {{"results", Json::array()}};
      const std::string value = i == 0 ? "99" : fmt::format("8{}", i);
      for (const auto& [name, value_text, unit] :
           {std::tuple{"Ferritin", value, "ng/mL"}, {"Iron", std::string("90"), "ug/dL"}}) {
        truth["results"].push_back(
            {{"page", 1}, {"name", name}, {"value", value_text}, {"unit", unit}, {"range", ""}, {"flag", ""}});
      }
      WriteFile(folder_ / (file + ".truth.json"), truth.dump());
    }
  }
};

TEST_F(CalibrateTest, FitsAndSays) {
  const Finished run = Run("calibrate known -o fit.json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(Has(run.out, "8 rows of 4 different documents")) << run.out;
  EXPECT_TRUE(Has(run.out, "text layer: 8 rows, 1 wrong")) << run.out;
  EXPECT_TRUE(Has(run.out, "Error against automation, text layer"));
  EXPECT_TRUE(Has(run.out, "Reliability, text layer"));
  EXPECT_TRUE(Has(run.err, "there were no recognised rows; with this calibration all of them wait")) << run.err;
  const Json fit = Json::parse(ReadFile(folder_ / "fit.json"));
  EXPECT_EQ(fit.at("rows"), 8);
  EXPECT_EQ(fit.at("errors"), 1);
  EXPECT_EQ(fit.at("folds"), 4);
  // (7 + 1/2) / (8 + 1)
  EXPECT_NEAR(fit.at("text_layer").at(0).at("probability").get<double>(), 0.8333, 0.0001);
  // What was fitted is what results say, and the threshold is a probability.
  for (const auto& [threshold, status] : {std::pair{"0.83", "accepted"}, {"0.84", "review"}}) {
    const Json report = Json::parse(
        Run(fmt::format("process --format json known/1.pdf --calibration fit.json --accept-threshold {}", threshold))
            .out);
    for (const Json& row : report.at("results")) {
      EXPECT_NEAR(row.at("confidence").get<double>(), 0.833, 0.0006);
      EXPECT_EQ(row.at("status"), status);
    }
  }
  // From a policy too, beside it.
  std::filesystem::create_directories(folder_ / "etc");
  std::filesystem::copy_file(folder_ / "fit.json", folder_ / "etc/fit.json");
  WriteFile(folder_ / "etc/policy.yaml", "calibration: fit.json\n");
  EXPECT_TRUE(Has(Run("process --format json known/1.pdf --policy etc/policy.yaml").out, "0.833"));
  EXPECT_EQ(Run("policy check etc/policy.yaml").exit_code, 0);
}

TEST_F(CalibrateTest, ACalibrationOfAnotherExtractionIsRefused) {
  ASSERT_EQ(Run("calibrate -q known -o fit.json").exit_code, 0);
  std::string fit = ReadFile(folder_ / "fit.json");
  const std::size_t at = fit.find("\"extraction_version\": ");
  ASSERT_NE(at, std::string::npos);
  fit.replace(at, 23, "\"extraction_version\": 9");
  WriteFile(folder_ / "old.json", fit);
  const Finished run = Run("process --calibration old.json known/1.pdf");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(Has(run.err, "old.json: this calibration was fitted for extraction 9")) << run.err;
  EXPECT_EQ(Run("process --calibration known/1.pdf known/1.pdf").exit_code, 4);
}

TEST_F(CalibrateTest, BadInputIsNamed) {
  EXPECT_EQ(Run("calibrate").exit_code, 1);
  EXPECT_EQ(Run("calibrate known --folds 1").exit_code, 1);
  Finished run = Run("calibrate none");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "none: there is no such folder")) << run.err;
  EXPECT_EQ(Run("calibrate --db none.db").exit_code, 4);
  WriteFile(folder_ / "known/0.pdf.truth.json", "{\"results\": 3}");
  run = Run("calibrate known");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "known/0.pdf.truth.json: this is no truth of a document")) << run.err;
  // One document is no test of itself.
  for (int i = 0; i < 3; ++i) std::filesystem::remove(folder_ / fmt::format("known/{}.pdf.truth.json", i));
  run = Run("calibrate known -o fit.json");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "two different documents")) << run.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "fit.json"));
}

TEST_F(CalibrateTest, PeoplesAnswersAreTruthToo) {
  // All rows wait, so that people see all.
  EXPECT_EQ(Run("process -q known --db lab.db --accept-threshold 1").exit_code, 0);
  std::string answers;
  const std::string queue = Run("queue list --db lab.db --format jsonl").out;
  for (std::size_t at = 0, end; (end = queue.find('\n', at)) != std::string::npos; at = end + 1) {
    const Json item = Json::parse(queue.substr(at, end - at));
    if (item.at("kind") != "row") continue;
    answers += Json{{"item", item.at("item")}, {"action", "accept"}, {"by", "Ann"}}.dump() + "\n";
  }
  WriteFile(folder_ / "answers.jsonl", answers);
  EXPECT_EQ(Run("queue decide answers.jsonl --db lab.db").exit_code, 0);
  const Finished run = Run("calibrate --db lab.db -o fit.json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(Has(run.out, "8 rows of 4 different documents")) << run.out;
  EXPECT_TRUE(Has(run.out, "text layer: 8 rows, 0 wrong")) << run.out;
  EXPECT_TRUE(Has(run.err, "lab.db: 8 waiting rows of text layers, 8 of them judged by people")) << run.err;
}

TEST_F(CalibrateTest, AProbationEndsWhenEnoughWasReviewed) {
  WriteFile(folder_ / "policy.yaml", "probation: [{lab: '*', until_reviewed: 8}]\n");
  const char* const process = "process -q known --db lab.db --policy policy.yaml --format json";
  EXPECT_TRUE(Has(Run(process).out, "policy-review"));
  std::string answers;
  const std::string queue = Run("queue list --db lab.db --format jsonl").out;
  for (std::size_t at = 0, end; (end = queue.find('\n', at)) != std::string::npos; at = end + 1) {
    const Json item = Json::parse(queue.substr(at, end - at));
    answers += Json{{"item", item.at("item")}, {"action", "accept"}, {"by", "Ann"}}.dump() + "\n";
  }
  WriteFile(folder_ / "answers.jsonl", answers);
  EXPECT_EQ(Run("queue decide answers.jsonl --db lab.db").exit_code, 0);
  EXPECT_FALSE(Has(Run(process).out, "policy-review"));
  // Without a database nothing is known of reviews.
  EXPECT_TRUE(Has(Run("process -q known --policy policy.yaml --format json").out, "policy-review"));
}

TEST_F(CliTest, TheLimitsHold) {
  WriteFile(folder_ / "made.pdf", MakePdf({{{72, 72, "one"}}, {{72, 72, "two"}}}));
  EXPECT_EQ(Run("process --max-bytes 10 made.pdf").exit_code, 2);
  EXPECT_EQ(Run("process --max-pages 1 made.pdf").exit_code, 2);
  EXPECT_EQ(Run("process --max-pages 2 made.pdf").exit_code, 0);
}

TEST_F(CliTest, AnInterruptionKeepsWhatIsDone) {
  // Many times the work that half a second allows.
  WriteFile(folder_ / "000.pdf", MakePdf(std::vector(300, std::vector<PdfText>(20, {72, 72, "some words of text"}))));
  for (int i = 1; i < 500; ++i) {
    std::filesystem::create_hard_link(folder_ / "000.pdf", folder_ / fmt::format("{:03}.pdf", i));
  }
  const Finished run = Run("process --jobs 1 --format json .", "timeout --preserve-status -s INT 0.5");
  EXPECT_EQ(run.exit_code, 130);
  EXPECT_TRUE(Has(run.err, "labintake: interrupted; ")) << run.err;
  EXPECT_TRUE(Has(run.err, " of 500 files done")) << run.err;
  EXPECT_TRUE(Json::parse(run.out).is_array());
}

TEST_F(CliTest, DocumentsAreStoredOnce) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  WriteFile(folder_ / "other.pdf", MakePdf({{{72, 72, "nothing to see"}}}));
  const Finished first = Run("process --format json --db lab.db --client C1 made.pdf other.pdf");
  EXPECT_EQ(first.exit_code, 0) << first.err;
  ASSERT_TRUE(std::filesystem::exists(folder_ / "lab.db"));
  struct stat info {};
  ASSERT_EQ(stat((folder_ / "lab.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const std::string export_before = Run("export --db lab.db --format csv").out;
  EXPECT_EQ(Run("process --format json --db lab.db --client C1 made.pdf other.pdf").out, first.out);
  EXPECT_EQ(Run("export --db lab.db --format csv").out, export_before);
}

TEST_F(CliTest, ANameThatAPersonConfirmsIsKnownToTheNextRun) {
  std::vector<PdfText> page = {{72, 60, "Test"}, {220, 60, "Result"}, {300, 60, "Units"}, {380, 60, "Reference"}};
  for (const PdfText& text : std::vector<PdfText>{{72, 80, "Zorvex Nine"},
                                                  {220, 80, "85"},
                                                  {300, 80, "ng/mL"},
                                                  {380, 80, "30 - 300"},
                                                  {72, 95, "Sodium"},
                                                  {220, 95, "140"},
                                                  {300, 95, "mmol/L"},
                                                  {380, 95, "135 - 145"}}) {
    page.push_back(text);
  }
  WriteFile(folder_ / "a.pdf", MakePdf({page}));
  const auto analyte = [&] {
    const Finished run = Run("process --format json --db lab.db a.pdf");
    return Json::parse(run.out).at("results").at(0).at("name");
  };
  EXPECT_TRUE(analyte().at("analyte").is_null());
  const Finished queue = Run("queue list --db lab.db --format jsonl");
  ASSERT_TRUE(Has(queue.out, "\"kind\":\"name\"")) << queue.out;
  const std::string item = Json::parse(queue.out.substr(0, queue.out.find('\n'))).at("item");
  EXPECT_EQ(Run("queue decide --db lab.db --by ann --action accept --analyte ferritin-serum --item " + item).exit_code,
            0);
  EXPECT_TRUE(Has(Run("export --db lab.db --format jsonl").out, "\"analyte_match\":\"person\""));
  const Json name = analyte();
  EXPECT_EQ(name.at("analyte"), "ferritin-serum");
  EXPECT_EQ(name.at("match"), "learned");
  EXPECT_TRUE(Has(Run("export --db lab.db --format jsonl").out, "\"analyte_match\":\"learned\""));
  EXPECT_TRUE(Has(Run("catalog aliases list --db lab.db").out, "\"Zorvex Nine\" means ferritin-serum"));
}

TEST_F(CliTest, AnUnusableDatabaseGivesFour) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  WriteFile(folder_ / "not.db",
            "this is no database, and long enough to be looked at as one: " + std::string(4096, 'x'));
  const Finished run = Run("process --db not.db made.pdf");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_TRUE(run.err.starts_with("labintake: not.db: ")) << run.err;
  EXPECT_EQ(run.out, "");
}

TEST_F(CliTest, ExplainWritesAPrivatePage) {
  WriteFile(folder_ / "made.pdf", MadePdf());
  ASSERT_EQ(Run("explain made.pdf -o page.html").exit_code, 0);
  const std::string html = ReadFile(folder_ / "page.html");
  EXPECT_TRUE(html.starts_with("<!doctype html>"));
  EXPECT_TRUE(html.ends_with("</html>\n"));
  EXPECT_TRUE(Has(html, "data:image/png;base64,iVBOR"));
  struct stat info {};
  ASSERT_EQ(stat((folder_ / "page.html").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  WriteFile(folder_ / "scan.pdf", MakeScanPdf(std::vector<std::vector<PdfText>>(2)));
  Shell(std::string(kEnlarge) + "scan.pdf");
  ASSERT_EQ(Run(fmt::format("explain {} scan.pdf -o scan.html", kNoTime)).exit_code, 0);
  EXPECT_TRUE(Has(ReadFile(folder_ / "scan.html"), "page 2 could not be read"));
  EXPECT_TRUE(Has(ReadFile(folder_ / "scan.html"), "data:image/png;base64,iVBOR"));
  EXPECT_EQ(Run("explain missing.pdf -o other.html").exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "other.html"));
  EXPECT_EQ(Run("explain made.pdf -o no/such/folder/page.html").exit_code, 2);
}

}  // namespace
}  // namespace labintake::pipeline
