// The commands with which people say what a name means.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "pipeline/commands/csv.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

class AliasCommandTest : public ::testing::Test {
 protected:
  AliasCommandTest() {
    Observation unknown = Row("Ferr. X", "8", "ng/mL", 140);
    unknown.analyte.candidates = {"ferritin-serum"};
    unknown.findings = {
        {FindingCode::kAnalyteUnknown, "It is no name of the catalogue.", unknown.name.box, Severity::kNote}};
    t_.Put(Doc({DoubtfulRow("Iron S", "5", "ug/dL"), unknown}), TinyPdf());
    for (const ReviewItem& item : t_.Items()) (item.kind == ItemKind::kName ? name_ : row_) = item.id;
  }

  CommandResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", t_.path});
    return RunCommand(std::move(arguments));
  }
  CommandResult DecideOne(const std::string& item, std::vector<std::string> more) {
    std::vector<std::string> arguments = {"queue", "decide", "--item", item, "--by", "ann"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(std::move(arguments));
  }
  std::string Analyte(size_t row) { return t_.Export(true).at(row).observation.analyte.id; }

  TestStore t_;
  std::string row_, name_;
};

TEST_F(AliasCommandTest, TheQueueShowsTheName) {
  const CommandResult list = Run({"queue", "list"});
  EXPECT_NE(list.out.find(name_ + "  name"), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("No name of the catalogue; 1 row with it. Perhaps ferritin-serum"), std::string::npos)
      << list.out;
  const CommandResult show = Run({"queue", "show", name_});
  EXPECT_NE(show.out.find("name on 1 row of Fake Laboratory; for example:"), std::string::npos) << show.out;
  EXPECT_NE(show.out.find("may mean  ferritin-serum"), std::string::npos) << show.out;
  const auto json = nlohmann::json::parse(Run({"queue", "show", name_, "--format", "json"}).out);
  EXPECT_EQ(json["name"], "Ferr. X");
  EXPECT_EQ(json["lab"], "Fake Laboratory");
  EXPECT_EQ(json["rows"], 1);
  EXPECT_EQ(json["example"]["analyte"]["candidates"][0], "ferritin-serum");
  EXPECT_EQ(json["findings"][0]["severity"], "note");
  const auto csv = pipeline::ParseCsv(Run({"queue", "list", "--format", "csv"}).out);
  EXPECT_EQ(csv.at(0).cells.size(), csv.at(1).cells.size());
}

TEST_F(AliasCommandTest, TheFormAsksForTheAnalyte) {
  const std::string folder = t_.folder / "out";
  Run({"queue", "export", folder});
  std::string form = ReadFile(folder + "/answers.csv");
  const auto records = pipeline::ParseCsv(form);
  for (const auto& record : records) EXPECT_EQ(record.cells.size(), records.at(0).cells.size());
  EXPECT_EQ(ReadFile(folder + "/" + name_ + ".png").substr(0, 4), "\x89PNG");
  const size_t at = form.find(name_ + ",,,,,,,,,");
  ASSERT_NE(at, std::string::npos) << form;
  form.replace(at, name_.size() + 9, name_ + ",accept,,,,,,ferritin-serum,,");
  WriteFile(t_.folder / "answers", form);
  EXPECT_EQ(Run({"queue", "decide", t_.folder / "answers", "--by", "ann"}).code, 0);
  EXPECT_EQ(Analyte(1), "ferritin-serum");
  EXPECT_EQ(Must(t_.store->ListAliases(false)).size(), 1u);
}

TEST_F(AliasCommandTest, OneAnswerOnTheCommandLine) {
  EXPECT_EQ(DecideOne(row_, {"--action", "accept", "--analyte", "iron-serum"}).code, 0);
  EXPECT_EQ(Analyte(0), "iron-serum");
  EXPECT_EQ(Must(t_.store->ListAliases(false)).at(0).name, "Iron S");
  const CommandResult other = DecideOne(row_, {"--action", "edit", "--value", "6", "--analyte", ""});
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("has another answer already"), std::string::npos) << other.err;
  EXPECT_EQ(DecideOne(row_, {"--action", "edit", "--value", "6", "--reopen"}).code, 0);
  EXPECT_TRUE(Must(t_.store->ListAliases(false)).empty());
  EXPECT_EQ(DecideOne(name_, {"--action", "no-analyte"}).code, 0);
}

TEST_F(AliasCommandTest, BadAnswersAreOneSentence) {
  EXPECT_EQ(DecideOne(name_, {"--action", "accept"}).code, 2);
  EXPECT_EQ(DecideOne(name_, {"--action", "accept", "--analyte", "nothing"}).code, 2);
  EXPECT_EQ(DecideOne(row_, {"--action", "no-analyte"}).code, 2);
  EXPECT_EQ(DecideOne(row_, {"--action", "accept", "--value", "9"}).code, 2);
  EXPECT_EQ(DecideOne(row_, {}).code, 1);
  EXPECT_EQ(Run({"queue", "decide"}).code, 1);
  EXPECT_EQ(Run({"queue", "decide", "file", "--item", row_, "--action", "accept"}).code, 1);
  const CommandResult unknown = DecideOne("qnone", {"--action", "accept"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_EQ(unknown.err.substr(0, unknown.err.find('\n')), "labintake: there is no such item in this database");
}

TEST_F(AliasCommandTest, NoAliasWhenTold) {
  EXPECT_EQ(DecideOne(name_, {"--action", "accept", "--analyte", "ferritin-serum", "--no-alias"}).code, 0);
  EXPECT_TRUE(Must(t_.store->ListAliases(true)).empty());
  EXPECT_EQ(Analyte(1), "ferritin-serum");
}

TEST_F(AliasCommandTest, TheExportSaysWhoNamedTheRow) {
  DecideOne(name_, {"--action", "accept", "--analyte", "ferritin-serum"});
  const std::string out = Run({"export", "--format", "jsonl"}).out;
  const auto row = nlohmann::json::parse(out.substr(0, out.find('\n')));
  EXPECT_EQ(row["name"], "Ferr. X");
  EXPECT_EQ(row["status"], "accepted");
  EXPECT_EQ(row["analyte"], "ferritin-serum");
  EXPECT_EQ(row["loinc"], "2276-4");
  EXPECT_EQ(row["analyte_match"], "person");
  EXPECT_EQ(row["analyte_by"], "ann");
  EXPECT_EQ(row["canonical_value"], "8");
  EXPECT_EQ(row["canonical_ucum"], "ng/mL");
}

TEST_F(AliasCommandTest, AliasesTravelInAFile) {
  DecideOne(name_, {"--action", "accept", "--analyte", "ferritin-serum"});
  const std::string file = t_.folder / "names.csv";
  EXPECT_EQ(Run({"catalog", "aliases", "export", file}).code, 0);
  TestStore other;
  const auto import = [&] {
    return RunCommand({"catalog", "aliases", "import", file, "--by", "bob", "--db", other.path});
  };
  EXPECT_EQ(import().err, "1 imported, 0 already known, 0 errors; snapshot 1\n");
  EXPECT_EQ(import().err, "0 imported, 1 already known, 0 errors; snapshot 1\n");
  const Alias alias = Must(other.store->ListAliases(false)).at(0);
  EXPECT_EQ(alias.lab, "Fake Laboratory");
  EXPECT_EQ(alias.name, "Ferr. X");
  EXPECT_EQ(alias.specimen, "serum");
  EXPECT_EQ(alias.analyte, "ferritin-serum");
  EXPECT_EQ(alias.by, "ann");
}

TEST_F(AliasCommandTest, TheLaboratoryWithoutANameTravelsToo) {
  const std::string file = t_.folder / "names.csv";
  WriteFile(file, "lab,name,analyte\n-,-Ferr,ferritin-serum\n");
  EXPECT_EQ(Run({"catalog", "aliases", "import", file, "--by", "bob"}).code, 0);
  EXPECT_EQ(Run({"catalog", "aliases", "export", file + "2"}).code, 0);
  EXPECT_EQ(Run({"catalog", "aliases", "import", file + "2"}).err,
            "0 imported, 1 already known, 0 errors; snapshot 1\n");
  EXPECT_EQ(Must(t_.store->ListAliases(false)).at(0).lab, kNoLab);
}

TEST_F(AliasCommandTest, BadLinesOfAFileAreNamedAndTheOthersGoThrough) {
  const std::string file = t_.folder / "names.csv";
  WriteFile(file, "name,analyte,lab\nFerr,ferritin-serum,\nFe,nothing,\n,iron-serum,\nFe,iron-serum,Lab A\n");
  const CommandResult imported = Run({"catalog", "aliases", "import", file, "--by", "bob"});
  EXPECT_EQ(imported.code, 2);
  EXPECT_NE(imported.err.find("line 3:"), std::string::npos) << imported.err;
  EXPECT_NE(imported.err.find("line 4:"), std::string::npos) << imported.err;
  EXPECT_NE(imported.err.find("2 imported, 0 already known, 2 errors; snapshot 1"), std::string::npos) << imported.err;
  WriteFile(file, "name,lab\nFerr,\n");
  EXPECT_EQ(Run({"catalog", "aliases", "import", file}).code, 1);

  const CommandResult list = Run({"catalog", "aliases", "list"});
  EXPECT_EQ(list.err, "2 aliases; snapshot 1\n");
  EXPECT_NE(list.out.find("1  \"Ferr\" means ferritin-serum  (every laboratory)  bob 2"), std::string::npos)
      << list.out;
  EXPECT_EQ(Run({"catalog", "aliases", "retract", "1", "--by", "ann"}).code, 0);
  EXPECT_EQ(Run({"catalog", "aliases", "retract", "1", "--by", "ann"}).code, 1);
  EXPECT_EQ(Run({"catalog", "aliases", "list"}).err, "1 aliases; snapshot 2\n");
  EXPECT_NE(Run({"catalog", "aliases", "list", "--all"}).out.find("retracted ann"), std::string::npos);
}

TEST_F(AliasCommandTest, TheirHelpSaysExitCodes) {
  for (const char* command : {"list", "export", "import", "retract"}) {
    const CommandResult help = RunCommand({"catalog", "aliases", command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("Exit codes:"), std::string::npos) << command;
  }
}

}  // namespace
}  // namespace labintake::db::testing
