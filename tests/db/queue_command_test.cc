#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "pipeline/commands/csv.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

class QueueCommandTest : public ::testing::Test {
 protected:
  QueueCommandTest() {
    t_.Put(Doc({DoubtfulRow("Iron", "5"), DoubtfulRow("Zinc", "7", "mq/dL", 120, FindingCode::kUnitUnknown)},
               {UnreadLine("Lead \x1b[31m 2?4", 140)}),
           TinyPdf());
    for (const ReviewItem& item : t_.Items()) {
      (item.kind == ItemKind::kUnreadLine ? lead_ : item.row.name.text == "Iron" ? iron_ : zinc_) = item.id;
    }
  }

  CommandResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", t_.path});
    return RunCommand(std::move(arguments));
  }

  CommandResult Decide(const std::string& text, std::vector<std::string> more = {}) {
    WriteFile(t_.folder / "answers", text);
    std::vector<std::string> arguments = {"queue", "decide", t_.folder / "answers"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(std::move(arguments));
  }

  TestStore t_;
  std::string iron_, zinc_, lead_;
};

TEST_F(QueueCommandTest, ListsInEveryFormat) {
  const CommandResult table = Run({"queue", "list"});
  EXPECT_EQ(table.code, 0);
  EXPECT_NE(table.out.find(iron_), std::string::npos);
  EXPECT_NE(table.out.find("Something about this row is not certain."), std::string::npos);
  EXPECT_EQ(table.out.find('\x1b'), std::string::npos) << "a document must not steer the terminal";
  EXPECT_EQ(table.err, "3 items\n");

  const auto list = nlohmann::json::parse(Run({"queue", "list", "--format", "json"}).out);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0]["item"], iron_);
  EXPECT_EQ(list[0]["row"]["value"]["text"], "5");
  EXPECT_EQ(list[2]["kind"], "unread-line");

  const std::string csv = Run({"queue", "list", "--format", "csv"}).out;
  EXPECT_EQ(pipeline::ParseCsv(csv).size(), 4u);
  const std::string jsonl = Run({"queue", "list", "--format", "jsonl"}).out;
  EXPECT_EQ(std::count(jsonl.begin(), jsonl.end(), '\n'), 3);
}

TEST_F(QueueCommandTest, StatesAndClients) {
  t_.Decide(iron_, DecisionAction::kAccept);
  const auto count = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"queue", "list", "--format", "json"});
    return nlohmann::json::parse(Run(more).out).size();
  };
  EXPECT_EQ(count({}), 2u);
  EXPECT_EQ(count({"--state", "decided"}), 1u);
  EXPECT_EQ(count({"--state", "all"}), 3u);
  EXPECT_EQ(count({"--client", "C1"}), 2u);
  EXPECT_EQ(count({"--client", "C2"}), 0u);
  EXPECT_EQ(Run({"queue", "list", "--state", "some"}).code, 1);
}

TEST_F(QueueCommandTest, ShowsOneItemWithItsDecisions) {
  t_.Decide(iron_, DecisionAction::kEdit, NewValue("6"));
  const CommandResult shown = Run({"queue", "show", iron_});
  EXPECT_EQ(shown.code, 0);
  for (const char* part :
       {"Iron", "mg/dL", "1-200", "quantity 5", "value-ambiguous", "value=\"6\"", "by ann", "[190.0 100.0"}) {
    EXPECT_NE(shown.out.find(part), std::string::npos) << part << "\n" << shown.out;
  }
  const auto json = nlohmann::json::parse(Run({"queue", "show", iron_, "--format", "json"}).out);
  EXPECT_EQ(json["decisions"][0]["corrected"]["value"], "6");
  EXPECT_EQ(Run({"queue", "show", "qnone"}).code, 1);
}

TEST_F(QueueCommandTest, ExportsAFormWithPictures) {
  const std::string folder = t_.folder / "out";
  const CommandResult exported = Run({"queue", "export", folder});
  EXPECT_EQ(exported.code, 0) << exported.err;
  for (const std::string& id : {iron_, zinc_, lead_}) {
    EXPECT_EQ(ReadFile(folder + "/" + id + ".png").substr(0, 4), "\x89PNG");
  }
  struct stat info {};
  stat(folder.c_str(), &info);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    stat(entry.path().c_str(), &info);
    EXPECT_EQ(info.st_mode & 0777, 0600u) << entry.path();
  }
  const auto form = pipeline::ParseCsv(ReadFile(folder + "/answers.csv"));
  ASSERT_EQ(form.size(), 4u);
  EXPECT_EQ(form[0].cells[0], "item");
  EXPECT_EQ(form[1].cells[2], "Iron");
  EXPECT_EQ(form[1].cells[3], "") << "a value in doubt is not filled in";
  EXPECT_EQ(form[1].cells[4], "mg/dL");
  EXPECT_EQ(form[2].cells[3], "7");
  EXPECT_EQ(form[2].cells[4], "") << "a unit in doubt is not filled in";
  const std::string lines = ReadFile(folder + "/items.jsonl");
  EXPECT_EQ(nlohmann::json::parse(lines.substr(0, lines.find('\n')))["picture"], iron_ + ".png");

  const CommandResult again = Run({"queue", "export", folder});
  EXPECT_EQ(again.code, 1) << "a form that somebody is filling in is not overwritten";
}

TEST_F(QueueCommandTest, ADocumentThatCannotBeOpenedIsExportedWithoutPictures) {
  t_.Put(Doc({DoubtfulRow("Gold", "9")}), "no pdf at all");
  const std::string folder = t_.folder / "out";
  const CommandResult exported = Run({"queue", "export", folder});
  EXPECT_EQ(exported.code, 2);
  EXPECT_NE(exported.err.find("document 2 is exported without pictures"), std::string::npos) << exported.err;
  EXPECT_EQ(pipeline::ParseCsv(ReadFile(folder + "/answers.csv")).size(), 5u);
}

TEST_F(QueueCommandTest, AFilledFormComesBack) {
  const std::string folder = t_.folder / "out";
  Run({"queue", "export", folder});
  std::string form = ReadFile(folder + "/answers.csv");
  const auto fill = [&](const std::string& id, const std::string& from, const std::string& to) {
    const size_t at = form.find(id + from);
    ASSERT_NE(at, std::string::npos) << form;
    form.replace(at, (id + from).size(), id + to);
  };
  fill(iron_, ",,Iron,,", ",ACCEPT,Iron,,");
  fill(zinc_, ",,Zinc,7,,", ",edit,Zinc,7,mg/dL,");
  fill(lead_, ",,,,,,", ",edit,Lead,2.4,ug/dL,-,");
  const CommandResult decided = Decide(form, {"--by", "bob"});
  EXPECT_EQ(decided.code, 0) << decided.err;
  EXPECT_NE(decided.err.find("3 decided, 0 already"), std::string::npos) << decided.err;
  EXPECT_EQ(t_.ExportLines(),
            (std::vector<std::string>{"Iron=5 mg/dL decided", "Zinc=7 mg/dL decided", "Lead=2.4 ug/dL decided"}));
  EXPECT_EQ(t_.Export()[0].decided_by, "bob");
  const CommandResult again = Decide(form, {"--by", "bob"});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.err.find("0 decided, 3 already"), std::string::npos) << again.err;
}

TEST_F(QueueCommandTest, BadAnswersAreNamedByLineAndTheOthersGoThrough) {
  const CommandResult decided =
      Decide("item,action,name,value,unit,range,flag,by,note\n" + iron_ + ",edit,,,,,,ann,\n" +  // 2: no value
             "qnosuch,accept,,,,,,ann,\n" +                                                      // 3: no item
             iron_ + ",approve,,,,,,ann,\n" +                                                    // 4: no action
             "\"" + iron_ + ",accept,,,,,,ann,\n" +                                              // 5: malformed
             iron_ + ",accept,,6,,,,ann,\n" +  // 6: accepts and changes
             iron_ + ",accept,,,,,,,\n" +      // 7: by nobody
             lead_ + ",,,,,,,,\n" +            // 8: not answered
             zinc_ + ",Not-A-Result,,,,,,ann,\n");
  EXPECT_EQ(decided.code, 2);
  for (int line = 2; line <= 7; ++line) {
    EXPECT_NE(decided.err.find("line " + std::to_string(line) + ":"), std::string::npos) << line << "\n" << decided.err;
  }
  EXPECT_NE(decided.err.find("1 decided, 0 already decided, 0 postponed, 1 not answered, 0 conflicts, 6 errors"),
            std::string::npos)
      << decided.err;
  EXPECT_EQ(Must(t_.store->GetReviewItem(zinc_)).state, ItemState::kDecided);
  EXPECT_EQ(Must(t_.store->GetReviewItem(iron_)).state, ItemState::kOpen);
}

TEST_F(QueueCommandTest, JsonLinesAndConflicts) {
  const std::string accept = "{\"item\":\"" + iron_ + "\",\"action\":\"accept\",\"by\":\"ann\"}\n";
  const std::string edit =
      "{\"item\":\"" + iron_ + "\",\"action\":\"edit\",\"value\":\"6\",\"unit\":\"\",\"by\":\"bob\"}\n";
  EXPECT_EQ(Decide(accept + "{broken\n").code, 2);
  const CommandResult conflict = Decide(edit);
  EXPECT_EQ(conflict.code, 2);
  EXPECT_NE(conflict.err.find("line 1: item " + iron_ + " has another answer"), std::string::npos) << conflict.err;
  EXPECT_EQ(t_.ExportLines(), (std::vector<std::string>{"Iron=5 mg/dL decided"}));
  EXPECT_EQ(Decide(edit, {"--reopen"}).code, 0);
  EXPECT_EQ(t_.ExportLines(), (std::vector<std::string>{"Iron=6  decided"}));
}

TEST_F(QueueCommandTest, AnswersToAnOlderReadingAreNotUsed) {
  const std::string folder = t_.folder / "out";
  Run({"queue", "export", folder});
  std::string form = ReadFile(folder + "/answers.csv");
  form.replace(form.find(iron_ + ",,"), iron_.size() + 2, iron_ + ",accept,");
  t_.Put(Doc({DoubtfulRow("Iron", "50")}), TinyPdf(), 2);
  const CommandResult decided = Decide(form, {"--by", "ann"});
  EXPECT_EQ(decided.code, 2);
  EXPECT_NE(decided.err.find("read differently"), std::string::npos) << decided.err;
  EXPECT_TRUE(t_.ExportLines().empty());
}

TEST_F(QueueCommandTest, FilesThatAreNoForm) {
  EXPECT_EQ(Decide("").code, 1);
  EXPECT_EQ(Decide("name,value\nIron,5\n").code, 1);
  EXPECT_EQ(Decide("item,action\n" + iron_ + ",\xB5\n").code, 1);
  EXPECT_EQ(Run({"queue", "decide", t_.folder / "none.csv"}).code, 1);
}

TEST(QueueCommand, AMissingDatabaseIsOneSentence) {
  TemporaryFolder folder;
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"queue", "list"}, {"queue", "show", "q"}, {"queue", "export", folder / "out"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--db", folder / "none.db"});
    const CommandResult result = RunCommand(arguments);
    EXPECT_EQ(result.code, 4);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

TEST(QueueCommand, EveryHelpSaysExitCodes) {
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{{"queue", "--help"},
                                                                                       {"queue", "list", "--help"},
                                                                                       {"queue", "show", "--help"},
                                                                                       {"queue", "export", "--help"},
                                                                                       {"queue", "decide", "--help"},
                                                                                       {"queue", "cases", "--help"}}) {
    const CommandResult help = RunCommand(command);
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("Exit codes:"), std::string::npos) << command[1];
  }
}

}  // namespace
}  // namespace labintake::db::testing
