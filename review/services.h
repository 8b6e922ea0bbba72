// What the handlers of the API work with: what all threads share, and what each thread has of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "db/accounts.h"
#include "db/answers.h"
#include "db/audit_log.h"
#include "db/drafts.h"
#include "db/store.h"
#include "db/work_queue.h"
#include "review/access/password.h"
#include "review/access/sessions.h"
#include "review/access/sign_in_limiter.h"
#include "review/access/view_log.h"
#include "review/page_source.h"
#include "review/picture_cache.h"

namespace labintake::review {

// A share of a count with the interval in which the true share lies.
struct ShareInterval {
  double low = 0, high = 1;
};

struct ReviewOptions {
  std::string database;  // path
  std::string program_version;
  db::SecondKeyPolicy second_keys;
  int lease_seconds = 300;
  int idle_seconds = 900;
  std::string inbox;                       // folder that uploads go to; "" for none
  std::uint64_t max_upload = 64ull << 20;  // bytes
  std::function<std::string()> now;        // UTC as in db/store.h. REQUIRES: set
  std::function<std::int64_t()> seconds;   // of a steady clock. REQUIRES: set
  // 95 % interval of a share. REQUIRES: set
  std::function<ShareInterval(int count, int of)> interval;
  PageSource* pages = nullptr;  // outlives the server. REQUIRES: set
};

struct Shared {
  explicit Shared(ReviewOptions given) : options(std::move(given)), sessions(options.idle_seconds) {}

  const ReviewOptions options;
  Sessions sessions;
  SignInLimiter limiter;
  // Two at a time take 128 MiB; eight people who sign in at the same instant wait half a second.
  PasswordVerifier passwords{2, 8};
  ViewLog views;
  PictureCache pictures{96 << 20};
  std::shared_ptr<db::ReviewWriter> writer = std::make_shared<db::ReviewWriter>();
};

// One a thread.
struct Services {
  Services(Shared& all, std::unique_ptr<db::Store> documents, std::shared_ptr<db::ReviewDatabase> connection)
      : shared(all),
        store(std::move(documents)),
        database(std::move(connection)),
        accounts(*database),
        audit(*database),
        queue(*database, all.options.lease_seconds),
        answers(*database, all.options.second_keys, all.options.lease_seconds),
        drafts(*database) {}

  // Errors: kStore.
  static Result<std::unique_ptr<Services>> Open(Shared& shared);

  Shared& shared;
  std::unique_ptr<db::Store> store;
  std::shared_ptr<db::ReviewDatabase> database;
  db::Accounts accounts;
  db::AuditLog audit;
  db::WorkQueue queue;
  db::Answers answers;
  db::Drafts drafts;
};

}  // namespace labintake::review
