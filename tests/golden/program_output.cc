#include "tests/golden/program_output.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

namespace labintake::golden {

std::optional<std::string> ProcessToJson(const std::string& program, const std::string& file,
                                         const std::string& formats) {
  std::vector<const char*> arguments = {program.c_str(), "process", "--quiet", "--format", "json", file.c_str()};
  if (!formats.empty()) arguments.insert(arguments.end(), {"--formats", formats.c_str()});
  arguments.push_back(nullptr);
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child < 0) {
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return std::nullopt;
  }
  if (child == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    execv(program.c_str(), const_cast<char* const*>(arguments.data()));
    _exit(127);
  }
  close(pipe_ends[1]);
  std::string out;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t n = read(pipe_ends[0], buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    out.append(buffer.data(), static_cast<std::size_t>(n));
  }
  close(pipe_ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return out;
}

}  // namespace labintake::golden
