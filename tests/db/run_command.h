// Runs the store's commands as a main program does, and the tiny PDF that they cut pictures from.
#pragma once

#include <string>
#include <vector>

namespace labintake::db::testing {

struct CommandResult {
  int code = 0;
  std::string out, err;
};

// {"queue", "list", "--db", ...}.
CommandResult RunCommand(std::vector<std::string> arguments);

// One page of letter size with a line of text.
std::string TinyPdf();

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& text);

}  // namespace labintake::db::testing
