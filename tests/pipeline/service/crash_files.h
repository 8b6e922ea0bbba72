// Files of all kinds for tests in which the service is killed, and a process that brings them.
#pragma once

#include <sys/types.h>

#include <random>
#include <string>
#include <vector>

namespace labintake::pipeline {

// What is given, and what is to come of it.
struct GivenFile {
  std::string name;    // below the inbox; its last part is no other file's
  std::string client;  // "" for none
  std::string bytes;   // as of MisbehavingWork()
  int rows = 0;        // -1: it cannot be read
  bool drips = false;  // comes piece by piece
};

constexpr std::uint64_t kCrashFilesMaxMib = 4;  // the limit of size that the huge ones are over

// Two hundred: good ones, some for the real stages, slow ones, scans, large, huge, damaged, encrypted, foreign,
// hanging, memory-hungry and crashing ones, and copies of all these, for four clients, in an order of chance.
std::vector<GivenFile> CrashFiles(std::mt19937& random);

class Delivery {
 public:
  // Forks a process that puts `files` below `inbox`, each when it is allowed to. REQUIRES: no second thread.
  Delivery(const std::string& inbox, std::vector<GivenFile> files);
  ~Delivery();
  Delivery(const Delivery&) = delete;  // owns a process
  Delivery& operator=(const Delivery&) = delete;

  // So many more files.
  void Allow(std::size_t count);
  // All; returns when they are there. False when they could not be written.
  bool Finish();

 private:
  [[noreturn]] void Live(const std::string& inbox, int allowed) const;

  std::vector<GivenFile> files_;
  pid_t pid_ = 0;
  int allow_ = -1;  // a byte for each file
  std::size_t allowed_ = 0;
};

}  // namespace labintake::pipeline
