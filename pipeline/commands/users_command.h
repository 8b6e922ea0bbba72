// `users`: who may use the review server; `audit`: what they did.
#pragma once

namespace CLI {
class App;
}

namespace labintake::pipeline {

// REQUIRES, of both: exit_code outlives the parse.
void AddUsersCommand(CLI::App& app, int* exit_code);
void AddAuditCommand(CLI::App& app, int* exit_code);

}  // namespace labintake::pipeline
