#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

class ForgetCommandTest : public ::testing::Test {
 protected:
  ForgetCommandTest() {
    t_.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "bytes", 1, "C1");
    t_.Put(Doc({Row("Gold", "5")}), "more bytes", 1, "C2");
  }

  CommandResult Forget(std::vector<std::string> more) {
    more.insert(more.begin(), {"forget", "--db", t_.path});
    return RunCommand(std::move(more));
  }

  // On a terminal on which somebody types `answer`.
  int ForgetOnTerminal(const std::string& answer) {
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) _exit(Forget({"--client", "C1", "--by", "Ann"}).code);
    EXPECT_EQ(write(terminal, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
    int status = 0;
    waitpid(child, &status, 0);
    close(terminal);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TestStore t_;
};

TEST_F(ForgetCommandTest, WithoutATerminalItWantsToBeSure) {
  const CommandResult refused = Forget({"--client", "C1", "--by", "Ann"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(
      refused.err.find("this would remove 1 document (1 file that nobody else has), 1 run, 2 rows, 1 review item, "
                       "0 decisions, 0 learned names."),
      std::string::npos)
      << refused.err;
  EXPECT_EQ(t_.Export(true).size(), 3u);
  const CommandResult done = Forget({"--client", "C1", "--by", "Ann", "--yes"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_TRUE(done.err.starts_with("removed: 1 document")) << done.err;
  EXPECT_EQ(t_.Export(true).size(), 1u);
  EXPECT_EQ(Forget({"--client", "C1", "--by", "Ann", "--yes"}).code, 1) << "there is no such client";
}

TEST_F(ForgetCommandTest, OnATerminalItAsks) {
  EXPECT_EQ(ForgetOnTerminal("no\n"), 1);
  EXPECT_EQ(ForgetOnTerminal("\n"), 1);
  EXPECT_EQ(t_.Export(true).size(), 3u);
  EXPECT_EQ(ForgetOnTerminal("yes\n"), 0);
  EXPECT_EQ(t_.Export(true).size(), 1u);
}

TEST_F(ForgetCommandTest, TheAuditIsListed) {
  EXPECT_EQ(Forget({"--list"}).out, "");
  ASSERT_EQ(Forget({"--document", "2", "--by", "Ann Lee", "--yes"}).code, 0);
  const CommandResult text = Forget({"--list"});
  EXPECT_EQ(text.code, 0);
  EXPECT_NE(text.out.find("by Ann Lee: 1 document"), std::string::npos) << text.out;
  const auto json = nlohmann::json::parse(Forget({"--list", "--format", "json"}).out);
  ASSERT_EQ(json.size(), 1u);
  EXPECT_EQ(json[0]["document_ids"], nlohmann::json::array({2}));
  EXPECT_EQ(json[0]["client_id"], nullptr);
  EXPECT_EQ(json[0]["by"], "Ann Lee");
  EXPECT_NE(json[0]["finished_at"], nullptr);
  const CommandResult finish = Forget({"--finish"});
  EXPECT_EQ(finish.code, 0);
  EXPECT_EQ(finish.err, "0 removals finished\n");
}

TEST_F(ForgetCommandTest, BadArguments) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"--client", "C1", "--yes"},
                                                    {"--client", "C1", "--document", "1", "--by", "A"},
                                                    {"--document", "x", "--by", "A"},
                                                    {"--document", "9", "--by", "A", "--yes"},
                                                    {"--list", "--finish"}}) {
    const CommandResult run = Forget(arguments);
    EXPECT_EQ(run.code, 1);
    EXPECT_FALSE(run.err.empty());
  }
  EXPECT_EQ(t_.Export(true).size(), 3u);
  EXPECT_EQ(RunCommand({"forget", "--client", "C1", "--by", "A", "--yes", "--db", t_.folder / "none.db"}).code, 4);
  EXPECT_NE(RunCommand({"forget", "--help"}).out.find("Exit codes:"), std::string::npos);
}

}  // namespace
}  // namespace labintake::db::testing
