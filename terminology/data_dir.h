// Where files of data lie that the program reads at run time (ucum.table ...).
//
// A file is looked for in this order; the first that is there is taken, also when it turns out to be damaged:
//   1. the user's folder: $LABINTAKE_DATA_DIR when that is set, else ${XDG_DATA_HOME:-~/.local/share}/labintake.
//      What `labintake catalog import-*` writes goes there, so that it takes precedence over what came with the
//      program;
//   2. data/ beside the program, as in a build folder;
//   3. ../share/labintake/ beside the program, as installed.
//
// Reads the environment on each call; no state. Not safe beside a thread that changes the environment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// The user's folder, without a '/' at the end; it need not exist. "" when neither the variables nor a home are set.
std::string UserDataFolder();

// All places of a file of this name, in the order above.
std::vector<std::string> DataFilePlaces(std::string_view name);

// The first of them that exists.
std::optional<std::string> FindDataFile(std::string_view name);

}  // namespace labintake::terminology
