#include "pipeline/interrupt.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace labintake::pipeline {
namespace {

int interrupt_fd = -1;

void OnSignal(int) {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t n = write(interrupt_fd, &one, sizeof one);
  errno = saved;
}

}  // namespace

int InterruptFd() {
  if (interrupt_fd >= 0) return interrupt_fd;
  interrupt_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (interrupt_fd < 0) return -1;
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return interrupt_fd;
}

}  // namespace labintake::pipeline
