#include "review/http/handler_threads.h"

#include <utility>

namespace labintake::review {

HandlerThreads::HandlerThreads(int first, int threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
  for (int i = first; i < first + threads; ++i) threads_.emplace_back([this, i] { Live(i); });
}

HandlerThreads::~HandlerThreads() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    waiting_.clear();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool HandlerThreads::Post(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (stop_ || waiting_.size() >= max_waiting_) return false;
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

void HandlerThreads::Live(int thread) {
  for (;;) {
    Work work;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work(thread);
  }
}

}  // namespace labintake::review
