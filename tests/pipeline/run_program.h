// Runs the built program from outside, as a shell does.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {

struct Finished {
  int exit_code = -1;
  std::string out, err;
};

class ProgramTest : public testing::Test {
 protected:
  // `arguments` as the shell reads them, `before` comes before the program; the folder is the working directory.
  Finished Run(const std::string& arguments, const std::string& before = "",
               const std::string& program = LABINTAKE_PROGRAM) {
    const std::string command = fmt::format("cd '{}' && {} '{}' {} >'{}' 2>'{}' </dev/null", folder_.path(), before,
                                            program, arguments, out_ / "out", out_ / "err");
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadFile(out_ / "out"), ReadFile(out_ / "err")};
  }

  void Shell(const std::string& command) {
    ASSERT_EQ(std::system(fmt::format("cd '{}' && {}", folder_.path(), command).c_str()), 0) << command;
  }

  TemporaryFolder folder_;
  TemporaryFolder out_;
};

inline bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace labintake::pipeline
