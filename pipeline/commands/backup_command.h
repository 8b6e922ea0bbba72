// `backup`: a copy of the store that can take its place.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// Prints the folder of the copy. *exit_code is set when the command has run: 0 done; 1 bad arguments; 2 done, but the
// store had lost files; 4 database unusable, or the copy could not be written. REQUIRES: exit_code outlives the parse.
void AddBackupCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
