// labintake process: files and folders to rows, on stdout and, with --db, in a database.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// Adds the command. When the command line selects it, it runs during parsing and leaves its exit code (pipeline/cli.h)
// in `*exit_code`, which must outlive `app`.
void AddProcessCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
