// `labintake watch` and `labintake config check|show`.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// *exit_code is set when the command has run. REQUIRES of both: exit_code outlives the parse.
void AddWatchCommand(CLI::App& app, int* exit_code);
void AddConfigCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
