// A process beside this one that does one thing until it is told to end, and a channel between the two.
//
// It ends also when this process ends, however that happens. REQUIRES of Start(): this process has no database open,
// whose locks SQLite would take for its own in the new one, and no second thread. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <functional>

namespace labintake::pipeline {

class SideProcess {
 public:
  // The new process's end of the channel.
  class Line {
   public:
    explicit Line(int fd) : fd_(fd) {}
    // Readable when there is something to Hear().
    int fd() const { return fd_; }
    enum class Word { kNothing, kReload, kEnd };
    // The last thing that was said and not yet heard. Does not wait.
    Word Hear();
    // There is something new.
    void Poke();

   private:
    int fd_;
  };

  // Runs in the new process; its result is the exit status, at most 86.
  using Work = std::function<int(Line line)>;

  SideProcess() = default;
  ~SideProcess() { Kill(); }
  SideProcess(const SideProcess&) = delete;  // owns a process
  SideProcess& operator=(const SideProcess&) = delete;

  // The new process's own number of the descriptor that Start() passes on.
  static constexpr int kPassedFd = 4;

  // `passed`: a descriptor that the process holds as long as it lives, -1 for none. False when the system gives no
  // process. REQUIRES: !running().
  bool Start(const Work& work, int passed = -1);
  bool running() const { return pid_ > 0; }
  // Readable when the process poked or ended; -1 when none runs.
  int fd() const { return channel_; }

  struct News {
    bool poked = false;
    bool ended = false;  // it is no longer running
    int status = 0;      // ended: as of waitpid
  };
  News Read();

  void SayReload();
  void SayEnd();
  void Kill();

 private:
  int Reap();

  pid_t pid_ = 0;
  int channel_ = -1;
};

}  // namespace labintake::pipeline
