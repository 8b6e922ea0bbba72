// The audit log: who saw which page, who decided what, who signed in; never what was seen.
//
// Entries are only added. Each has a hash of itself and of the hash before it, so that whoever changes, removes or
// inserts one changes all hashes behind it; whoever cuts off the end does not, which is why `labintake audit verify`
// prints the last hash, to be kept elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

struct AuditEvent {
  std::string actor;   // name of a person, or "command line"
  std::string action;  // "sign-in", "view-page", "decide", ...
  std::optional<std::int64_t> document;
  std::string item;    // "" for none
  std::string detail;  // ids, numbers and words of the program's own
};

struct AuditEntry {
  std::int64_t number = 0;  // from 1, without gaps
  std::string at;           // UTC
  AuditEvent event;
  std::string hash;  // lower-case hex
};

struct AuditFilter {
  std::int64_t after = 0;  // entries with a larger number
  std::optional<std::string> actor;
  std::optional<std::int64_t> document;
  std::optional<std::int64_t> before = std::nullopt;  // entries with a smaller number
  bool newest_first = false;
};

struct AuditVerdict {
  std::int64_t entries = 0;
  std::string last_hash;                     // "" for an empty log
  std::optional<std::int64_t> first_broken;  // number of the first entry that is not as it was written
};

// The hash of an entry, from the one before it ("" for the first). Pure.
std::string AuditHash(const std::string& previous, const AuditEntry& entry);

class AuditLog {
 public:
  explicit AuditLog(ReviewDatabase& database) : database_(database) {}

  Result<void> Append(const AuditEvent& event);
  // At most `limit`.
  Result<std::vector<AuditEntry>> List(const AuditFilter& filter, int limit);
  // Reads every entry, in order, from one view; `each` may be empty.
  Result<AuditVerdict> Verify(const std::function<void(const AuditEntry&)>& each = {});

 private:
  ReviewDatabase& database_;
};

// Within the caller's transaction, so that what is done and its entry are kept together. May throw SQLite::Exception.
void AppendAudit(ReviewDatabase& database, const AuditEvent& event);

}  // namespace labintake::db
