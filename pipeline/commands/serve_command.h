// `serve`: the review server.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// REQUIRES: exit_code outlives the parse.
void AddServeCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
