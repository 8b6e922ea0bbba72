// `labintake reprocess` and what is kept for it, from outside.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

// A policy is all that differs, so that statuses are all that changes.
constexpr char kStrict[] = "--accept-threshold 1 ";

class ReprocessTest : public ProgramTest {
 protected:
  void SetUp() override {
    WriteFile(folder_ / "made.pdf", MadePdf());
    WriteFile(folder_ / "scan.pdf", MakeScanPdf({{}, {{72, 60, "Iron 90 ug/dL"}}}));
  }

  std::string Export() { return Run("export --db lab.db --format jsonl --all").out; }

  std::string Item(const std::string& name) {
    std::istringstream lines(Run("queue list --db lab.db --format jsonl --state all").out);
    for (std::string line; std::getline(lines, line);) {
      const Json item = Json::parse(line);
      if (item.contains("name") && item.at("name").is_object() && item.at("name").value("text", "") == name)
        return item.at("item");
      if (line.find("\"" + name + "\"") != std::string::npos) return item.at("item");
    }
    return "";
  }
};

TEST_F(ReprocessTest, ShowsWhatWouldChangeAndChangesNothing) {
  ASSERT_EQ(Run("process -q --db lab.db --client C1 made.pdf").exit_code, 0);
  const std::string before = Export();
  const Finished preview = Run(std::string("reprocess --db lab.db --all --dry-run ") + kStrict);
  EXPECT_EQ(preview.exit_code, 0) << preview.err;
  EXPECT_TRUE(Has(preview.out, "document 1, client C1")) << preview.out;
  EXPECT_TRUE(Has(preview.out, "Ferritin: status \"accepted\" -> \"review\"  [waits for a person]")) << preview.out;
  EXPECT_TRUE(Has(preview.err, "1 of 1 document would change: 0 rows added, 0 removed,")) << preview.err;
  EXPECT_EQ(Export(), before);
  EXPECT_EQ(Run(std::string("reprocess --db lab.db --all --dry-run ") + kStrict).out, preview.out);

  const Finished done = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(done.out, preview.out);
  EXPECT_NE(Export(), before);
  const Finished again = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(again.out, "");
  EXPECT_TRUE(Has(again.err, "0 of 1 document changed: 0 rows added, 0 removed, 0 changed; 1 read by this very run"))
      << again.err;
  EXPECT_EQ(Run("reprocess -q --db lab.db --all").exit_code, 0);
}

TEST_F(ReprocessTest, WhatPeopleDecidedIsNeverOverridden) {
  ASSERT_EQ(Run(std::string("process -q --db lab.db made.pdf ") + kStrict).exit_code, 0);
  const std::string iron = Item("Iron"), ferritin = Item("Ferritin");
  ASSERT_FALSE(iron.empty());
  ASSERT_FALSE(ferritin.empty());
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action edit --value 211 --item " + iron).exit_code, 0);
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action not-a-result --item " + ferritin).exit_code, 0);
  const auto answers = [&] {
    std::string lines;
    std::istringstream all(Export());
    for (std::string line; std::getline(all, line);) {
      if (line.find("\"decided_by\":\"ann\"") != std::string::npos) lines += line + "\n";
    }
    return lines;
  };
  const std::string before = answers();
  EXPECT_TRUE(Has(before, "\"211\"")) << before;
  EXPECT_TRUE(Has(before, "not-a-result")) << before;

  const Finished done = Run("reprocess --db lab.db --all");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(Has(done.out, "Iron: status \"review\" -> \"accepted\"  [a person's answer stands]")) << done.out;
  EXPECT_EQ(answers(), before);
}

// No page can be recognised in this time: what is read with it was not recognised. (A cached page needs no worker.)
constexpr char kNoTime[] = "--page-timeout 0.001 ";

TEST_F(ReprocessTest, NoPageIsRecognisedAgain) {
  const Finished first = Run("process -q --db lab.db --format json scan.pdf");
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_NE(Run(std::string("process -q --format json scan.pdf ") + kNoTime).out, first.out);
  const Finished again = Run(std::string("process -q --db lab.db --format json scan.pdf ") + kNoTime);
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.out, first.out);
  const Finished known = Run(std::string("reprocess --db lab.db --all ") + kStrict + kNoTime);
  EXPECT_EQ(known.exit_code, 0) << known.err;
  EXPECT_TRUE(Has(known.err, "of 1 document changed")) << known.err;
  EXPECT_FALSE(Has(known.err, "recognised")) << known.err;
  EXPECT_FALSE(Has(known.out, "unreadable")) << known.out;

  fs::remove_all(folder_ / "lab.db.stages");
  const Finished lost = Run("reprocess --db lab.db --all --dry-run");
  EXPECT_TRUE(Has(lost.err, "1 page recognised")) << lost.err;
}

TEST_F(ReprocessTest, WhatIsKeptChangesNoByteOfTheOutput) {
  fs::copy_file(LABINTAKE_SOURCE_DIR "/samples/scan-us-in-out-of-range-200/report.pdf", folder_ / "rows.pdf");
  for (const char* file : {"made.pdf", "scan.pdf", "rows.pdf"}) {
    const std::string read = std::string("process -q --format json ") + file;
    const Finished without = Run(read);
    ASSERT_EQ(without.exit_code, 0) << without.err;
    EXPECT_EQ(Run(read + " --db lab.db").out, without.out) << file << ", as it is made";
    EXPECT_EQ(Run(read + " --db lab.db " + kNoTime).out, without.out) << file << ", as it is used";
  }
  EXPECT_TRUE(Has(Run("export --db lab.db --format jsonl --all").out, "\"rows.pdf\"")) << "it has rows";
}

TEST_F(ReprocessTest, WhatIsKeptIsTheOwnersAndGoesWithItsDocument) {
  Shell("umask 0 && '" LABINTAKE_PROGRAM "' process -q --db lab.db made.pdf scan.pdf");
  const auto kept = [&] {
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "lab.db.stages")) {
      EXPECT_EQ(entry.status().permissions(), entry.is_directory() ? fs::perms(0700) : fs::perms(0600)) << entry.path();
      files += entry.is_regular_file();
    }
    return files;
  };
  EXPECT_EQ(fs::status(folder_ / "lab.db.stages").permissions(), fs::perms(0700));
  EXPECT_EQ(kept(), 3);  // two documents, and the page of one
  ASSERT_EQ(Run("forget --db lab.db --document 2 --by ann --yes").exit_code, 0);
  EXPECT_EQ(kept(), 1);
  ASSERT_EQ(Run("forget --db lab.db --document 1 --by ann --yes").exit_code, 0);
  EXPECT_EQ(kept(), 0);
}

TEST_F(ReprocessTest, NothingIsKeptOfFilesThatOpenWithAPasswordAlone) {
  Shell("qpdf --encrypt user owner 256 -- scan.pdf locked.pdf && qpdf --encrypt '' owner 256 -- made.pdf open.pdf");
  ASSERT_EQ(Run("process -q --db lab.db --password user locked.pdf").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_ / "lab.db.stages"));
  ASSERT_EQ(Run("process -q --db lab.db --password user open.pdf").exit_code, 0);
  EXPECT_TRUE(fs::exists(folder_ / "lab.db.stages"));
}

TEST_F(ReprocessTest, WithoutTheModuleItSaysSo) {
  Shell("mkdir bin && cp " LABINTAKE_PROGRAM " bin && ln -s \"$(dirname " LABINTAKE_PROGRAM ")/data\" bin/data");
  ASSERT_EQ(Run("process -q --db lab.db scan.pdf").exit_code, 0);
  const Finished blind = Run("reprocess --db lab.db --all", "", folder_ / "bin/labintake");
  EXPECT_EQ(blind.exit_code, 4);
  EXPECT_TRUE(Has(blind.err, "pictures cannot be read")) << blind.err;
}

// Reports with the earlier result beside the present one, and a lab format that its author edits.
class ReprocessFormatTest : public ReprocessTest {
 protected:
  void SetUp() override {
    ReprocessTest::SetUp();
    fs::create_directory(folder_ / "formats");
    Define("Northwind Laboratories", "result", "previous");
    WriteFile(folder_ / "northwind.pdf", Report("Northwind Laboratories"));
    WriteFile(folder_ / "southwind.pdf", Report("Southwind Laboratories"));
  }

  // What the columns "Eerst" and "Tweede" are.
  void Define(const std::string& phrase, const std::string& first, const std::string& second) {
    WriteFile(folder_ / "formats/northwind.yaml", fmt::format(R"(id: northwind
lab: Northwind Laboratories
rests_on: [a test]
fingerprint:
  must: ['{}']
tables:
  - name: results
    columns:
      - {{is: name, head: Wat}}
      - {{is: {}, head: Eerst}}
      - {{is: {}, head: Tweede}}
      - {{is: unit, head: Maat}}
      - {{is: range, head: Zone}}
)",
                                                              phrase, first, second));
  }

  static std::string Report(const std::string& lab) {
    const auto row = [](double y, const char* name, const char* one, const char* two, const char* unit,
                        const char* range) {
      return std::vector<PdfText>{{72, y, name}, {200, y, one}, {260, y, two}, {330, y, unit}, {400, y, range}};
    };
    std::vector<PdfText> page = {{72, 40, "Wind Group"}, {72, 60, lab}, {72, 80, "Collected: 2024-05-01"}};
    for (const auto& texts :
         {row(140, "Wat", "Eerst", "Tweede", "Maat", "Zone"), row(160, "Ferritin", "80", "85", "ng/mL", "30-300"),
          row(180, "Iron", "100", "90", "ug/dL", "50-170"), row(200, "Zinc", "70", "75", "ug/dL", "60-120")}) {
      page.insert(page.end(), texts.begin(), texts.end());
    }
    return MakePdf({page});
  }

  Finished Process(const std::string& arguments) {
    return Run("process -q --db lab.db --formats formats " + arguments);
  }
  Finished Reprocess(const std::string& arguments) {
    return Run("reprocess --db lab.db --formats formats " + arguments);
  }
};

TEST_F(ReprocessFormatTest, AnEditIsShownFieldByFieldAndAnswersStand) {
  ASSERT_EQ(Process(std::string("northwind.pdf made.pdf ") + kStrict).exit_code, 0);
  const std::string ferritin = Item("Ferritin"), iron = Item("Iron");
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action accept --item " + ferritin).exit_code, 0);
  ASSERT_EQ(Run("queue decide --db lab.db --by ann --action edit --value 90 --item " + iron).exit_code, 0);
  const std::string exported = Export();

  Define("Northwind Laboratories", "previous", "result");
  const Finished preview = Reprocess(std::string("--format northwind --dry-run ") + kStrict);
  EXPECT_EQ(preview.exit_code, 0) << preview.err;
  EXPECT_TRUE(Has(preview.out, ": 0 added, 0 removed, 3 changed\n")) << preview.out;
  EXPECT_TRUE(Has(preview.out, "~ page 1  Ferritin: value \"80\" -> \"85\"; number \"80\" -> \"85\"; canonical value "))
      << preview.out;
  EXPECT_TRUE(Has(preview.out, "[a person's answer is on record; the row is asked about again]")) << preview.out;
  EXPECT_TRUE(Has(preview.out, "~ page 1  Iron: value \"100\" -> \"90\"")) << preview.out;
  EXPECT_TRUE(Has(preview.out, "[a person's answer stands]")) << preview.out;
  EXPECT_TRUE(Has(preview.err,
                  "1 of 1 document would change: 0 rows added, 0 removed, 3 changed; 1 row that people "
                  "answered asked about again"))
      << preview.err;
  EXPECT_EQ(Export(), exported);

  EXPECT_EQ(Reprocess(std::string("--format northwind ") + kStrict).out, preview.out);
  // What a person typed stays; what nobody has seen yet is exported by nobody's word.
  const std::string final_rows = Run("export --db lab.db --format jsonl").out;
  EXPECT_TRUE(Has(final_rows, "\"decided_by\":\"ann\"")) << final_rows;
  EXPECT_TRUE(Has(final_rows, "\"Iron\"")) << final_rows;
  EXPECT_FALSE(Has(final_rows, "\"Ferritin\"")) << final_rows;
}

TEST_F(ReprocessFormatTest, DocumentsThatItReadsNowAreIncluded) {
  ASSERT_EQ(Process("northwind.pdf southwind.pdf made.pdf").exit_code, 0);
  EXPECT_TRUE(Has(Reprocess("--format northwind --dry-run").err, "0 of 1 document would change"));
  Define("Wind Group", "result", "previous");
  const Finished more = Reprocess("--format northwind");
  EXPECT_EQ(more.exit_code, 0) << more.err;
  EXPECT_TRUE(Has(more.out, "document 2")) << more.out;
  EXPECT_TRUE(Has(more.out, "format \"\" -> \"northwind\"")) << more.out;
  EXPECT_FALSE(Has(more.out, "document 3")) << more.out;
  EXPECT_TRUE(Has(more.err, "of 2 documents changed")) << more.err;

  Define("No such phrase", "result", "previous");
  const Finished fewer = Reprocess("--format northwind");
  EXPECT_TRUE(Has(fewer.out, "format \"northwind\" -> \"\"")) << fewer.out;
  EXPECT_TRUE(Has(fewer.err, "2 of 2 documents changed")) << fewer.err;
}

TEST_F(ReprocessFormatTest, PagesOfOtherFormatsAreNotRecognisedForIt) {
  ASSERT_EQ(Process("--stage-cache 0 northwind.pdf scan.pdf").exit_code, 0);
  Finished run = Reprocess("--format northwind");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(Has(run.err, "1 document that other formats read may be of this one")) << run.err;
  EXPECT_FALSE(Has(run.err, "recognised\n")) << run.err;
  ASSERT_EQ(Reprocess("-q --document 2").exit_code, 0);
  EXPECT_FALSE(Has(Reprocess("--format northwind").err, "may be of this one"));
  EXPECT_EQ(Reprocess("--format nobodys").exit_code, 2);
}

TEST_F(ReprocessFormatTest, ChoosesByLaboratory) {
  ASSERT_EQ(Process("--client C1 northwind.pdf").exit_code, 0);
  ASSERT_EQ(Process("made.pdf").exit_code, 0);
  EXPECT_TRUE(Has(Reprocess("--dry-run --lab 'northwind*'").err, "of 1 document "));
  EXPECT_TRUE(Has(Reprocess("--dry-run --lab '*'").err, "of 2 documents "));
  EXPECT_EQ(Reprocess("--dry-run --client '' --lab 'northwind*'").exit_code, 2);
}

TEST_F(ReprocessFormatTest, WhatOthersReadAndCannotBeReadIsNotItsConcern) {
  ASSERT_EQ(Process("--stage-cache 0 northwind.pdf made.pdf").exit_code, 0);
  const std::string made = ReadFile(folder_ / "made.pdf");
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "lab.db.blobs")) {
    if (entry.is_regular_file() && ReadFile(entry.path()) == made) WriteFile(entry.path(), "no report");
  }
  EXPECT_EQ(Reprocess("--all --dry-run").exit_code, 2);
  const Finished run = Reprocess("--format northwind --dry-run");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(Has(run.err, "of 1 document ")) << run.err;
}

TEST_F(ReprocessTest, ChoosesDocuments) {
  WriteFile(folder_ / "b.pdf", MakePdf({{{72, 60, "Southwind Laboratories"}, {72, 80, "Zinc 80 ug/dL 60-120"}}}));
  ASSERT_EQ(Run("process -q --db lab.db --client C1 made.pdf").exit_code, 0);
  ASSERT_EQ(Run("process -q --db lab.db b.pdf").exit_code, 0);
  const auto read = [&](const std::string& choice) { return Run("reprocess --db lab.db --dry-run " + choice).err; };
  EXPECT_TRUE(Has(read("--all"), "of 2 documents"));
  EXPECT_TRUE(Has(read("--document 2"), "of 1 document "));
  EXPECT_TRUE(Has(read("--client C1"), "of 1 document "));
  EXPECT_TRUE(Has(read("--client ''"), "of 1 document "));
  for (const char* nobody : {"--document 3", "--client C2", "--lab Nowhere"}) {
    const Finished run = Run(std::string("reprocess --db lab.db ") + nobody);
    EXPECT_EQ(run.exit_code, 2) << nobody;
    EXPECT_TRUE(Has(run.err, "no document that was ever read")) << run.err;
  }
}

TEST_F(ReprocessTest, BadArgumentsAndDatabases) {
  ASSERT_EQ(Run("process -q --db lab.db made.pdf").exit_code, 0);
  for (const char* arguments : {"", "--all --document 1", "--document x", "--all --jobs 0", "--all --stage-cache -1"}) {
    const Finished run = Run(std::string("reprocess --db lab.db ") + arguments);
    EXPECT_EQ(run.exit_code, 1) << arguments;
    EXPECT_EQ(run.out, "") << arguments;
  }
  EXPECT_EQ(Run("reprocess --all").exit_code, 1);
  EXPECT_EQ(Run("reprocess --all --db missing.db").exit_code, 4);
  EXPECT_EQ(Run("process --stage-cache 1 made.pdf").exit_code, 1);
  EXPECT_TRUE(Has(Run("reprocess --help").out, "Exit codes:"));
}

// With other limits than a run has otherwise, so that it shows whose were used.
TEST_F(ReprocessTest, ReadsAsTheServiceDoes) {
  WriteFile(folder_ / "watch.yaml", "database: lab.db\nlimits: {max_pages: 7, page_timeout_seconds: 0.001}\n");
  ASSERT_EQ(Run("process -q --db lab.db --max-pages 7 scan.pdf").exit_code, 0);
  const Finished same = Run("reprocess --config watch.yaml --all");
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_TRUE(Has(same.err, "1 read by this very run already")) << same.err;
  for (const char* arguments : {"--max-pages 7", "--stage-cache 1", "--formats none", "--policy p"}) {
    EXPECT_EQ(Run(std::string("reprocess --config watch.yaml --all ") + arguments).exit_code, 1) << arguments;
  }
  EXPECT_EQ(Run("reprocess --config watch.yaml --all", "LABINTAKE_PASSWORD=x").exit_code, 0);
  EXPECT_EQ(Run("reprocess --config missing.yaml --all").exit_code, 4);
  WriteFile(folder_ / "watch.yaml", "limits: {max_pages: 7}\n");
  EXPECT_EQ(Run("reprocess --config watch.yaml --all").exit_code, 4);
  EXPECT_EQ(Run("reprocess --config watch.yaml --db lab.db --all").exit_code, 0);
}

TEST_F(ReprocessTest, JsonHasALineForEachDocumentThatChanges) {
  ASSERT_EQ(Run("process -q --db lab.db made.pdf").exit_code, 0);
  const Finished run = Run(std::string("reprocess --db lab.db --all --dry-run --json ") + kStrict);
  const Json document = Json::parse(run.out);
  EXPECT_EQ(document.at("document"), 1);
  EXPECT_EQ(document.at("changed").at(0).at("fields").at("status").at("after"), "review");
}

TEST_F(ReprocessTest, ADamagedFileOfTheStoreChangesNothing) {
  ASSERT_EQ(Run("process -q --db lab.db --stage-cache 0 made.pdf").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_ / "lab.db.stages"));
  const std::string before = Export();
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "lab.db.blobs")) {
    if (entry.is_regular_file()) WriteFile(entry.path(), MakePdf({{{72, 60, "Iron 90 ug/dL"}}}));
  }
  const Finished run = Run(std::string("reprocess --db lab.db --all ") + kStrict);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "document 1: the store's copy of its file is damaged")) << run.err;
  EXPECT_EQ(Export(), before);
}

}  // namespace
}  // namespace labintake::pipeline
