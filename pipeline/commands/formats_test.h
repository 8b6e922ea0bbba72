// labintake formats test: the samples of lab formats read, and held against their expected rows.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

void AddFormatsTest(CLI::App& formats, int* exit_code);

}  // namespace labintake::pipeline
