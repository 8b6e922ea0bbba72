// The line that shows how far a long run is.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace labintake::pipeline {

// "[=======             ] ", how much of `total` is done, in at most `room` columns; "" where that is too little.
std::string ProgressBar(std::size_t done, std::size_t total, std::size_t room);

// Draws on stderr, only when that is a terminal and `wanted`, and only once the work has taken a second. Whoever
// prints anything else calls Erase() first. Not thread-safe.
class Progress {
 public:
  Progress(std::size_t total, bool wanted);
  ~Progress() { Erase(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `done` of the files, with `rows` rows in them, and `pages` scanned pages, also of files that are not done.
  void Show(std::size_t done, std::size_t rows, std::size_t pages);
  // `done` of the files.
  void Show(std::size_t done);
  void Erase();

 private:
  bool IsDue() const;
  void Draw(std::size_t done, const std::string& found);

  std::size_t total_;
  bool enabled_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace labintake::pipeline
