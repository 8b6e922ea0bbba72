#include "pipeline/commands/sandbox_option.h"

#include <CLI/CLI.hpp>
#include <string>

#include "pipeline/cli.h"
#include "pipeline/sandbox.h"

namespace labintake::pipeline {

void AddSandboxOption(CLI::App& app, bool* required) {
  app.add_flag("--require-sandbox", *required,
               "Refuse to work where the system cannot keep workers from the network and from writing (seccomp)");
}

Result<void> PrepareSandbox(bool required) {
  if (SystemCallsCanBeGivenUp()) return {};
  const std::string what = "this system does not let a process give up system calls (seccomp)";
  if (required) {
    return Fail(ErrorCode::kConfiguration,
                what + ", which --require-sandbox asks for; allow it in the container, or leave the option out");
  }
  Say(what + "; documents are read by processes that have limits of time and memory only");
  return {};
}

}  // namespace labintake::pipeline
