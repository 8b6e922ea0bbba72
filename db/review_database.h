// The store's database as the review server uses it: the accounts, the queue's work and the audit log beside the
// documents. The classes that work on it take a ReviewDatabase& (accounts.h, audit_log.h, work_queue.h, answers.h,
// ...).
//
// One connection; one thread. Connections of one process share a ReviewWriter, so that their writes wait for each
// other in turn and not by asking SQLite again and again. Every call of those classes is one transaction, as in
// store.h, with the same errors.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "db/assign_analyte.h"
#include "db/patient_check.h"
#include "model/error.h"

namespace labintake::db {

class ReviewDatabase;  // db/review_transaction.h; only the files of db/ look into it

struct ReviewWriter {
  std::mutex mutex;
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
