// --require-sandbox of every command that opens documents.
#pragma once

#include "model/error.h"

namespace CLI {
class App;
}

namespace labintake::pipeline {

// `required` must outlive `app`.
void AddSandboxOption(CLI::App& app, bool* required);

// Says on stderr when workers cannot be confined on this system (pipeline/sandbox.h). Call once, before the work
// starts. Error kConfiguration, in one sentence, when they have to be.
Result<void> PrepareSandbox(bool required);

}  // namespace labintake::pipeline
