// `forget`: removes a document, or a client with all documents, for good.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// Asks on a terminal before anything is removed. *exit_code is set when the command has run: 0 done; 1 bad arguments,
// no such client or document, or not confirmed; 2 removed, but not yet from the disk; 4 database unusable.
// REQUIRES: exit_code outlives the parse.
void AddForgetCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
