// `labintake reprocess`: documents of the store read again, and what that changes.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// The command sets `exit_code` when it runs.
void AddReprocessCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
