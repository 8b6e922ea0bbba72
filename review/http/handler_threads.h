// Threads that answer requests: what they do may wait for the database or for a picture, which the threads of the
// network must not.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace labintake::review {

class HandlerThreads {
 public:
  // `thread` is from `first` to first + threads - 1 and tells which thread runs it, so that each may have a connection
  // of its own.
  using Work = std::function<void(int thread)>;

  // REQUIRES: threads > 0.
  HandlerThreads(int first, int threads, std::size_t max_waiting);
  // Waits for what runs; what waits is dropped.
  ~HandlerThreads();
  HandlerThreads(const HandlerThreads&) = delete;
  HandlerThreads& operator=(const HandlerThreads&) = delete;

  // False when too much waits already; `work` is not run then. Any thread.
  bool Post(Work work);

 private:
  void Live(int thread);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> waiting_;
  const std::size_t max_waiting_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace labintake::review
