#include "pipeline/sandbox.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/cli.h"

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41  // Linux 5.17
#endif

namespace labintake::pipeline {
namespace {

// More than Poppler, Tesseract and their fonts, maps and models ever hold open at a time.
constexpr rlim_t kMostDescriptors = 256;

// With any arguments. Names of the kernel's own documentation; what a processor does not have is left out by
// libseccomp.
constexpr int kAllowed[] = {
    // memory
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mincore), SCMP_SYS(membarrier),
    // what is open, and the channel
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(lseek), SCMP_SYS(_llseek), SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(sendto), SCMP_SYS(fadvise64), SCMP_SYS(readahead),
    // looking at files and folders
    SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(stat64),
    SCMP_SYS(lstat64), SCMP_SYS(fstat64), SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(statfs64),
    SCMP_SYS(fstatfs64), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents), SCMP_SYS(getdents64), SCMP_SYS(getcwd),
    // time
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage), SCMP_SYS(restart_syscall),
    // threads: of libde265, which decodes HEIC
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_get_priority_min), SCMP_SYS(getcpu),
    // its own signals
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigpending),
    SCMP_SYS(sigaltstack), SCMP_SYS(sigreturn),
    // who and where it is
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getpgrp), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrlimit), SCMP_SYS(ugetrlimit),
    SCMP_SYS(getrandom), SCMP_SYS(arch_prctl),
    // its end
    SCMP_SYS(exit), SCMP_SYS(exit_group)};

// With --save-steps.
constexpr int kAllowedForWriting[] = {SCMP_SYS(open),  SCMP_SYS(openat), SCMP_SYS(mkdir),    SCMP_SYS(mkdirat),
                                      SCMP_SYS(fsync), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2)};

// How the leak check of a sanitizer looks at the threads of its process, from a task of the same memory, and how others
// find out whether an address can be read.
constexpr int kAllowedForSanitizers[] = {SCMP_SYS(clone), SCMP_SYS(ptrace), SCMP_SYS(wait4),
                                         SCMP_SYS(prctl), SCMP_SYS(pipe),   SCMP_SYS(pipe2)};

// Opens that could change a file, and each way that such an open differs from one for reading. O_TMPFILE without the
// bit that it shares with O_DIRECTORY.
constexpr scmp_datum_t kWriteFlags[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_TMPFILE & ~O_DIRECTORY};
constexpr scmp_datum_t kAnyWriteFlag = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);

// A thread of this process, in no namespace of its own.
constexpr scmp_datum_t kNewNamespace =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

// The filter while it is made. An error of one step stays.
class Filter {
 public:
  // ENOSYS: a newer C library asks for newer calls first and goes back to the old ones at this answer only.
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), seccomp_release) {
    if (!context_) {
      error_ = ENOMEM;
      return;
    }
    // A tree rather than a list of comparisons.
    Note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
    Note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 1));
  }

  template <std::size_t n>
  void AllowAll(const int (&calls)[n]) {
    for (const int call : calls) Allow(call);
  }
  template <typename... Comparison>
  void Allow(int call, Comparison... comparisons) {
    if (error_ == 0)
      Note(seccomp_rule_add(context_.get(), SCMP_ACT_ALLOW, call, sizeof...(comparisons), comparisons...));
  }
  // For calls of which others are allowed: the honest answer.
  void Refuse(int call, const scmp_arg_cmp& comparison) {
    if (error_ == 0) Note(seccomp_rule_add(context_.get(), SCMP_ACT_ERRNO(EPERM), call, 1, comparison));
  }
  bool Load() {
    if (error_ == 0) Note(seccomp_load(context_.get()));
    return error_ == 0;
  }

 private:
  void Note(int result) {
    if (result < 0 && error_ == 0) error_ = -result;
  }

  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  int error_ = 0;
};

scmp_arg_cmp Is(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp Has(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void AllowReading(Filter& filter, int call, unsigned flags) {
  filter.Allow(call, Has(flags, kAnyWriteFlag, 0));
  for (const scmp_datum_t flag : kWriteFlags) filter.Refuse(call, Has(flags, flag, flag));
}

bool LoadFilter(const SandboxOptions& options) {
  Filter filter;
  filter.AllowAll(kAllowed);
  if (options.may_write) {
    filter.AllowAll(kAllowedForWriting);
  } else {
    AllowReading(filter, SCMP_SYS(open), 1);
    AllowReading(filter, SCMP_SYS(openat), 2);
  }
  // Memory that was written does not become code.
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mmap2)}) {
    filter.Allow(call, Has(2, PROT_EXEC, 0));
    filter.Allow(call, Has(2, PROT_EXEC | PROT_WRITE, PROT_EXEC));
  }
  filter.Allow(SCMP_SYS(mprotect), Has(2, PROT_EXEC, 0));
  // Owners of descriptors are sent signals, and locks keep others out: neither is here.
  for (const int command : {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL}) {
    filter.Allow(SCMP_SYS(fcntl), Is(1, static_cast<scmp_datum_t>(command)));
    filter.Allow(SCMP_SYS(fcntl64), Is(1, static_cast<scmp_datum_t>(command)));
  }
  filter.Allow(SCMP_SYS(ioctl), Is(1, TCGETS));
  // To itself: abort().
  filter.Allow(SCMP_SYS(tgkill), Is(0, static_cast<scmp_datum_t>(getpid())));
  // Limits are read, not set.
  filter.Allow(SCMP_SYS(prlimit64), Is(0, 0), Is(2, 0));
  if (SanitizersCompiledIn()) {
    filter.AllowAll(kAllowedForSanitizers);
  } else {
    filter.Allow(SCMP_SYS(clone), Has(0, CLONE_THREAD | kNewNamespace, CLONE_THREAD));
    for (const int option : {PR_SET_NAME, PR_GET_NAME, PR_SET_VMA}) {
      filter.Allow(SCMP_SYS(prctl), Is(0, static_cast<scmp_datum_t>(option)));
    }
  }
  return filter.Load();
}

// A file that the parent has mapped to write to it (SQLite does, for the index of its log) stays mapped after a fork,
// whatever becomes of the descriptor. False when nobody can tell which those are.
bool UnmapSharedFiles() {
  std::ifstream maps("/proc/self/maps");
  std::vector<std::pair<std::uintptr_t, std::uintptr_t>> shared;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0, end = 0;
    char rights[5] = "";
    int path = 0;
    if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " %4s %*s %*s %*s %n", &begin, &end, rights, &path) != 3) {
      return false;
    }
    const bool is_file = line[static_cast<std::size_t>(path)] == '/' && !line.ends_with("/dev/zero (deleted)");
    if (is_file && rights[1] == 'w' && rights[3] == 's') shared.emplace_back(begin, end);
  }
  for (const auto& [begin, end] : shared) {
    if (munmap(reinterpret_cast<void*>(begin), end - begin) != 0) return false;
  }
  return maps.eof();
}

void Limit(__rlimit_resource resource, rlim_t most) {
  const rlimit limit{most, most};
  setrlimit(resource, &limit);
}

}  // namespace

bool SystemCallsCanBeGivenUp() {
  // Where filters are known, the missing one is what the kernel complains of first.
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr) != 0 && errno == EFAULT;
}

bool EnterSandbox(const SandboxOptions& options) {
  if (!UnmapSharedFiles()) return false;
  HardenProcess();
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  Limit(RLIMIT_NOFILE, kMostDescriptors);
  // Sanitizers need much address space, and their reports may go to a file.
  if (!options.may_write && !SanitizersCompiledIn()) Limit(RLIMIT_FSIZE, 0);
  if (options.memory_mib > 0 && !SanitizersCompiledIn()) Limit(RLIMIT_AS, options.memory_mib << 20);
  return options.supervises || !SystemCallsCanBeGivenUp() || LoadFilter(options);
}

}  // namespace labintake::pipeline
