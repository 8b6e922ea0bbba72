// labintake formats check: are definitions sound, and do they know their own samples and no others?
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

void AddFormatsCheck(CLI::App& formats, int* exit_code);

}  // namespace labintake::pipeline
