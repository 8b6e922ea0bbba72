// The queue of the batch service: files that came in, and the jobs that they make.
//
//   auto queue = db::OpenJobQueue("lab.db", db::OpenMode::kCreate, {.owner = "host-1234"});
//   for (const db::ClaimedJob& job : *(*queue)->Claim({.most = 8})) ...
//   auto finished = (*queue)->Finish(job.lease, document, run);
//
// An abstract interface as db/store.h: SQLite serves it (sqlite_job_queue.h); nothing here names it.
//
// States: queued -> running -> done | failed | retry; retry -> queued when its time has come; a lease that runs out
// leads back to retry. A person cancels what is not done, and queues what failed or was cancelled again.
//
// Threads and processes: one JobQueue a thread; any number of processes may open the same store. Every call is one
// transaction: it happens as a whole or not at all, also when the process is killed. Calls that record what must not be
// lost (Enqueue, Finish, Fail, Retry, Cancel) are durable when they return; the others may be forgotten when power
// fails, which costs work done twice and nothing else. Errors: kStore where the database or its disk refuses, kArgument
// where the caller names what does not exist. Messages hold no text from documents and no names of files.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/clock.h"
#include "db/job.h"
#include "db/store.h"
#include "model/error.h"
#include "model/report.h"

namespace labintake::db {

struct RetryPolicy {
  int attempts = 3;                      // then the job has failed
  std::int64_t first_delay_ms = 10'000;  // doubled with every attempt
  std::int64_t longest_delay_ms = 900'000;
  // Of leases that ran out. Most are nobody's fault (the machine went down), but a document that takes the service down
  // with it must end some time.
  int losses = 100;
};

struct JobQueueOptions {
  std::string owner;  // whose leases these are; no two that work at a time share one. Not needed to look on.
  std::int64_t lease_ms = 60'000;
  RetryPolicy retry;
  Clock* clock = &SystemClock();
  // From [0, 1): spreads the retries of many jobs that failed together. nullptr: the machine's generator.
  std::function<double()> random = nullptr;
};

struct ClaimRequest {
  int most = 1;
  int scans = 1'000;  // at most so many of them of the lane of scans
};

// What Tend() did.
struct Tended {
  int due = 0;                          // retries that are queued now
  int lost = 0;                         // jobs taken back from whoever had them
  std::vector<std::int64_t> failed;     // of these, given up
  std::optional<std::int64_t> next_ms;  // wall time of the next retry or end of somebody else's lease
};

enum class LeaseOutcome {
  kHeld,
  kLost,  // the job was cancelled, or is another's; nothing was changed
};

struct FinishedJob {
  LeaseOutcome lease = LeaseOutcome::kHeld;
  StoredDocument stored;  // kHeld only
};

struct FailedJob {
  LeaseOutcome lease = LeaseOutcome::kHeld;
  JobState state = JobState::kFailed;  // kHeld: kRetry or kFailed
  std::int64_t delay_ms = 0;           // kRetry
};

struct MadeLink {
  LinkKind kind = LinkKind::kNone;
  std::string path;  // "" for kNone
};
// What the name of a link is followed by in that of the file beside it that says why the document failed.
inline constexpr const char* kReasonEnd = ".reason.txt";

struct ArrivalNote {
  std::int64_t arrival = 0;
  bool removed = false;  // the file is no longer in the inbox, durably
  std::optional<MadeLink> link = {};
};

struct UnremovedFile {
  std::int64_t arrival = 0;
  std::string place;  // as in ArrivingFile
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;
};

// A link to be made, or to be put in the place of another.
struct OwedLink {
  std::int64_t arrival = 0, document = 0;
  std::string name, client, sha256;
  LinkKind kind = LinkKind::kNone;  // kNone: none, the document was cancelled
  std::string reason;               // kFailed: a sentence for a person
  std::string old_link;             // to be removed; "" for none
};

struct JobCounts {
  std::array<std::int64_t, 6> by_state{};  // indexed by JobState
  std::string oldest_waiting;              // UTC: since when the longest queued or retrying job waits; "" for none
  std::int64_t operator[](JobState state) const { return by_state[static_cast<std::size_t>(state)]; }
  // Neither done nor given up.
  std::int64_t open() const {
    return (*this)[JobState::kQueued] + (*this)[JobState::kRunning] + (*this)[JobState::kRetry];
  }
};

struct JobFilter {
  std::optional<JobState> state;
  std::optional<std::string> client;
  int most = 1000;
};

class JobQueue {
 public:
  virtual ~JobQueue() = default;

  // --- Intake ---

  // Records files whose bytes are in the store, all or none, and the jobs of new documents; `notes` go with them. The
  // same bytes for the same client are the same document: no second job is made, but an urgent file makes the waiting
  // job urgent, and a cancelled job is queued again. One answer for each file.
  virtual Result<std::vector<Arrival>> Enqueue(std::span<const ArrivingFile> files,
                                               std::span<const ArrivalNote> notes) = 0;
  virtual Result<void> Note(std::span<const ArrivalNote> notes) = 0;
  // Files of which nobody noted that they were removed, below `folder`.
  virtual Result<std::vector<UnremovedFile>> NotRemoved(const std::string& folder) = 0;

  // What LinksOwed() asks for: a file that was taken in with `wants_link` gets a link when its document is done, failed
  // or cancelled, a duplicate at once. A document that is done after it had failed gets another link. Of `document`, or
  // all first links. Oldest first.
  virtual Result<std::vector<OwedLink>> LinksOwed(std::optional<std::int64_t> document) = 0;
  // Of all documents, links to be put in the place of others, which a process that ended had not come to. Looks at
  // every arrival.
  virtual Result<std::vector<OwedLink>> LinksToReplace() = 0;

  // --- Workers ---

  // Leases of the next jobs, at most request.most: urgent ones first, then digital before scans, then clients in turn,
  // then the oldest. REQUIRES: options.owner is set.
  virtual Result<std::vector<ClaimedJob>> Claim(const ClaimRequest& request) = 0;

  // Renews all leases of this owner; the documents that it holds. What it thought to hold beside them is lost.
  virtual Result<std::vector<std::int64_t>> Heartbeat() = 0;

  // Queues retries whose time has come and takes back leases that ran out. `run` is that of documents which are given
  // up. Call Heartbeat() first: a clock that jumped forward also ends this owner's leases.
  virtual Result<Tended> Tend(const RunInfo& run) = 0;

  // Stores the document's rows as Store::StoreDocument does, and ends its job, in one transaction.
  // REQUIRES: document.sha256 is that of the job.
  virtual Result<FinishedJob> Finish(const Lease& lease, const Document& document, const RunInfo& run) = 0;

  // An attempt failed. It is tried again later, or given up: then a review item for the document as a whole says why,
  // unless rows of an earlier run stand.
  virtual Result<FailedJob> Fail(const Lease& lease, const JobError& error, const RunInfo& run) = 0;

  // Back to the queue as if they had never been claimed; each in the lane that is now known. Lost leases are passed
  // over.
  struct Returned {
    Lease lease;
    Lane lane = Lane::kDigital;
  };
  virtual Result<void> Return(std::span<const Returned> jobs) = 0;

  // --- Operators ---

  virtual Result<JobCounts> Count() = 0;
  // The oldest documents first.
  virtual Result<std::vector<Job>> List(const JobFilter& filter) = 0;
  // kArgument: this document has no job.
  virtual Result<Job> Get(std::int64_t document) = 0;
  // Queues a job that failed, was cancelled or waits for its retry, with all its attempts. kArgument: otherwise.
  virtual Result<void> Retry(std::int64_t document) = 0;
  // kArgument: the job is done, failed or cancelled already.
  virtual Result<void> Cancel(std::int64_t document) = 0;
};

// Opens the store at `path` as OpenStore() does.
Result<std::unique_ptr<JobQueue>> OpenJobQueue(const std::string& path, OpenMode mode, JobQueueOptions options);

}  // namespace labintake::db
