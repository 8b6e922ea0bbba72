#include "pipeline/commands/password_input.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace labintake::pipeline {
namespace {

// Hides what is typed for as long as it lives.
class HiddenInput {
 public:
  HiddenInput() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  ~HiddenInput() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  HiddenInput(const HiddenInput&) = delete;
  HiddenInput& operator=(const HiddenInput&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::string Ask(const char* prompt) {
  std::cerr << prompt << std::flush;
  std::string line;
  {
    const HiddenInput hidden;
    std::getline(std::cin, line);
  }
  std::cerr << '\n';
  return line;
}

}  // namespace

Result<std::string> ReadPassword() {
  std::string password;
  if (isatty(STDIN_FILENO) != 0) {
    password = Ask("Password: ");
    if (Ask("Again: ") != password) return Fail(ErrorCode::kArgument, "The two differ; nothing was changed.");
  } else {
    std::getline(std::cin, password);
  }
  if (password.empty()) return Fail(ErrorCode::kArgument, "A password is needed, typed or as the first line of stdin.");
  return password;
}

}  // namespace labintake::pipeline
