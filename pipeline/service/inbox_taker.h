// Takes complete files out of the inbox: into the store, into the database, and only then away.
//
// Order, for a group of files: each is read and written under a temporary name in the store's folder; all are synced
// and renamed; one transaction records them with their jobs; each is removed from the inbox, if it is still the file
// that was read; the folders it lay in are synced. A crash or an error after any of these steps loses nothing: a file
// that is still in the inbox is taken again, and known by path, inode and time not to be a second one. A file that
// changes while it is read, or that somebody holds open for writing, is not taken. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "db/blob_batch.h"
#include "db/file_system.h"
#include "db/job_queue.h"
#include "pipeline/service/inbox_rules.h"
#include "pipeline/service/settling.h"

namespace labintake::pipeline {

struct TakerOptions {
  std::string inbox;                  // absolute
  std::string blobs;                  // the store's folder of files
  std::uint64_t keep_free_bytes = 0;  // of the disk that holds the store
  bool wants_links = false;
};

enum class TakeOutcome {
  kTaken,        // and gone from the inbox
  kStays,        // taken, but it cannot be removed; see Remove()
  kNotComplete,  // it changed, or somebody writes it
  kGone,
  kUnreadable,  // errno in Taken::error
  kNoRoom,      // the disk that holds the store is too full for it
};

struct Taken {
  TakeOutcome outcome = TakeOutcome::kGone;
  db::Arrival arrival;  // kTaken and kStays
  int error = 0;
};

class InboxTaker {
 public:
  // All must outlive the taker.
  InboxTaker(const TakerOptions& options, const InboxRules& rules, db::FileSystem& files, db::JobQueue& queue)
      : options_(options), rules_(rules), files_(files), queue_(queue) {}

  // One answer for each candidate. On error kStore, and none of them was taken: the store's folder or the database
  // refused.
  Result<std::vector<Taken>> Take(std::span<const Candidate> candidates);

  // Tries again to remove a file that stays. False while it cannot be removed.
  bool Remove(const Candidate& candidate, std::int64_t arrival);

  // Records what a process that ended had removed, but not recorded as such. Error kStore.
  Result<void> Recall();

  // Records what has left the inbox since the last Take(). An error costs nothing: it is recorded with the next.
  Result<void> FlushNotes();

 private:
  struct Read {
    std::size_t index = 0;  // of the candidate
    db::ArrivingFile file;
  };

  std::string PathOf(const Candidate& candidate) const { return options_.inbox + "/" + candidate.path; }
  // Reads one file into the batch. kTaken when it is there; an error is the store's.
  Result<Taken> ReadInto(db::BlobBatch& batch, const Candidate& candidate, Read* read);
  db::IoResult<TakeOutcome> Copy(db::BlobBatch& batch, int fd, const Candidate& candidate, std::string* head,
                                 int* error);
  bool HasRoomFor(std::uint64_t bytes);
  bool RemoveFile(const Candidate& candidate);
  void SyncAndNote(const std::map<std::string, std::vector<std::int64_t>>& removed);

  const TakerOptions& options_;
  const InboxRules& rules_;
  db::FileSystem& files_;
  db::JobQueue& queue_;
  std::vector<db::ArrivalNote> notes_;
};

}  // namespace labintake::pipeline
