// labintake formats list, and labintake formats show: the definitions that are in force.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

void AddFormatsList(CLI::App& formats, int* exit_code);
void AddFormatsShow(CLI::App& formats, int* exit_code);

}  // namespace labintake::pipeline
