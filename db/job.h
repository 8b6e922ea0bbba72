// Jobs: what is to be done about each document that came in through the watched folder, and the files that came.
//
// A document has at most one job, so that the document's id names both. Plain values; any thread may use them. Only
// ArrivingFile holds what a person may have named: never log it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace labintake::db {

enum class JobState {
  kQueued,     // waits for its turn
  kRunning,    // somebody has a lease on it
  kRetry,      // failed; waits for its next attempt
  kDone,       // its rows are stored
  kFailed,     // given up; a review item asks a person
  kCancelled,  // by a person
};
// "queued", "running", "retry", "done", "failed", "cancelled".
const char* ToString(JobState state);
std::optional<JobState> ParseJobState(std::string_view text);

enum class Priority { kNormal, kUrgent };
// "normal", "urgent".
const char* ToString(Priority priority);

// What the work on a document is mostly: kDigital until somebody found pages in it that have to be recognised.
enum class Lane { kDigital, kScan };
// "digital", "scan".
const char* ToString(Lane lane);

// Why an attempt ended without rows. A full disk and a busy database are none of these: whoever has read a document
// keeps it until it can be stored.
enum class ErrorClass {
  // Of the machine: tried again without end, costs the job no attempt. Something that the program needs is missing or
  // unusable.
  kConfiguration,
  // Retryable: each costs an attempt.
  kWorkerKilled,
  kOutOfMemory,
  kTimeLimit,
  kStoreUnreadable,  // the store's copy of the file
  // Whoever had the lease ended without a word.
  kServiceLost,
  // Permanent.
  kEncrypted,
  kDamaged,
  kNotAReport,  // empty, or neither a PDF nor a picture
  kTooLarge,    // over a configured limit of bytes, pages or pixels
};
// "configuration", "worker-killed", "out-of-memory", "time-limit", "store-unreadable", "service-lost", "encrypted",
// "damaged", "not-a-report", "too-large".
const char* ToString(ErrorClass error);
std::optional<ErrorClass> ParseErrorClass(std::string_view text);
// Trying again cannot help.
bool IsPermanent(ErrorClass error);
// The job is not to blame.
bool IsOfTheMachine(ErrorClass error);

struct JobError {
  ErrorClass error_class = ErrorClass::kDamaged;
  std::string code;     // ToString(ErrorCode)
  std::string message;  // one sentence for a person, without text from the document
};

// A job in somebody's hands. A lease that ran out may be given to another; the fence tells the two apart, so that the
// former's late answer is refused whatever the clocks say.
struct Lease {
  std::int64_t document = 0;
  std::int64_t fence = 0;
};

struct ClaimedJob {
  Lease lease;
  std::string sha256;  // of the document's bytes
  std::string client;  // "" for none
  Priority priority = Priority::kNormal;
  Lane lane = Lane::kDigital;
  int attempt = 1;  // 1 for the first
};

struct Job {
  std::int64_t document = 0;
  std::string client;
  JobState state = JobState::kQueued;
  Priority priority = Priority::kNormal;
  Lane lane = Lane::kDigital;
  int attempts = 0;                 // that failed
  int losses = 0;                   // times that whoever had the lease ended without a word
  std::string owner;                // kRunning: who has the lease
  std::int64_t lease_until_ms = 0;  // kRunning; milliseconds since 1970
  std::int64_t next_run_ms = 0;     // kRetry; milliseconds since 1970
  std::optional<JobError> last_error;
  std::string queued_at, started_at, finished_at;  // UTC; "" where it did not happen yet
};

// A file of the inbox whose bytes are in the store.
struct ArrivingFile {
  std::string name;    // as it was given, without folders
  std::string client;  // "" for none
  Priority priority = Priority::kNormal;
  std::string sha256;
  std::uint64_t size = 0;
  std::string media_type;
  // Which file it was: with these, one that is found again after a crash is known to be the same and not a second one.
  std::string place;  // its path
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;  // its time, in nanoseconds since 1970
  bool wants_link = false;       // JobQueue::LinksOwed
};

// What a link to a document stands for.
enum class LinkKind { kNone, kProcessed, kDuplicate, kFailed };
// "", "processed", "duplicates", "failed".
const char* ToString(LinkKind kind);

struct Arrival {
  enum class Kind {
    kNew,        // a new document; its job is queued
    kDuplicate,  // these bytes were known for this client
    kKnown,      // this very file was recorded before
  };
  std::int64_t id = 0;
  std::int64_t document = 0;
  Kind kind = Kind::kNew;
};

}  // namespace labintake::db
