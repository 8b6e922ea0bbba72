// What a worker gives up before it sees the first byte of a document: the network, writing, other processes.
//
// A worker needs little of the system: memory, time, threads of its own, reading files (character maps, fonts, models,
// the module for pictures, the document) and its channel. It keeps the system calls for these and loses all others
// (libseccomp; this file alone knows it), together with the right to win rights by running another program. What it
// asks for beyond fails as on a system that does not have it, so that a library which only tries goes on.
// docs/decisions/0023-sandbox.md has the reasons.
#pragma once

#include <cstdint>

namespace labintake::pipeline {

struct SandboxOptions {
  std::uint64_t memory_mib = 4096;  // address space; 0, and builds with sanitizers: no limit
  bool may_write = false;           // files may be made and written, for --save-steps alone
  // May start and end processes: one that hands tasks on to workers of its own and never looks into a document. It
  // keeps its system calls; its workers are confined.
  bool supervises = false;
};

// Whether this system lets a process give up system calls. Old kernels do not, nor do some containers; then workers
// have the limits of time, memory, files and processes only.
bool SystemCallsCanBeGivenUp();

// Confines this process for ever, and lets go of files that are mapped for writing together with other processes. False
// when that failed on a system that can do it; the process must then end.
// REQUIRES: it has one thread, and every descriptor that it will write to is open.
bool EnterSandbox(const SandboxOptions& options);

}  // namespace labintake::pipeline
