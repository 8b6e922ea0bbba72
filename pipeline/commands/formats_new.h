// labintake formats new: a definition drafted from a sample document, on stdout.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

void AddFormatsNew(CLI::App& formats, int* exit_code);

}  // namespace labintake::pipeline
