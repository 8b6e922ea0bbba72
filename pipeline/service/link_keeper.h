// Makes the links that are owed, and tells the queue of those that were made. Not thread-safe.
//
// What cannot be made, or not be told, is owed on; the next look at all that is owed tries again.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "db/job_queue.h"
#include "pipeline/service/event_log.h"
#include "pipeline/service/links.h"

namespace labintake::pipeline {

class LinkKeeper {
 public:
  // All must outlive the keeper.
  LinkKeeper(LinkFolders folders, const std::string& blobs, db::FileSystem& files, db::JobQueue& queue, EventLog& log);

  // Makes links of one document, or all first links that are owed. Error kStore: the queue refused; it happened to a
  // part.
  Result<void> Make(std::optional<std::int64_t> document);
  // Makes those again that a process which ended had not put in the place of others.
  Result<void> Replace();
  // Tells the queue. On error kStore, again later.
  Result<void> Flush();

 private:
  Result<void> MakeAll(const Result<std::vector<db::OwedLink>>& owed);

  const bool wanted_;
  Links links_;
  db::JobQueue& queue_;
  EventLog& log_;
  std::vector<db::ArrivalNote> notes_;
  bool complained_ = false;
};

}  // namespace labintake::pipeline
