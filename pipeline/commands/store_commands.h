// The commands that work on the store: queue and export.
//
// Results go to std::cout, everything else to std::cerr. *exit_code is set when a command has run: 0 done; 1 bad
// arguments; 2 something could not be processed; 4 database unusable. Errors that CLI11 finds while parsing are the
// caller's.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// `queue list|show|export|decide|cases`. REQUIRES: exit_code outlives the parse.
void AddQueueCommand(CLI::App& app, int* exit_code);

// `export`. REQUIRES: exit_code outlives the parse.
void AddExportCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
