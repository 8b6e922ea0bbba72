// A worker that misbehaves on purpose: each thing that it must not do is tried, and the next task is answered.
#include "pipeline/sandbox.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "pipeline/cli.h"
#include "pipeline/worker_pool.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

constexpr char kRefused[] = "refused", kWent[] = "it went through";

// What the C library would try first or instead is no matter here: the system itself is asked.
template <typename... T>
std::string Try(long call, T... arguments) {
  if (syscall(call, arguments...) >= 0) return kWent;
  if (errno == EPERM || errno == ENOSYS) return kRefused;
  return "failed for another reason: " + std::to_string(errno);
}

struct Attempt {
  const char* name;
  std::string (*act)(const char* file, const char* fresh);  // a file that is there, and a name that is free
  bool sanitizers_need_it = false;
};

const sockaddr_in kLocal{.sin_family = AF_INET, .sin_port = 0x3500, .sin_addr = {0x0100007f}, .sin_zero = {}};
char* const kNothing[] = {nullptr};
int descriptors[2];
char byte;
const iovec kMemory{&byte, 1};
const rlimit kNone{0, 0};
const std::uint64_t kZeros[11] = {}, kReadAndWrite[3] = {O_RDWR, 0, 0};  // arguments of clone3 and openat2

const Attempt kAttempts[] = {
    // the network
    {"socket", [](auto, auto) { return Try(SYS_socket, AF_INET, SOCK_STREAM, 0); }},
    {"datagrams", [](auto, auto) { return Try(SYS_socket, AF_INET6, SOCK_DGRAM, 0); }},
    {"local_socket", [](auto, auto) { return Try(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }},
    {"socketpair", [](auto, auto) { return Try(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, descriptors); }},
    {"connect", [](auto, auto) { return Try(SYS_connect, 3, &kLocal, sizeof kLocal); }},
    {"bind", [](auto, auto) { return Try(SYS_bind, 3, &kLocal, sizeof kLocal); }},
    {"listen", [](auto, auto) { return Try(SYS_listen, 3, 1); }},
    {"sendmsg", [](auto, auto) { return Try(SYS_sendmsg, 3, nullptr, 0); }},
    // files
    {"write", [](auto file, auto) { return Try(SYS_openat, AT_FDCWD, file, O_WRONLY); }},
    {"read_and_write", [](auto file, auto) { return Try(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC); }},
    {"both_bits", [](auto file, auto) { return Try(SYS_openat, AT_FDCWD, file, O_WRONLY | O_RDWR); }},
    {"empty", [](auto file, auto) { return Try(SYS_openat, AT_FDCWD, file, O_RDONLY | O_TRUNC); }},
    {"make", [](auto, auto fresh) { return Try(SYS_openat, AT_FDCWD, fresh, O_RDONLY | O_CREAT, 0600); }},
    {"make_nameless", [](auto, auto) { return Try(SYS_openat, AT_FDCWD, "/tmp", O_TMPFILE | O_WRONLY, 0600); }},
    {"openat2", [](auto file, auto) { return Try(437, AT_FDCWD, file, kReadAndWrite, sizeof kReadAndWrite); }},
    {"truncate", [](auto file, auto) { return Try(SYS_truncate, file, 0); }},
    {"remove", [](auto file, auto) { return Try(SYS_unlinkat, AT_FDCWD, file, 0); }},
    {"rename", [](auto file, auto fresh) { return Try(SYS_renameat2, AT_FDCWD, file, AT_FDCWD, fresh, 0); }},
    {"link", [](auto file, auto fresh) { return Try(SYS_linkat, AT_FDCWD, file, AT_FDCWD, fresh, 0); }},
    {"symlink", [](auto file, auto fresh) { return Try(SYS_symlinkat, file, AT_FDCWD, fresh); }},
    {"folder", [](auto, auto fresh) { return Try(SYS_mkdirat, AT_FDCWD, fresh, 0700); }},
    {"device", [](auto, auto fresh) { return Try(SYS_mknodat, AT_FDCWD, fresh, S_IFIFO | 0600, 0); }},
    {"rights", [](auto file, auto) { return Try(SYS_fchmodat, AT_FDCWD, file, 0777); }},
    {"owner", [](auto file, auto) { return Try(SYS_fchownat, AT_FDCWD, file, getuid(), getgid(), 0); }},
    {"times", [](auto file, auto) { return Try(SYS_utimensat, AT_FDCWD, file, nullptr, 0); }},
    {"attribute", [](auto file, auto) { return Try(SYS_setxattr, file, "user.x", "y", 1, 0); }},
    {"memory_file", [](auto, auto) { return Try(SYS_memfd_create, "x", 0); }},
    {"mount", [](auto, auto) { return Try(SYS_mount, "none", "/tmp", "tmpfs", 0, nullptr); }},
    {"chroot", [](auto, auto) { return Try(SYS_chroot, "/tmp"); }},
    // programs and processes
    {"exec", [](auto, auto) { return Try(SYS_execve, "/bin/true", kNothing, kNothing); }},
    {"execveat", [](auto, auto) { return Try(SYS_execveat, AT_FDCWD, "/bin/true", kNothing, kNothing, 0); }},
    {"clone", [](auto, auto) { return Try(SYS_clone, SIGCHLD, 0, 0, 0, 0); }, true},
    {"clone3", [](auto, auto) { return Try(435, kZeros, sizeof kZeros); }},
    {"shell", [](auto, auto) { return std::string(std::system("true") == 0 ? kWent : kRefused); }, true},
    {"end_the_parent", [](auto, auto) { return Try(SYS_kill, getppid(), SIGTERM); }},
    {"end_its_thread", [](auto, auto) { return Try(SYS_tgkill, getppid(), getppid(), SIGTERM); }},
    {"end_all", [](auto, auto) { return Try(SYS_kill, -1, 0); }},
    {"signal_by_descriptor", [](auto, auto) { return Try(SYS_fcntl, 3, F_SETOWN, getppid()); }},
    {"trace", [](auto, auto) { return Try(SYS_ptrace, PTRACE_ATTACH, getppid(), 0, 0); }, true},
    {"read_memory", [](auto, auto) { return Try(SYS_process_vm_readv, getppid(), &kMemory, 1, &kMemory, 1, 0); }},
    {"outlive_the_parent", [](auto, auto) { return Try(SYS_prctl, PR_SET_PDEATHSIG, 0); }, true},
    // rights and the kernel
    {"user", [](auto, auto) { return Try(SYS_setuid, getuid()); }},
    {"namespace", [](auto, auto) { return Try(SYS_unshare, CLONE_NEWUSER); }},
    {"limits", [](auto, auto) { return Try(SYS_setrlimit, RLIMIT_CORE, &kNone); }},
    {"limits_otherwise", [](auto, auto) { return Try(SYS_prlimit64, 0, RLIMIT_CORE, &kNone, 0); }},
    {"bpf", [](auto, auto) { return Try(SYS_bpf, 0, nullptr, 0); }},
    {"io_uring", [](auto, auto) { return Try(425, 1, nullptr); }},
    {"keys", [](auto, auto) { return Try(SYS_keyctl, 0, -3, 0); }},
    {"counters", [](auto, auto) { return Try(SYS_perf_event_open, nullptr, 0, -1, -1, 0); }},
    {"page_faults", [](auto, auto) { return Try(SYS_userfaultfd, 0); }},
    {"new_code",
     [](auto, auto) { return Try(SYS_mmap, 0, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
    {"written_code",
     [](auto, auto) {
       void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
       return Try(SYS_mprotect, memory, 4096, PROT_READ | PROT_EXEC);
     }},
};

class SandboxTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!SystemCallsCanBeGivenUp()) GTEST_SKIP() << "this system does not let a process give up system calls";
    WriteFile(file_, "a document");
  }

  std::vector<WorkerReply> Run(const std::vector<std::string>& tasks, const WorkerPool::Work& work,
                               const WorkerPoolOptions& options = {}) {
    std::vector<WorkerReply> replies;
    WorkerPool(options, work).Run(tasks, [&](std::size_t, WorkerReply reply) {
      replies.push_back(std::move(reply));
      return true;
    });
    return replies;
  }

  TemporaryFolder folder_;
  const std::string file_ = folder_ / "document", fresh_ = folder_ / "fresh";
};

TEST_F(SandboxTest, EachThingIsRefusedAndTheNextTaskAnswered) {
  std::vector<std::string> tasks;
  for (const Attempt& attempt : kAttempts) {
    if (attempt.sanitizers_need_it && SanitizersCompiledIn()) continue;
    tasks.push_back(attempt.name);
    tasks.emplace_back("a document");
  }
  int answered = 0;  // of one worker: it survives what it tried
  const std::vector<WorkerReply> replies = Run(tasks, [&](const std::string& task) -> std::string {
    ++answered;
    for (const Attempt& attempt : kAttempts) {
      if (attempt.name == task) return attempt.act(file_.c_str(), fresh_.c_str());
    }
    return std::to_string(answered);
  });
  ASSERT_EQ(replies.size(), tasks.size());
  for (std::size_t i = 0; i < replies.size(); i += 2) {
    EXPECT_EQ(replies[i].bytes, kRefused) << tasks[i] << replies[i].reason;
    EXPECT_EQ(replies[i + 1].bytes, std::to_string(i + 2)) << tasks[i] << replies[i + 1].reason;
  }
  EXPECT_EQ(ReadFile(file_), "a document");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(SandboxTest, ABombOfForksMakesNoProcess) {
  if (SanitizersCompiledIn()) GTEST_SKIP() << "their leak check needs new tasks";
  const auto replies = Run({"bomb", "next"}, [](const std::string& task) -> std::string {
    if (task == "next") return task;
    int made = 0;
    for (int i = 0; i < 1000; ++i) {
      const pid_t child = fork();
      if (child == 0) _exit(0);
      made += child > 0;
    }
    return std::to_string(made);
  });
  EXPECT_EQ(replies.at(0).bytes, "0");
  EXPECT_EQ(replies.at(1).bytes, "next");
}

TEST_F(SandboxTest, LoopsAndHungerEndAtTheirLimits) {
  const auto replies = Run({"loop", "next"},
                           [](const std::string& task) -> std::string {
                             for (volatile bool forever = task == "loop"; forever;) {
                             }
                             return task;
                           },
                           {.timeout_seconds = 1});
  EXPECT_EQ(replies.at(0).outcome, WorkerReply::Outcome::kTimedOut);
  EXPECT_EQ(replies.at(1).bytes, "next");
  if (SanitizersCompiledIn()) GTEST_SKIP() << "no limit of memory with sanitizers";
  const auto fed = Run({"eat", "next"},
                       [](const std::string& task) -> std::string {
                         if (task == "eat") return std::string(std::size_t{1} << 30, 'x');
                         return task;
                       },
                       {.memory_mib = 512});
  EXPECT_EQ(fed.at(0).outcome, WorkerReply::Outcome::kOutOfMemory);
  EXPECT_EQ(fed.at(1).bytes, "next");
}

// As SQLite leaves the index of its log in every process that is forked.
TEST_F(SandboxTest, AFileThatTheParentWritesThroughMemoryIsNotInItsReach) {
  const int fd = open(file_.c_str(), O_RDWR);
  void* const mapped = mmap(nullptr, 10, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  ASSERT_NE(mapped, MAP_FAILED);
  const auto replies = Run({"look", "next"}, [mapped](const std::string& task) {
    if (task == "next") return task;
    unsigned char here = 0;
    return std::string(mincore(mapped, 10, &here) == -1 && errno == ENOMEM ? "unmapped" : "mapped");
  });
  EXPECT_EQ(replies.at(0).bytes, "unmapped") << replies.at(0).reason;
  EXPECT_EQ(replies.at(1).bytes, "next");
  EXPECT_EQ(*static_cast<const char*>(mapped), 'a');
  munmap(mapped, 10);
}

#ifdef __x86_64__
// The calls of 32-bit programs have other numbers; whoever uses them wants to get round the filter.
TEST_F(SandboxTest, CallsOfAnotherProcessorEndTheWorker) {
  const auto replies = Run({"old", "next"}, [](const std::string& task) -> std::string {
    if (task == "old") {
      int result = 20;  // getpid
      asm volatile("int $0x80" : "+a"(result) : : "memory");
      return std::to_string(result);
    }
    return task;
  });
  EXPECT_EQ(replies.at(0).reason, "crashed (signal 31)");
  EXPECT_EQ(replies.at(1).bytes, "next");
}
#endif

TEST_F(SandboxTest, WhatAWorkerNeedsIsLeft) {
  const auto replies = Run({""}, [&](const std::string&) {
    std::string failed;
    const auto need = [&failed](const char* what, bool works) {
      if (!works) failed += std::string(what) + "; ";
    };
    need("read a file", ReadFile(file_) == "a document");
    need("list a folder", std::distance(std::filesystem::directory_iterator(folder_.path()), {}) == 1);
    need("look at a file", std::filesystem::file_size(file_) == 10);
    need("find the program", !std::filesystem::read_symlink("/proc/self/exe").empty());
    need("load a module", dlopen("libm.so.6", RTLD_NOW) != nullptr);
    int counted = 0;
    std::thread([&counted] { ++counted; }).join();
    need("have threads", counted == 1);
    std::vector<std::string> blocks(64, std::string(1 << 20, 'x'));
    blocks.clear();
    malloc_trim(0);
    need("move memory", std::string(64 << 20, 'y').back() == 'y');
    timespec now{};
    need("know the time", syscall(SYS_clock_gettime, CLOCK_REALTIME, &now) == 0 && now.tv_sec > 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    need("know its limits", sysconf(_SC_OPEN_MAX) == 256 && sysconf(_SC_NPROCESSORS_ONLN) > 0);
    need("know itself", prctl(PR_SET_NAME, "worker") == 0);
    return failed;
  });
  EXPECT_EQ(replies.at(0).bytes, "") << replies.at(0).reason;
}

TEST_F(SandboxTest, OnlyWhereItIsAskedForMayAWorkerWrite) {
  const auto work = [&](const std::string& task) {
    WriteFile(fresh_, task);
    return Try(SYS_socket, AF_INET, SOCK_STREAM, 0) + "," + Try(SYS_unlinkat, AT_FDCWD, file_.c_str(), 0);
  };
  EXPECT_EQ(Run({"written"}, work, {}).at(0).bytes, "refused,refused");
  EXPECT_FALSE(std::filesystem::exists(fresh_));
  EXPECT_EQ(Run({"written"}, work, {.may_write = true}).at(0).bytes, "refused,refused");
  EXPECT_EQ(ReadFile(fresh_), "written");
}

// Where there is no filter, the limits are what is left.
TEST(SandboxLimitsTest, HoldByThemselves) {
  WorkerPool pool({.memory_mib = 512}, [](const std::string&) {
    std::string limits;
    for (const auto resource : {RLIMIT_CORE, RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_AS}) {
      rlimit limit{};
      getrlimit(resource, &limit);
      limits += std::to_string(limit.rlim_max) + " ";
    }
    const std::string status = ReadFile("/proc/self/status");
    return limits + (status.find("NoNewPrivs:\t1\n") == std::string::npos ? "may win rights" : "wins no rights");
  });
  std::string limits;
  pool.Run({""}, [&](std::size_t, WorkerReply reply) {
    limits = reply.bytes;
    return true;
  });
  const std::string end = " wins no rights";
  if (SanitizersCompiledIn()) {
    EXPECT_TRUE(limits.starts_with("0 ") && limits.find(" 256 ") != std::string::npos && limits.ends_with(end))
        << limits;
  } else {
    EXPECT_EQ(limits, "0 0 256 536870912" + end);
  }
}

}  // namespace
}  // namespace labintake::pipeline
