#include "pipeline/commands/policy_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "data/policy_yaml.h"
#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"

namespace labintake::pipeline {
namespace {

int Write(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (std::fflush(stdout) == 0) return kExitDone;
  Say("the output could not be written; check the space on the disk and run again");
  return kExitFailed;
}

int Check(const std::string& path) {
  const Result<Routing> routing = LoadRouting({.policy = path, .calibration = "", .accept_threshold = {}});
  if (!routing) {
    Say(routing.error().message);
    return kExitConfiguration;
  }
  return Write(TerminalText(path) + ": good\n");
}

int Show(const std::string& path) {
  if (path.empty()) return Write(data::policy_yaml);
  const Result<RoutingPolicy> policy = LoadPolicy(path);
  if (!policy) {
    Say(policy.error().message);
    return kExitConfiguration;
  }
  return Write(ToYaml(*policy));
}

}  // namespace

void AddPolicyCommand(CLI::App& app, int* exit_code) {
  CLI::App* policy = app.add_subcommand("policy", "Which rows wait for people: check and show a policy");
  policy->require_subcommand(1);
  policy->footer(kExitCodesHelp);
  auto path = std::make_shared<std::string>();
  CLI::App* check = policy->add_subcommand("check", "Say whether a policy and its calibration can be used");
  check->footer(kExitCodesHelp);
  check->add_option("FILE", *path, "The policy, YAML")->required();
  check->callback([path, exit_code] { *exit_code = Check(*path); });
  path = std::make_shared<std::string>();
  CLI::App* show =
      policy->add_subcommand("show", "Print the policy that holds when none is given, to make one's own of");
  show->footer(kExitCodesHelp);
  show->add_option("FILE", *path, "Print this policy instead, with everything that it leaves out");
  show->callback([path, exit_code] { *exit_code = Show(*path); });
}

}  // namespace labintake::pipeline
