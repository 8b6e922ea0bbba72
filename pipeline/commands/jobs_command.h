// `jobs list|show|retry|cancel`: what the service does about each document.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// *exit_code is set when a command has run: 0 done; 1 bad arguments or no such job; 2 some jobs could not be changed,
// or the results not be written; 4 database unusable. REQUIRES: exit_code outlives the parse.
void AddJobsCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
