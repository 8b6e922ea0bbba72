// What the program does about the confinement of its workers, from outside.
#include <filesystem>

#include "pipeline/sandbox.h"
#include "tests/pipeline/run_program.h"

namespace labintake::pipeline {
namespace {

constexpr char kNotConfined[] = "this system does not let a process give up system calls (seccomp)";

class SandboxCommandTest : public ProgramTest {
 protected:
  void SetUp() override {
    if (!SystemCallsCanBeGivenUp()) GTEST_SKIP() << kNotConfined;
    WriteFile(folder_ / "made.pdf", MadePdf());
    WriteFile(folder_ / "other.pdf", MadePdf());
  }
};

TEST_F(SandboxCommandTest, WorkersThatCanBeConfinedAreInSilence) {
  const Finished run = Run("process --require-sandbox -q made.pdf other.pdf");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_FALSE(Has(run.err, "seccomp")) << run.err;
}

TEST_F(SandboxCommandTest, WhereTheyCannotItIsSaidOnceAndTheWorkDone) {
  const Finished run = Run("process --jobs 2 made.pdf other.pdf", LABINTAKE_WITHOUT_FILTERS);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, Run("process --jobs 2 made.pdf other.pdf").out);
  const std::size_t first = run.err.find(kNotConfined);
  ASSERT_NE(first, std::string::npos) << run.err;
  EXPECT_EQ(run.err.find(kNotConfined, first + 1), std::string::npos) << run.err;
}

TEST_F(SandboxCommandTest, WhereTheyMustBeNothingIsDone) {
  Shell(LABINTAKE_PROGRAM " process -q --db lab.db made.pdf >/dev/null");
  WriteFile(folder_ / "report.pdf", MadePdf());
  WriteFile(folder_ / "expected.json", "{}");
  for (const char* arguments :
       {"process made.pdf", "explain made.pdf -o page.html", "calibrate .", "queue export --db lab.db form"}) {
    const Finished run = Run(std::string(arguments) + " --require-sandbox", LABINTAKE_WITHOUT_FILTERS);
    EXPECT_EQ(run.exit_code, 4) << arguments << run.err;
    EXPECT_EQ(run.out, "") << arguments;
    EXPECT_TRUE(Has(run.err, kNotConfined)) << arguments << run.err;
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "page.html"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "form"));
}

TEST_F(SandboxCommandTest, StepsOfAScanAreSaved) {
  WriteFile(folder_ / "scan.pdf", MakeScanPdf(std::vector<std::vector<PdfText>>(1)));
  const Finished run = Run("process --save-steps steps scan.pdf");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  ASSERT_TRUE(std::filesystem::exists(folder_ / "steps"));
  EXPECT_FALSE(std::filesystem::is_empty(folder_ / "steps"));
}

}  // namespace
}  // namespace labintake::pipeline
