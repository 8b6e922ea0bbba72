// labintake formats: the tools of people who write definitions of lab formats.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

void AddFormatsCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
