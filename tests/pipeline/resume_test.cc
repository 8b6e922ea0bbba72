// A batch into the database that is interrupted, and goes on.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

#include "pipeline/progress.h"
#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

class ResumeTest : public ProgramTest {
 protected:
  // The same report with other bytes for each number.
  void Write(const std::string& name, int number) {
    WriteFile(folder_ / name, MadePdf() + fmt::format("\n% {}\n", number));
  }

  // How many files the program read.
  int Read(const std::string& options) {
    const Finished run = Run("process -q --format jsonl --db lab.db " + options);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return static_cast<int>(std::count(run.out.begin(), run.out.end(), '\n'));
  }
};

TEST_F(ResumeTest, PassesOverWhatIsStored) {
  std::filesystem::create_directory(folder_ / "in");
  Write("in/a.pdf", 1);
  Write("in/b.pdf", 2);
  EXPECT_EQ(Read("in --resume"), 2) << "nothing is stored yet";
  Write("in/c.pdf", 3);
  const Finished run = Run("process --format json --db lab.db in --resume");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(Has(run.err, "2 files whose results are stored were passed over")) << run.err;
  EXPECT_EQ(run.out.front(), '[') << "a folder gives a list, however much of it is left";
  const Finished none = Run("process --db lab.db in --resume");
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_FALSE(Has(none.err, "no PDF or picture")) << none.err;
  EXPECT_EQ(Read("in"), 3) << "without the option everything is read";
}

TEST_F(ResumeTest, WhatWouldComeOutOtherwiseIsReadAgain) {
  Write("a.pdf", 1);
  WriteFile(folder_ / "broken.pdf", "%PDF-1.7 and nothing more");
  EXPECT_EQ(Run("process --db lab.db a.pdf broken.pdf").exit_code, 2);
  EXPECT_EQ(Read("a.pdf --resume"), 0);
  EXPECT_EQ(Read("a.pdf --resume --client C1"), 1);
  EXPECT_EQ(Read("a.pdf --resume --accept-threshold 0.5"), 1) << "other options";
  EXPECT_EQ(Read("a.pdf --resume"), 1) << "the rows that count are no longer those of these options";
  EXPECT_EQ(Read("a.pdf --resume"), 0);
  Write("a.pdf", 2);
  EXPECT_EQ(Read("a.pdf --resume"), 1) << "other bytes";
  const Finished run = Run("process --db lab.db broken.pdf gone.pdf --resume");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(Has(run.err, "broken.pdf: ") && Has(run.err, "gone.pdf: ")) << run.err;
  EXPECT_EQ(Run("process a.pdf --resume").exit_code, 1) << "without a database there is nothing to resume";
}

TEST_F(ResumeTest, AnInterruptedRunGoesOnToTheSameRows) {
  constexpr int kFiles = 60;
  std::filesystem::create_directory(folder_ / "in");
  for (int i = 0; i < kFiles; ++i) Write(fmt::format("in/{:03}.pdf", i), i);
  EXPECT_EQ(Run("process -q --db whole.db in").exit_code, 0);
  // Interrupted once it has said something.
  Shell(
      fmt::format("mkfifo out; '{}' process --jobs 1 --format jsonl --db lab.db in >out 2>err & p=$!; exec 3<out;"
                  " read -r line <&3; kill -TERM $p; cat <&3 >/dev/null; wait $p; test $? = 130",
                  LABINTAKE_PROGRAM));
  EXPECT_TRUE(Has(ReadFile(folder_ / "err"), "the same command with --resume goes on from there"));
  const Finished rest = Run("process --format jsonl --db lab.db in --resume");
  EXPECT_EQ(rest.exit_code, 0) << rest.err;
  EXPECT_TRUE(Has(rest.err, "passed over")) << rest.err;
  // But for the instant at which they were stored.
  const std::regex instant(R"(\d{4}-\d\d-\d\dT[\d:]+Z)");
  const auto rows = [&](const std::string& database) {
    return std::regex_replace(Run("export --format csv --db " + database).out, instant, "");
  };
  EXPECT_TRUE(rows("lab.db") == rows("whole.db"));
  EXPECT_TRUE(Has(rows("lab.db"), "059.pdf"));
}

TEST(ProgressBar, FillsAndFits) {
  EXPECT_EQ(ProgressBar(0, 4, 11), "[        ] ");
  EXPECT_EQ(ProgressBar(1, 4, 11), "[==      ] ");
  EXPECT_EQ(ProgressBar(4, 4, 11), "[========] ");
  EXPECT_EQ(ProgressBar(9, 4, 11), "[========] ");
  EXPECT_EQ(ProgressBar(1, 4, 10), "") << "too narrow to be of use";
  EXPECT_EQ(ProgressBar(1, 2, 200).size(), 27u);
  EXPECT_EQ(ProgressBar(0, 0, 80), "");
}

}  // namespace
}  // namespace labintake::pipeline
