// Which task is next, and what may be delivered: the policy of a worker pool, without its processes.
//
// Tasks are delivered in their order. A task that split keeps its place: its parts come before anything of a later
// task, so that few tasks are in work at a time, and the join follows the last part. How far work runs ahead of the
// oldest task that is not done is bounded in tasks and in bytes. Pure; not thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/task.h"

namespace labintake::pipeline {

struct ScheduleLimits {
  std::size_t ahead = 16;                // tasks begun beyond the oldest one that is not delivered
  std::size_t max_bytes = 256ull << 20;  // what waits; beyond it only the oldest task goes on
};

class TaskSchedule {
 public:
  using MakeTask = std::function<std::string(std::size_t index)>;

  enum class Step { kTask, kPart, kJoin };
  struct Work {
    std::size_t index = 0;
    Step step = Step::kTask;
    std::size_t part = 0;  // kPart: which
    std::string message;   // pipeline/task_wire.h
  };
  struct Delivery {
    std::size_t index = 0;
    WorkerReply reply;
  };

  // `make` is called once for each of `count` tasks, when its turn comes.
  TaskSchedule(std::size_t count, MakeTask make, const ScheduleLimits& limits);

  // What a free worker should do; nothing when all there is depends on work that is not finished, or has to wait.
  std::optional<Work> Next();
  // REQUIRES: Next() gave `work`, and it was not finished before.
  void Finish(const Work& work, WorkerReply reply);

  // The next task's reply, when it is there.
  std::optional<Delivery> Deliver();
  // Any task's reply that is there, in order: for the end of a run that was interrupted.
  std::optional<Delivery> DeliverAny();

  // Every task was delivered.
  bool done() const { return delivered_ == count_; }
  // Tasks that have their reply.
  std::size_t finished() const { return finished_; }
  // Parts of all tasks that have theirs.
  std::size_t finished_parts() const { return finished_parts_; }

 private:
  // A task that was begun and not delivered.
  struct Open {
    enum class State { kWorking, kSplit, kFinished };
    State state = State::kWorking;
    std::string for_join;
    std::vector<std::string> parts;  // moved out when they are begun
    std::vector<WorkerReply> replies;
    std::size_t next_part = 0, missing = 0;
    WorkerReply result;
    std::size_t bytes = 0;  // of all that is kept here
  };

  bool MayBegin() const;
  std::optional<Work> NextOf(std::size_t index, Open& open);
  void Keep(Open& open, std::size_t bytes);
  void End(Open& open, WorkerReply reply);
  Delivery Take(std::map<std::size_t, Open>::iterator it);

  std::size_t count_;
  MakeTask make_;
  ScheduleLimits limits_;
  std::map<std::size_t, Open> open_;
  std::size_t bytes_ = 0;  // of all of `open_`
  std::size_t next_ = 0, delivered_ = 0, finished_ = 0, finished_parts_ = 0;
};

}  // namespace labintake::pipeline
