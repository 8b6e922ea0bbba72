#include "pipeline/service/side_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

namespace labintake::pipeline {
namespace {

constexpr int kChannel = 3;  // with kPassedFd the only descriptors beside the standard ones
constexpr int kExitException = 87;
constexpr char kPoke = 'p', kReload = 'r';

[[noreturn]] void Live(const SideProcess::Work& work, pid_t parent, int channel, int passed) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it died before the line above
  // Who stops the service may signal all its processes; the parent says when this one is to end.
  // SIGIO comes when somebody opens a file of which is just asked who writes it (db/file_system.h).
  for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGIO}) signal(ignored, SIG_IGN);
  // Out of the way of each other first.
  channel = fcntl(channel, F_DUPFD, SideProcess::kPassedFd + 1);
  if (passed >= 0) passed = fcntl(passed, F_DUPFD, SideProcess::kPassedFd + 1);
  dup2(channel, kChannel);
  close(SideProcess::kPassedFd);
  if (passed >= 0) dup2(passed, SideProcess::kPassedFd);
  close_range(SideProcess::kPassedFd + 1, ~0u, 0);
  int status = kExitException;
  try {
    status = work(SideProcess::Line(kChannel));
  } catch (...) {  // ends here: nothing of the parent is to be destroyed
  }
  _exit(status);
}

// A full channel has news in it already.
void SendByte(int fd, char byte) { [[maybe_unused]] const ssize_t n = send(fd, &byte, 1, MSG_DONTWAIT | MSG_NOSIGNAL); }

}  // namespace

SideProcess::Line::Word SideProcess::Line::Hear() {
  Word word = Word::kNothing;
  std::array<char, 16> bytes;
  for (;;) {
    const ssize_t n = recv(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (n == 0) return Word::kEnd;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno == EAGAIN ? word : Word::kEnd;
    word = Word::kReload;
  }
}

void SideProcess::Line::Poke() { SendByte(fd_, kPoke); }

bool SideProcess::Start(const Work& work, int passed) {
  int channel[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
  std::fflush(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) Live(work, parent, channel[1], passed);
  close(channel[1]);
  if (pid < 0) {
    close(channel[0]);
    return false;
  }
  pid_ = pid;
  channel_ = channel[0];
  return true;
}

SideProcess::News SideProcess::Read() {
  News news;
  std::array<char, 512> pokes;
  while (running()) {
    const ssize_t n = recv(channel_, pokes.data(), pokes.size(), MSG_DONTWAIT);
    if (n > 0) {
      news.poked = true;
    } else if (n < 0 && errno == EAGAIN) {
      break;
    } else if (n == 0 || errno != EINTR) {
      news.ended = true;
      news.status = Reap();
    }
  }
  return news;
}

void SideProcess::SayReload() {
  if (running()) SendByte(channel_, kReload);
}

void SideProcess::SayEnd() {
  if (running()) shutdown(channel_, SHUT_WR);
}

void SideProcess::Kill() {
  if (!running()) return;
  kill(pid_, SIGKILL);
  Reap();
}

int SideProcess::Reap() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  close(std::exchange(channel_, -1));
  pid_ = 0;
  return status;
}

}  // namespace labintake::pipeline
