// labintake catalog: the analytes, names and codes that the program knows.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// As AddProcessCommand().
void AddCatalogCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
