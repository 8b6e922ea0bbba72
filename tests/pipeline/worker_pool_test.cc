#include "pipeline/worker_pool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <new>
#include <thread>
#include <utility>

#include "pipeline/cli.h"
#include "pipeline/step_memory.h"
#include "pipeline/task_wire.h"

namespace labintake::pipeline {
namespace {

using Outcome = WorkerReply::Outcome;

// The task names what to do to the worker that gets it.
std::string Misbehave(const std::string& task) {
  if (task == "abort") std::abort();
  if (task == "kill") raise(SIGKILL);
  if (task == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
  if (task == "exit") std::exit(3);
  if (task == "throw") throw std::runtime_error("text of a document");
  if (task == "memory") {
    std::string all;
    for (;;) all.append(64 << 20, 'x');
  }
  if (task == "garbage") {
    for (int fd = 3; fd < 16; ++fd) {
      if (write(fd, "this is no reply at all, but quite long", 39) < 0) continue;
    }
    std::this_thread::sleep_for(std::chrono::seconds(20));
  }
  if (task == "print") {
    std::puts("a library that prints");
    std::fputs("and complains\n", stderr);
    std::fflush(nullptr);
  }
  if (task.starts_with("slow")) std::this_thread::sleep_for(std::chrono::milliseconds(60));
  if (task == "big") return std::string(20 << 20, 'b');
  return "done " + task;
}

struct Outcomes {
  RunEnd end = RunEnd::kAll;
  std::vector<std::size_t> order;
  std::vector<WorkerReply> replies;
};

Outcomes RunTasks(const std::vector<std::string>& tasks, WorkerPoolOptions options = {}) {
  Outcomes out;
  WorkerPool pool(options, Misbehave);
  out.end = pool.Run(tasks, [&](std::size_t i, WorkerReply reply) {
    out.order.push_back(i);
    out.replies.push_back(std::move(reply));
    return true;
  });
  // No worker is left.
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
  return out;
}

TEST(WorkerPoolTest, RepliesInOrderForEveryNumberOfWorkers) {
  std::vector<std::string> tasks;
  for (int i = 0; i < 200; ++i) tasks.push_back((i % 20 == 0 ? "slow " : "quick ") + std::to_string(i));
  std::string first;
  for (int workers = 1; workers <= 4; ++workers) {
    std::string all;
    const Outcomes out = RunTasks(tasks, {.workers = workers});
    ASSERT_EQ(out.replies.size(), tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      EXPECT_EQ(out.order[i], i);
      all += out.replies[i].bytes;
    }
    if (workers == 1) first = all;
    EXPECT_EQ(all, first);
  }
}

// The others run as far ahead as they may, wait, and go on when the slow one is done.
TEST(WorkerPoolTest, ASlowFirstTaskStallsNothingForGood) {
  std::vector<std::string> tasks(300, "quick");
  tasks[0] = "slow";
  tasks[150] = "slow";
  for (const int workers : {2, 4}) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(RunTasks(tasks, {.workers = workers}).replies.size(), tasks.size());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  }
}

TEST(WorkerPoolTest, NoTasks) { EXPECT_EQ(RunTasks({}).end, RunEnd::kAll); }

struct Death {
  const char* task;
  Outcome outcome;
  const char* reason;
};

// Only what hangs may run out of time, however busy the machine is.
double LimitFor(Outcome outcome) { return outcome == Outcome::kTimedOut ? 1 : 60; }

class WorkerDeathTest : public testing::TestWithParam<Death> {};

TEST_P(WorkerDeathTest, CostsItsOwnTaskAlone) {
  if (SanitizersCompiledIn() && GetParam().outcome == Outcome::kOutOfMemory) {
    GTEST_SKIP() << "no limit of memory with sanitizers";
  }
  for (const int workers : {1, 2}) {
    const Outcomes out =
        RunTasks({"a", GetParam().task, "b", "c"},
                 {.workers = workers, .timeout_seconds = LimitFor(GetParam().outcome), .memory_mib = 512});
    ASSERT_EQ(out.replies.size(), 4u);
    EXPECT_EQ(out.replies[0].bytes, "done a");
    EXPECT_EQ(out.replies[2].bytes, "done b");
    EXPECT_EQ(out.replies[3].bytes, "done c");
    EXPECT_EQ(out.replies[1].outcome, GetParam().outcome);
    EXPECT_EQ(out.replies[1].reason, GetParam().reason);
    EXPECT_EQ(out.replies[1].bytes, "");
  }
}

INSTANTIATE_TEST_SUITE_P(Deaths, WorkerDeathTest,
                         testing::Values(Death{"abort", Outcome::kCrashed, "crashed (signal 6)"},
                                         Death{"kill", Outcome::kKilled, "crashed (signal 9)"},
                                         Death{"hang", Outcome::kTimedOut, "took longer than 1 seconds"},
                                         Death{"exit", Outcome::kCrashed, "ended unexpectedly (status 3)"},
                                         Death{"throw", Outcome::kCrashed, "stopped with an internal error"},
                                         Death{"memory", Outcome::kOutOfMemory, "needed more than 512 MiB of memory"},
                                         Death{"garbage", Outcome::kCrashed, "crashed (signal 9)"}),
                         [](const auto& param) { return std::string(param.param.task); });

TEST(WorkerPoolTest, ADeadWorkersTaskIsTriedOnceMore) {
  // Workers cannot leave a trace, but in memory that was shared before they were made.
  void* const shared = mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(shared, MAP_FAILED);
  int& tries = *new (shared) int(0);
  WorkerPool pool({.workers = 1}, [&tries](const std::string&) -> std::string {
    if (++tries == 1) std::abort();
    return "second try";
  });
  std::string bytes;
  EXPECT_EQ(pool.Run({"x"},
                     [&](std::size_t, WorkerReply reply) {
                       bytes = reply.bytes;
                       return true;
                     }),
            RunEnd::kAll);
  EXPECT_EQ(bytes, "second try");
  EXPECT_EQ(tries, 2);
  munmap(shared, sizeof(int));
}

TEST(WorkerPoolTest, LargeRepliesArriveAndTooLargeOnesAreRefused) {
  Outcomes out = RunTasks({"big"});
  EXPECT_EQ(out.replies.at(0).bytes.size(), std::size_t{20} << 20);
  out = RunTasks({"big", "a"}, {.max_reply_bytes = 1 << 20});
  EXPECT_EQ(out.replies.at(0).outcome, Outcome::kCrashed);
  EXPECT_EQ(out.replies.at(1).bytes, "done a");
}

TEST(WorkerPoolTest, WorkersDoNotPrint) {
  testing::internal::CaptureStdout();
  RunTasks({"print"});
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(WorkerPoolTest, TheReceiverMayStop) {
  std::vector<std::string> tasks(50, "a");
  std::size_t seen = 0;
  WorkerPool pool({.workers = 2}, Misbehave);
  EXPECT_EQ(pool.Run(tasks, [&](std::size_t, WorkerReply) { return ++seen < 3; }), RunEnd::kStopped);
  EXPECT_EQ(seen, 3u);
}

TEST(WorkerPoolTest, AnInterruptionDeliversWhatIsFinished) {
  const int stop = eventfd(0, EFD_CLOEXEC);
  std::vector<std::size_t> seen;
  std::thread stopper;
  WorkerPool pool({.workers = 2, .stop_fd = stop}, Misbehave);
  const RunEnd end = pool.Run({"a", "hang", "c", "hang", "e"}, [&](std::size_t i, WorkerReply) {
    seen.push_back(i);
    if (i == 0) {
      stopper = std::thread([stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        EXPECT_EQ(eventfd_write(stop, 1), 0);
      });
    }
    return true;
  });
  stopper.join();
  EXPECT_EQ(end, RunEnd::kInterrupted);
  EXPECT_EQ(seen, (std::vector<std::size_t>{0, 2}));
  close(stop);
}

// "file a,b,c" splits into parts a, b and c, which misbehave as tasks do; "file" alone is done at once.
SplitWork Files() {
  return {[](const std::string& task) {
            TaskAnswer answer(task);
            std::string part;
            for (const char c : task.starts_with("file ") ? task.substr(5) + "," : "") {
              if (c != ',') {
                part += c;
              } else {
                answer.parts.push_back(std::exchange(part, ""));
              }
            }
            return answer;
          },
          Misbehave,
          [](const std::string& task, const std::vector<WorkerReply>& replies) {
            if (task.find("bad join") != std::string::npos) std::abort();
            std::string out = task + ":";
            for (const WorkerReply& r : replies) {
              out += " [" + (r.outcome == Outcome::kAnswered ? r.bytes : r.reason) + "]";
            }
            return out;
          }};
}

std::vector<std::string> RunFiles(const std::vector<std::string>& tasks, const WorkerPoolOptions& options) {
  std::vector<std::string> out;
  WorkerPool(options, Files()).Run(tasks, [&](std::size_t i, WorkerReply reply) {
    EXPECT_EQ(i, out.size());
    out.push_back(reply.outcome == Outcome::kAnswered ? reply.bytes : reply.reason);
    return true;
  });
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  return out;
}

TEST(WorkerPoolSplitTest, SameAnswersForEveryNumberOfWorkers) {
  std::vector<std::string> tasks;
  for (int i = 0; i < 40; ++i) {
    std::string task = "file";
    for (int k = 0; k < i % 7; ++k)
      task += (k == 0 ? " " : ",") + std::string(k % 3 == 1 ? "slow" : "p") + std::to_string(k);
    tasks.push_back(task);
  }
  const std::vector<std::string> one = RunFiles(tasks, {.workers = 1});
  ASSERT_EQ(one.size(), tasks.size());
  EXPECT_EQ(one[0], "file");
  EXPECT_EQ(one[2], "file p0,slow1: [done p0] [done slow1]");
  for (const int workers : {2, 4}) EXPECT_EQ(RunFiles(tasks, {.workers = workers}), one);
}

TEST_P(WorkerDeathTest, CostsItsOwnPartAlone) {
  if (SanitizersCompiledIn() && GetParam().outcome == Outcome::kOutOfMemory) {
    GTEST_SKIP() << "no limit of memory with sanitizers";
  }
  const std::string bad = std::string("file p,") + GetParam().task + ",q";
  for (const int workers : {1, 4}) {
    const std::vector<std::string> out =
        RunFiles({"file a,b", bad, "file c"}, {.workers = workers,
                                               .timeout_seconds = 3600,
                                               .memory_mib = 512,
                                               .part_timeout_seconds = LimitFor(GetParam().outcome)});
    ASSERT_EQ(out.size(), 3u);
    EXPECT_EQ(out[0], "file a,b: [done a] [done b]");
    EXPECT_EQ(out[1], bad + ": [done p] [" + GetParam().reason + "] [done q]");
    EXPECT_EQ(out[2], "file c: [done c]");
  }
}

TEST(WorkerPoolSplitTest, AJoinThatDiesCostsItsTask) {
  EXPECT_EQ(RunFiles({"file a", "file bad join", "file b"}, {.workers = 2}),
            (std::vector<std::string>{"file a: [done a]", "crashed (signal 6)", "file b: [done b]"}));
}

TEST(WorkerPoolSplitTest, AWorkerKeepsWhatItLoaded) {
  int uses = 0;  // of the worker's copy
  SplitWork work = Files();
  work.part = [&uses](const std::string&) { return std::to_string(++uses); };
  std::string out;
  WorkerPool({.workers = 1}, work).Run({"file a,b", "file c"}, [&](std::size_t, WorkerReply reply) {
    out += reply.bytes + "\n";
    return true;
  });
  EXPECT_EQ(out, "file a,b: [1] [2]\nfile c: [3]\n");
  EXPECT_EQ(uses, 0);
}

// Knows what it is told beforehand, and notes what it learns.
class FakeMemory : public StepMemory {
 public:
  std::optional<std::string> Recall(std::string* message) override {
    const auto it = known.find(*message);
    if (it != known.end()) return it->second;
    *message += suffix;
    return std::nullopt;
  }
  void Learn(const std::string& message, std::string* reply) override {
    const std::string for_later = TakeForLater(reply);
    learned.push_back(for_later.empty() ? message : message + " (" + for_later + ")");
  }

  std::map<std::string, std::string> known;
  std::string suffix;
  std::vector<std::string> learned;
};

TEST(WorkerPoolMemoryTest, WhatIsKnownIsNotDoneAgain) {
  FakeMemory memory;
  memory.known = {{PartMessage("a"), "remembered"}};
  EXPECT_EQ(RunFiles({"file a,b", "file"}, {.workers = 1, .memory = &memory}),
            (std::vector<std::string>{"file a,b: [remembered] [done b]", "file"}));
  EXPECT_EQ(memory.learned, (std::vector<std::string>{TaskMessage("file a,b"), PartMessage("b"),
                                                      JoinMessage("file a,b", {{Outcome::kAnswered, "remembered", ""},
                                                                               {Outcome::kAnswered, "done b", ""}}),
                                                      TaskMessage("file")}));
}

// Then there is no worker to wait for.
TEST(WorkerPoolMemoryTest, EverythingMayBeKnown) {
  FakeMemory memory;
  std::vector<std::string> tasks;
  for (int i = 0; i < 100; ++i) {
    tasks.push_back(std::to_string(i));
    memory.known[TaskMessage(tasks.back())] =
        WorkOn({[](const std::string& t) { return "known " + t; }, {}, {}}, TaskMessage(tasks.back()));
  }
  const std::vector<std::string> out = RunFiles(tasks, {.workers = 2, .memory = &memory});
  ASSERT_EQ(out.size(), tasks.size());
  EXPECT_EQ(out[99], "known 99");
  EXPECT_TRUE(memory.learned.empty());
}

TEST(WorkerPoolMemoryTest, LearnsWhatIsForLaterAndMayAddToWhatIsAsked) {
  FakeMemory memory;
  memory.suffix = "!";
  const SplitWork work{[](const std::string& task) {
                         TaskAnswer answer("did " + task);
                         answer.for_later = "later " + task;
                         return answer;
                       },
                       {},
                       {}};
  for (StepMemory* with : {static_cast<StepMemory*>(&memory), static_cast<StepMemory*>(nullptr)}) {
    WorkerPool({.memory = with}, work).Run({"x"}, [&](std::size_t, WorkerReply reply) {
      EXPECT_EQ(reply.bytes, with != nullptr ? "did x!" : "did x");
      return true;
    });
  }
  EXPECT_EQ(memory.learned, std::vector{TaskMessage("x!") + " (later x!)"});
}

TEST(WorkerPoolMemoryTest, LostWorkIsNotLearned) {
  FakeMemory memory;
  EXPECT_EQ(RunFiles({"file abort"}, {.workers = 1, .memory = &memory}),
            std::vector<std::string>{"file abort: [crashed (signal 6)]"});
  EXPECT_EQ(memory.learned.size(), 2u);  // the task and its join
}

TEST(WorkerPoolSplitTest, AnInterruptionDeliversWholeTasks) {
  const int stop = eventfd(0, EFD_CLOEXEC);
  std::vector<std::size_t> seen;
  std::thread stopper;
  WorkerPool pool({.workers = 3, .stop_fd = stop}, Files());
  const RunEnd end =
      pool.Run({"file a", "file b,hang,c", "file", "file d,hang", "file e"}, [&](std::size_t i, WorkerReply) {
        seen.push_back(i);
        if (i == 0) {
          stopper = std::thread([stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
            EXPECT_EQ(eventfd_write(stop, 1), 0);
          });
        }
        return true;
      });
  stopper.join();
  EXPECT_EQ(end, RunEnd::kInterrupted);
  EXPECT_EQ(seen, (std::vector<std::size_t>{0, 2, 4}));
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  close(stop);
}

TEST(WorkerPoolTest, TasksAreMadeWhenTheirTurnComes) {
  std::size_t made = 0, delivered = 0;
  WorkerPool pool({.workers = 1}, Misbehave);
  pool.Run(
      100, [&](std::size_t i) { return ++made, std::to_string(i); },
      [&](std::size_t i, WorkerReply reply) {
        EXPECT_EQ(reply.bytes, "done " + std::to_string(i));
        EXPECT_LE(made, ++delivered + 16);
        return true;
      });
  EXPECT_EQ(delivered, 100u);
}

TEST(WorkerPoolTest, WorkersEndWithTheirParent) {
  int pipe_fds[2];
  ASSERT_EQ(pipe(pipe_fds), 0);
  const pid_t parent = fork();
  if (parent == 0) {
    WorkerPool pool({.timeout_seconds = 0}, [&](const std::string& task) -> std::string {
      if (task == "pid") return std::to_string(getpid());
      return Misbehave(task);
    });
    pool.Run({"pid", "hang"}, [&](std::size_t, WorkerReply reply) {
      return write(pipe_fds[1], reply.bytes.data(), reply.bytes.size()) > 0;
    });
    _exit(0);
  }
  char text[32] = {};
  ASSERT_GT(read(pipe_fds[0], text, sizeof text - 1), 0);
  const pid_t worker = std::atoi(text);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  for (int i = 0; i < 100 && kill(worker, 0) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const std::string stat = "/proc/" + std::to_string(worker) + "/status";
  // Gone, or a zombie that nobody in this container collects.
  if (access(stat.c_str(), F_OK) == 0) {
    EXPECT_EQ(std::system(("grep -q '^State:.Z' " + stat).c_str()), 0);
  }
  close(pipe_fds[0]);
  close(pipe_fds[1]);
}

}  // namespace
}  // namespace labintake::pipeline
