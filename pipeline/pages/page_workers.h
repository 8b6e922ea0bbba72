// Worker processes that stay ready for the review server.
//
// Each worker stands behind a supervisor, a process of one thread that never touches a document: it gives the worker
// its task, ends it when it takes too long, starts another when it died, and tries a task twice. So that no process has
// to be forked from the server, which has many threads.
//
// Start() before the first thread; everything else from any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/error.h"
#include "pipeline/pages/page_work.h"
#include "pipeline/worker_process.h"
#include "review/page_source.h"

namespace labintake::pipeline {

struct PageWorkerLimits {
  double timeout_seconds = 30;  // of one try
  std::uint64_t memory_mib = 4096;
};

class PageWorkers : public review::PageSource {
 public:
  // `work` runs in the workers. Error kConfiguration: the system gives no processes.
  static Result<std::unique_ptr<PageWorkers>> Start(int workers, WorkerProcess::Work work, PageWorkerLimits limits);
  ~PageWorkers() override;

  Result<std::string> Png(const review::PageRequest& request, double scale) override;
  Result<review::ReadPart> Read(const review::PageRequest& request) override;

  // The reply of a worker to a task. Error kWorkerDied.
  Result<std::string> Ask(const std::string& task);

 private:
  struct Slot;
  explicit PageWorkers(PageWorkerLimits limits);
  // nullopt when the supervisor is gone.
  std::optional<std::string> Exchange(Slot& slot, const std::string& task) const;

  const PageWorkerLimits limits_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::mutex mutex_;
  std::condition_variable freed_;
};

}  // namespace labintake::pipeline
