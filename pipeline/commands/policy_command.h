// labintake policy: what decides which rows wait for people.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// `policy check|show`. The exit code goes to `*exit_code`, as in process_command.h.
void AddPolicyCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
