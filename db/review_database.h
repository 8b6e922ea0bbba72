// The store's database as the review server uses it: the accounts, the queue's work and the audit log beside the
// documents. The classes that work on it take a ReviewDatabase& (accounts.h, audit_log.h, work_queue.h, answers.h,
// ...).
//
// One connection; one thread. Connections of one process share a ReviewWriter, so that their writes wait for each
// other in turn and not by asking SQLite again and again. Every call of those classes is one transaction, as in
// store.h, with the same errors.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "db/assign_analyte.h"
#include "db/patient_check.h"
#include "model/error.h"

namespace labintake::db {

class ReviewDatabase;  // db/review_transaction.h; only the files of db/ look into it

// A lock that is given in the order in which it was asked for. With a plain mutex, who has just written is often the
// next to write again, and somebody else waits a second.
class ReviewWriter {
 public:
  void lock();
  void unlock();

 private:
  std::mutex mutex_;
  std::condition_variable next_;
  std::uint64_t tickets_ = 0, serving_ = 0;
};

struct ReviewDatabaseOptions {
  std::shared_ptr<ReviewWriter> writer = std::make_shared<ReviewWriter>();
  std::function<std::string()> now;  // UTC as in store.h. REQUIRES: set
  AssignAnalyteFn assign_analyte = AssignFromCatalog();
  PatientsDifferFn patients_differ = {};  // unset: as the program reads names (extractors/generic/report_header.h)
};

// Opens an existing store. Errors: kStore.
Result<std::shared_ptr<ReviewDatabase>> OpenReviewDatabase(const std::string& path, ReviewDatabaseOptions options);

}  // namespace labintake::db
