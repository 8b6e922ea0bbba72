#include "pipeline/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string_view>

#include "pipeline/cli.h"

namespace labintake::pipeline {
namespace {

// Before each message; a library that writes to the wrong descriptor does not look like a reply.
constexpr std::uint32_t kMark = 0x4c49574bu;
constexpr std::size_t kHeadSize = sizeof(std::uint32_t) + sizeof(std::uint64_t);
constexpr int kChannel = 3;           // the worker's only descriptor besides the standard ones
constexpr int kExitOutOfMemory = 86;  // statuses of a worker that ends by itself
constexpr int kExitException = 87;

bool WriteAll(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool WriteMessage(int fd, const std::string& bytes) {
  std::array<char, kHeadSize> head;
  const std::uint64_t size = bytes.size();
  std::memcpy(head.data(), &kMark, sizeof kMark);
  std::memcpy(head.data() + sizeof kMark, &size, sizeof size);
  return WriteAll(fd, head.data(), head.size()) && WriteAll(fd, bytes.data(), bytes.size());
}

bool ReadAll(int fd, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t n = read(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool ReadTask(int fd, std::string* task) {
  std::array<char, kHeadSize> head;
  if (!ReadAll(fd, head.data(), head.size())) return false;
  std::uint64_t size = 0;
  std::memcpy(&size, head.data() + sizeof kMark, sizeof size);
  task->resize(size);
  return ReadAll(fd, task->data(), task->size());
}

// The worker's life after the fork. Leaves with _exit, so that nothing of the parent is flushed or destroyed twice.
[[noreturn]] void Live(const WorkerProcess::Work& work, pid_t parent, int channel, int errors,
                       std::uint64_t memory_mib) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it died before the line above
  HardenProcess();
  // A terminal sends these to all; the parent decides.
  signal(SIGINT, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGTERM, SIG_DFL);
  const int null = open("/dev/null", O_RDWR);
  if (null < 0) _exit(kExitException);
  dup2(null, 0);
  dup2(null, 1);
  if (errors >= 0) dup2(errors, 2);
  if (channel != kChannel) dup2(channel, kChannel);
  close_range(kChannel + 1, ~0u, 0);
  if (memory_mib > 0 && !SanitizersCompiledIn()) {
    const rlimit limit{memory_mib << 20, memory_mib << 20};
    setrlimit(RLIMIT_AS, &limit);
  }
  std::string task;
  while (ReadTask(kChannel, &task)) {
    try {
      if (!WriteMessage(kChannel, work(task))) break;
    } catch (const std::bad_alloc&) {
      _exit(kExitOutOfMemory);
    } catch (...) {
      _exit(kExitException);
    }
  }
  _exit(0);
}

// Poppler's allocator says "Out of memory" and aborts; the C++ run-time names std::bad_alloc.
bool SpeaksOfMemory(std::string_view text) {
  return text.find("Out of memory") != std::string_view::npos || text.find("bad_alloc") != std::string_view::npos;
}

}  // namespace

bool WorkerProcess::Start(const Work& work, std::uint64_t memory_mib) {
  int channel[2], errors[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
  if (pipe2(errors, O_CLOEXEC | O_NONBLOCK) != 0) {
    close(channel[0]);
    close(channel[1]);
    return false;
  }
  // A library that calls exit() in the worker must find nothing to flush.
  std::fflush(nullptr);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) Live(work, parent, channel[1], SanitizersCompiledIn() ? -1 : errors[1], memory_mib);
  close(channel[1]);
  close(errors[1]);
  if (pid < 0) {
    close(channel[0]);
    close(errors[0]);
    return false;
  }
  pid_ = pid;
  channel_ = channel[0];
  errors_ = errors[0];
  memory_mib_ = memory_mib;
  input_.clear();
  return true;
}

bool WorkerProcess::Send(const std::string& task) { return WriteMessage(channel_, task); }

WorkerProcess::ReadState WorkerProcess::Read(std::size_t max_reply_bytes, std::string* reply) {
  constexpr std::size_t kChunk = 256 << 10;
  std::uint64_t size = 0;
  for (;;) {
    const std::size_t before = input_.size();
    input_.resize(before + kChunk);
    const ssize_t n = recv(channel_, input_.data() + before, kChunk, MSG_DONTWAIT);
    input_.resize(before + (n > 0 ? static_cast<std::size_t>(n) : 0));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return ReadState::kMore;
    if (n <= 0) return ReadState::kGone;
    if (input_.size() < kHeadSize) continue;
    std::uint32_t mark = 0;
    std::memcpy(&mark, input_.data(), sizeof mark);
    std::memcpy(&size, input_.data() + sizeof mark, sizeof size);
    if (mark != kMark || size > max_reply_bytes || input_.size() > kHeadSize + size) return ReadState::kNonsense;
    if (input_.size() == kHeadSize + size) break;
  }
  *reply = input_.substr(kHeadSize);
  input_.clear();
  return ReadState::kReply;
}

WorkerDeath WorkerProcess::Kill() {
  if (!running()) return {};
  // One that has ended keeps its own status: the signal finds nobody.
  kill(pid_, SIGKILL);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  std::array<char, 64 << 10> tail;
  const ssize_t n = read(errors_, tail.data(), tail.size());
  const std::string_view said(tail.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  close(channel_);
  close(errors_);
  pid_ = 0;
  channel_ = errors_ = -1;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (code == kExitOutOfMemory || (code != 0 && SpeaksOfMemory(said))) {
    return {true, false,
            memory_mib_ == 0 ? "ran out of memory" : fmt::format("needed more than {} MiB of memory", memory_mib_)};
  }
  if (code == kExitException) return {false, false, "stopped with an internal error"};
  if (code >= 0) return {false, false, fmt::format("ended unexpectedly (status {})", code)};
  return {false, WTERMSIG(status) == SIGKILL, fmt::format("crashed (signal {})", WTERMSIG(status))};
}

}  // namespace labintake::pipeline
