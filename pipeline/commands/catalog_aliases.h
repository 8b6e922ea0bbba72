// `catalog aliases list|export|import|retract`: the names that people confirmed.
//
// On a database that `process --db` made. Results go to std::cout, everything else to std::cerr. *exit_code is set when
// a command has run: 0 done; 1 bad arguments; 2 some lines could not be used; 4 database unusable.
#pragma once

#include <CLI/CLI.hpp>

namespace labintake::pipeline {

// Adds `aliases` to the command `catalog`. REQUIRES: exit_code outlives the parse.
void AddCatalogAliases(CLI::App& catalog, int* exit_code);

}  // namespace labintake::pipeline
