// labintake calibrate: what the confidence of a row is worth, from rows whose truth is known.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// Adds the command. The exit code goes to `*exit_code`, as in process_command.h.
void AddCalibrateCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
