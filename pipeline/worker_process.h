// One worker process of worker_pool.h: its start, its channel, its end.
//
// A message is a mark, a length and the bytes. The worker's stderr goes to a pipe that nobody reads while it lives: a
// library may print there without reaching a person or a log, and the tail tells a lack of memory from other deaths.
// Not thread-safe.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "pipeline/sandbox.h"

namespace labintake::pipeline {

// How a worker ended, for WorkerReply.
struct WorkerDeath {
  bool out_of_memory = false;
  bool killed = false;  // by SIGKILL; also by Kill() when it still lived
  std::string reason;   // "crashed (signal 11)"
};

class WorkerProcess {
 public:
  using Work = std::function<std::string(const std::string& task)>;

  WorkerProcess() = default;
  ~WorkerProcess() { Kill(); }
  WorkerProcess(const WorkerProcess&) = delete;  // owns a process
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  // Forks, and confines the new process. False when the system gives none. REQUIRES: !running().
  bool Start(const Work& work, const SandboxOptions& sandbox);
  bool running() const { return pid_ > 0; }
  // To poll for input.
  int fd() const { return channel_; }

  // False when the worker is gone.
  bool Send(const std::string& task);

  // Reads what is there without waiting. kGone: the worker is; kNonsense: what it wrote is no reply.
  enum class ReadState { kMore, kReply, kGone, kNonsense };
  ReadState Read(std::size_t max_reply_bytes, std::string* reply);

  // Ends the worker if it still lives, and says how it ended. REQUIRES: running().
  WorkerDeath Kill();

 private:
  pid_t pid_ = 0;
  int channel_ = -1;
  int errors_ = -1;
  std::uint64_t memory_mib_ = 0;
  std::string input_;
};

}  // namespace labintake::pipeline
