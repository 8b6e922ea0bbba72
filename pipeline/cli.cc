#include "pipeline/cli.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace labintake::pipeline {

const char kExitCodesHelp[] =
    "Exit codes:\n"
    "  0    done\n"
    "  1    the command line cannot be understood\n"
    "  2    a file could not be processed, or the output not be written (the rest is done)\n"
    "  3    with --fail-on-review: something waits for a person\n"
    "  4    configuration or database unusable\n"
    "  130  interrupted\n";

namespace {

// Controls (also C1, which some terminals obey), and the marks that reorder or hide text.
bool Unsafe(utf8proc_int32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

}  // namespace

std::string TerminalText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t c = -1;
    const utf8proc_ssize_t n = utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    if (n <= 0 || Unsafe(c)) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(i, static_cast<std::size_t>(n)));
    }
    i += n > 0 ? static_cast<std::size_t>(n) : 1;
  }
  return out;
}

void Say(std::string_view message) {
  std::string lines;
  for (std::size_t at = 0; at <= message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size());
    lines += fmt::format("labintake: {}\n", TerminalText(message.substr(at, end - at)));
    at = end + 1;
  }
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

ExitCode Print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return kExitDone;
  Say("the output could not be written; check the space on the disk and run again");
  return kExitFailed;
}

bool ColorOnStdout() {
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0');
}

std::string Count(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string BaseName(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos || path.size() == 1 ? path : path.substr(slash + 1));
}

void HardenProcess() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (!SanitizersCompiledIn()) prctl(PR_SET_DUMPABLE, 0);
}

void EnsureStandardDescriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free descriptor is `fd`: those below it are open.
    if (open("/dev/null", O_RDWR) < 0) _exit(kExitConfiguration);
  }
}

bool SanitizersCompiledIn() {
#if defined(__SANITIZE_ADDRESS__)
  return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return true;
#else
  return false;
#endif
#else
  return false;
#endif
}

}  // namespace labintake::pipeline
