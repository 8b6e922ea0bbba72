// labintake explain: one file as a page of HTML that shows what was read where, and why.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// As AddProcessCommand().
void AddExplainCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
