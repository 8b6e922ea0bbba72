// How a command on the store opens it, complains and ends.
#pragma once

#include <iostream>
#include <memory>
#include <string>

#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

inline constexpr int kDone = 0, kBadArguments = 1, kIncomplete = 2, kUnusable = 4;

// One sentence on stderr; the exit code that goes with it.
inline int Complain(const Error& error) {
  std::cerr << "labintake: " << error.message << '\n';
  return error.code == ErrorCode::kStore ? kUnusable : kBadArguments;
}

// Flushes the results on stdout; `code`, or kIncomplete where they could not be written.
inline int FlushResults(int code) {
  if (std::cout.flush() || code != kDone) return code;
  std::cerr << "labintake: The results could not be written in full; check where the output goes.\n";
  return kIncomplete;
}

// Opens the store at `path`, runs `work` on it and flushes the results on stdout.
template <typename Work>
int WithStore(const std::string& path, Work work) {
  Result<std::unique_ptr<db::Store>> store = db::OpenStore(path, db::OpenMode::kExisting);
  if (!store) return Complain(store.error());
  return FlushResults(work(**store));
}

}  // namespace labintake::pipeline
