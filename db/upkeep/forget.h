// Removes documents and everything that was made of them, for good.
//
//   auto plan = db::PlanForget("lab.db", request);        // what would go
//   auto done = db::Forget("lab.db", request, db::UtcNow());
//   if (done && done->remains) ...                        // gone for the program, not yet from the disk
//
// What goes: the documents with their pages, runs, reports, rows, fields, lines, findings, review items and decisions,
// the names that were learned from answers about them, jobs and arrivals, the name of the client, and the bytes of
// their files unless another client's document has the same, with the links to them. A question about a name that other
// documents have too is asked again with one of theirs. What stays: a line that says when, who, and how much (Removal).
//
// Then the database is written anew and its log emptied, so that no page and no free space holds what went. That takes
// time and room in proportion to the database; others can read meanwhile, and wait with writing. Until it is done the
// removal is unfinished; the next Forget or FinishForgetting goes on with it, also after a crash. Backups are not
// touched, nor is what a disk keeps of overwritten blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/error.h"

namespace labintake::db {

struct ForgetRequest {
  // REQUIRES: one of the two.
  std::optional<std::string> client = {};  // with all its documents; "": all documents without a client
  std::optional<std::int64_t> document = {};
  std::string by = {};  // who asked for it; kept. Not needed for a plan
};

struct RemovalCounts {
  std::int64_t documents = 0;
  std::int64_t files = 0;  // whose bytes go
  std::int64_t runs = 0, rows = 0, items = 0, decisions = 0, aliases = 0;
};

// The audit line: no text of documents.
struct Removal {
  std::int64_t id = 0;
  std::string at, by;
  std::optional<std::int64_t> client_id;  // of a client that went as a whole
  std::vector<std::int64_t> document_ids = {};
  RemovalCounts counts;
  std::string finished_at;  // "" while something may be left on the disk
};

// All functions: kStore where the database or its disk refuses. Times are UTC in the store's form.

// kArgument: there is no such document, or no such client.
Result<RemovalCounts> PlanForget(const std::string& path, const ForgetRequest& request);

struct Forgotten {
  Removal removal;
  // Why the removal is not finished: another process reads the database, the disk is full.
  std::optional<Error> remains;
};

// kArgument: as above, or nobody is named as `by`; nothing is changed then. Durable when it returns.
Result<Forgotten> Forget(const std::string& path, const ForgetRequest& request, const std::string& now);

// Goes on with every unfinished removal; how many were finished. An error when something remains.
Result<int> FinishForgetting(const std::string& path, const std::string& now);

// In the order in which they were made.
Result<std::vector<Removal>> ListRemovals(const std::string& path);

}  // namespace labintake::db
