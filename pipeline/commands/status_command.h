// `status`: how the work goes, in figures.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// *exit_code is set when the command has run: 0 done; 1 bad arguments; 2 the output could not be written; 4 database
// unusable. REQUIRES: exit_code outlives the parse.
void AddStatusCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
