#include "pipeline/interrupt.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include "pipeline/cli.h"

namespace labintake::pipeline {
namespace {

// Whoever stops a process group may signal the process twice in an instant; that is one wish.
constexpr long kSameWishMilliseconds = 1000;

int interrupt_fd = -1, hang_up_fd = -1;
volatile std::sig_atomic_t interrupted = 0;
long first_at = 0;  // milliseconds; written and read by the handler alone

long Now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

void OnSignal(int) {
  const int saved = errno;
  if (interrupted == 0) {
    interrupted = 1;
    first_at = Now();
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = write(interrupt_fd, &one, sizeof one);
  } else if (Now() - first_at > kSameWishMilliseconds) {
    _exit(kExitInterrupted);
  }
  errno = saved;
}

void OnHangUp(int) {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t n = write(hang_up_fd, &one, sizeof one);
  errno = saved;
}

}  // namespace

int InterruptFd() {
  if (interrupt_fd >= 0) return interrupt_fd;
  interrupt_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (interrupt_fd < 0) return -1;
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;  // output that is being written goes on
  // Neither signal interrupts the handler of the other.
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return interrupt_fd;
}

int HangUpFd() {
  if (hang_up_fd >= 0) return hang_up_fd;
  hang_up_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (hang_up_fd < 0) return -1;
  struct sigaction action {};
  action.sa_handler = OnHangUp;
  action.sa_flags = SA_RESTART;
  sigaction(SIGHUP, &action, nullptr);
  return hang_up_fd;
}

}  // namespace labintake::pipeline
