// `doctor`: is the store sound, and what to do where it is not.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// *exit_code is set when the command has run: 0 sound, or all was repaired; 1 bad arguments; 2 problems, or the results
// could not be written; 4 database unusable. REQUIRES: exit_code outlives the parse.
void AddDoctorCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
